/**
 * A state as the text that an LMS keeps, and back. SCORM 1.2 keeps 4,096 characters, so ids are four letters of a hash,
 * which stays the same wherever a page stands and whatever its title is; `player/budget.py` counts what this can write.
 *
 *     1~version~seed~attempt~flags~best~page~seen~skipped~answers~sum
 *
 * Flags are completed (c), finished (e), passed (p) or failed (f). An answer is hash, checks, best (two characters,
 * `__` for none), checked 1 + open 2, then its response with full stops between; answers have commas between. The sum is a
 * hash of all before it: a text that was cut is not read.
 */

import { RESULT, START } from "./outline.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./outline.js").Outline} Outline */

const FORM = "1";
const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
const WIDTH = 4;

/** FNV-1a of a text. @param {string} text */
export function hash(text) {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
}

/** @param {string} text */
function short(text) {
  const value = hash(text);
  return [0, 6, 12, 18].map((shift) => LETTERS[((value ^ (value >>> 24)) >>> shift) & 63]).join("");
}

/** @param {State} state @returns {string} */
export function encode(state) {
  const flags = `${state.completed ? "c" : ""}${state.finished ? "e" : ""}${state.success === "unknown" ? "" : state.success[0]}`;
  const answers = Object.entries(state.answers).map(([name, answer]) => short(name) + encodeAnswer(answer));
  const ids = (/** @type {readonly string[]} */ list) => list.map(short).join("");
  const fields = [FORM, state.version, state.seed.toString(36), state.attempt, flags, state.best ?? "", short(state.page)];
  const text = [...fields, ids(state.seen), ids(state.skipped), answers.join(",")].join("~");
  return `${text}~${short(text)}`;
}

/** @param {Answer} answer */
function encodeAnswer({ checks, best, checked, open, response }) {
  const many = Math.min(checks, 35).toString(36);
  const mark = best === null ? "__" : best.toString(36).padStart(2, "0");
  return `${many}${mark}${(checked ? 1 : 0) + (open ? 2 : 0)}${response.map(safe).join(".")}`;
}

/** @param {string} text */
const safe = (text) => encodeURIComponent(text).replace(/[.~]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

/**
 * @param {string} text
 * @param {Outline} outline what has gone from the course is left out
 * @param {(name: string, response: readonly string[]) => boolean} fits whether a response can still be given
 * @returns {State | null} null where it cannot be read
 */
export function decode(text, outline, fits) {
  const end = text.lastIndexOf("~");
  const fields = text.slice(0, end).split("~");
  if (end < 0 || fields.length !== 10 || fields[0] !== FORM || text.slice(end + 1) !== short(text.slice(0, end))) return null;
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
    answers: decodeAnswers(answers, named(Object.keys(outline.question)), fits),
    completed: flags.includes("c"),
    success: flags.includes("p") ? "passed" : flags.includes("f") ? "failed" : "unknown",
    best: best === "" ? null : Number(best),
  };
}

/** @param {readonly string[]} ids */
const named = (ids) => new Map(ids.map((id) => [short(id), id]));

/**
 * @param {string} text @param {Map<string, string>} names
 * @param {(name: string, response: readonly string[]) => boolean} fits
 * @returns {Record<string, Answer>}
 */
function decodeAnswers(text, names, fits) {
  /** @type {Record<string, Answer>} */
  const answers = {};
  for (const part of text ? text.split(",") : []) {
    const name = names.get(part.slice(0, WIDTH));
    const response = part.slice(8) ? part.slice(8).split(".").map(decodeURIComponent) : [];
    if (!name || !fits(name, response)) continue;
    const best = part.slice(5, 7);
    const flags = Number(part[7]);
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
