/**
 * Reads a state in the format of earlier packages, so that a learner's work from before an update is not lost.
 *
 *     1~version~seed~attempt~flags~best~page~seen~skipped~answers~sum
 */

import { hash, LETTERS } from "./bits.js";
import { RESULT, START } from "./outline.js";

/** @typedef {import("./types.js").Answer} Answer */

/** @param {string} text */
function short(text) {
  const value = hash(text);
  return [0, 6, 12, 18].map((shift) => LETTERS[((value ^ (value >>> 24)) >>> shift) & 63]).join("");
}

/**
 * @param {string} text
 * @param {import("./outline.js").Outline} outline
 * @param {(name: string, response: readonly string[]) => boolean} fits
 * @returns {import("./types.js").State | null} null if it cannot be read
 */
export function decode1(text, outline, fits) {
  const end = text.lastIndexOf("~");
  const fields = text.slice(0, end).split("~");
  if (fields.length !== 10 || text.slice(end + 1) !== short(text.slice(0, end))) return null;
  const [, version = "", seed = "", attempt = "", flags = "", best = "", page = "", seen = "", skipped = "", answers = ""] = fields;
  const pages = named([START, RESULT, ...outline.pages.map(({ id }) => id)]);
  const ids = (/** @type {string} */ list) => (list.match(/.{4}/g) ?? []).flatMap((part) => pages.get(part) ?? []);
  return {
    version,
    seed: parseInt(seed, 36) || 0,
    attempt: Number(attempt) || 1,
    page: pages.get(page) ?? START,
    seen: ids(seen),
    skipped: ids(skipped),
    finished: flags.includes("e"),
    answers: answersOf(answers, named(Object.keys(outline.question)), fits),
    completed: flags.includes("c"),
    success: flags.includes("p") ? "passed" : flags.includes("f") ? "failed" : "unknown",
    best: best === "" ? null : Number(best),
  };
}

/** @param {readonly string[]} ids */
const named = (ids) => new Map(ids.map((id) => [short(id), id]));

/**
 * @param {string} text hash (4), checks (1), best (2), checked 1 + open 2 (1), then the response with full stops between
 * @param {Map<string, string>} names
 * @param {(name: string, response: readonly string[]) => boolean} fits
 */
function answersOf(text, names, fits) {
  /** @type {Record<string, Answer>} */
  const answers = {};
  for (const part of text ? text.split(",") : []) {
    const name = names.get(part.slice(0, 4));
    const response = part.slice(8) ? part.slice(8).split(".").map(decodeURIComponent) : [];
    if (!name || !fits(name, response)) continue;
    const [best, flags] = [part.slice(5, 7), Number(part[7])];
    answers[name] = {
      response,
      checks: parseInt(part[4] ?? "0", 36),
      best: best === "__" ? null : parseInt(best, 36),
      checked: (flags & 1) > 0,
      open: (flags & 2) > 0,
    };
  }
  return answers;
}
