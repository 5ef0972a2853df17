/** Which courses a list shows, and in which order. */

/**
 * A course as the server lists it.
 * @typedef {object} Row
 * @property {string} id
 * @property {string} title
 * @property {"draft" | "published" | "archived" | "lost"} state "draft": nobody can start it; "lost": its folder is gone
 * @property {string} version the one that people start, "" if none
 * @property {boolean} published whether a version was ever published
 * @property {string} saved the day, in words
 * @property {string} savedAt the instant, to sort by
 * @property {boolean} unsaved
 * @property {readonly string[]} people the others who have it open now
 * @property {boolean} here whether a window of this person has it open
 * @property {number | null} findings null: not known
 * @property {string} signOff where it is in sign-off, or that it is to be reviewed, in words; "" if neither
 */

/** Small letters without accents. @param {string} text */
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** @param {readonly Row[]} rows @param {string} words all of them have to be in the title or the id @returns {readonly Row[]} */
export function found(rows, words) {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  return wanted.length ? rows.filter((row) => wanted.every((word) => plain(`${row.title} ${row.id}`).includes(word))) : rows;
}

/** @param {readonly Row[]} rows @param {string} by "title", or "saved": the last first. Those that are lost come before all @param {string} language @returns {readonly Row[]} */
export function inOrder(rows, by, language) {
  const titles = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const byTitle = (/** @type {Row} */ a, /** @type {Row} */ b) => titles.compare(a.title, b.title) || (a.id < b.id ? -1 : 1);
  const lost = (/** @type {Row} */ row) => Number(row.state === "lost");
  return [...rows].sort((a, b) => lost(b) - lost(a) || (by === "title" ? 0 : Date.parse(b.savedAt || "1970-01-01") - Date.parse(a.savedAt || "1970-01-01")) || byTitle(a, b));
}
