/** Fills in phrases in the course's language. They come with the course's data. */

/**
 * @param {Readonly<Record<string, string>>} words
 * @param {string} language the language of `words`: English if we have no words in the course's language
 * @returns {import("./types.js").Say} picks the form for a count `n`, if there is one
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
