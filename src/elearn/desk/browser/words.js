/** Fills in what the page says. The words come with the page, in the reader's language. */

/** @typedef {(key: string, values?: Record<string, string | number>) => string} Say */

/**
 * @param {Readonly<Record<string, string>>} words with `%(name)s` where something is filled in, and `%%` for a percent sign
 * @param {string} language for numbers
 * @returns {Say} says a key. A key that is missing is said as it is, so that it is noticed
 */
export function sayer(words, language) {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1, numberingSystem: "latn" });
  return (key, values = {}) =>
    (words[key] ?? key).replace(/%%|%\((\w+)\)s/g, (whole, name) => {
      if (whole === "%%") return "%";
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? number.format(value) : value;
    });
}
