/** Fills in the phrases of the course's language, which come with the course's data. */

/**
 * @param {Readonly<Record<string, string>>} words
 * @param {string} language
 * @returns {import("./types.js").Say} the form for one where `n` is 1 and there is such a form
 */
export function sayer(words, language) {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return (key, values = {}) => {
    const form = values.n === 1 && `${key}_one` in words ? `${key}_one` : key;
    return (words[form] ?? form).replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? number.format(value) : value;
    });
  };
}
