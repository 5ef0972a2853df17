/** Fills in the phrases of the course's language, which come with the course's data. */

/**
 * @param {Readonly<Record<string, string>>} words
 * @param {string} language the words' own, which is English where we have none of the course's
 * @returns {import("./types.js").Say} in the form that a count `n` asks for, where there is one
 */
export function sayer(words, language) {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1, numberingSystem: "latn" });
  const plural = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const form = typeof values.n === "number" ? `${key}_${plural.select(values.n)}` : key;
    return (words[form] ?? words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? number.format(value) : value;
    });
  };
}
