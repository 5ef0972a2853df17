/** Texts that both editions of SCORM can store. */

/**
 * Returns a text on one line, with at most `longest` UTF-16 units, and never half a character at the end.
 * @param {string} text @param {number} longest
 */
export function line(text, longest) {
  const cut = text.replace(/\s+/g, " ").trim().slice(0, longest);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** Writes a number without an exponent, with at most seven decimals. @param {number} value */
export const digits = (value) => value.toFixed(7).replace(/\.?0+$/, "").replace(/^-0$/, "0");
