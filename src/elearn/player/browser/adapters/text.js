/** Texts as both editions of SCORM can keep them. */

/**
 * On one line, and no longer than so many characters, without half of one at its end.
 * @param {string} text @param {number} longest
 */
export function line(text, longest) {
  const cut = text.replace(/\s+/g, " ").trim().slice(0, longest);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** A number without an exponent: at most seven decimals. @param {number} value */
export const digits = (value) => value.toFixed(7).replace(/\.?0+$/, "").replace(/^-0$/, "0");
