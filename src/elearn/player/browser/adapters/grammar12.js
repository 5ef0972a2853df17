/**
 * Writes an answer for SCORM 1.2 (RTE 3.4.2.7, cmi.interactions.n). Ids are single characters, 0-9 and a-z, separated by
 * commas. No response is longer than 255 characters.
 */

import { line } from "./text.js";

/** @typedef {import("../types.js").Reported} Reported */

const LONGEST = 255;
const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const NUMBERS = "1234567890abcdefghijklmnopqrstuvwxyz";

/**
 * @param {Reported} answer
 * @returns {{type: string, response: string, patterns: string[]}} `patterns`: each is a right response
 */
export function grammar12(answer) {
  const write = writers[answer.type];
  return {
    type: TYPES[answer.type] ?? answer.type,
    response: line(write(answer, answer.response), LONGEST),
    patterns: patterns(answer).map((each) => line(write(answer, each), LONGEST)),
  };
}

/** Types that 1.2 does not have, and what we send instead. @type {Partial<Record<Reported["type"], string>>} */
const TYPES = { "long-fill-in": "fill-in", other: "fill-in" };

/**
 * A typed answer may be right in several ways. Each has its own pattern.
 * @param {Reported} answer
 * @returns {Reported["response"][]}
 */
function patterns({ type, correct }) {
  if (!correct?.length) return [];
  return type === "fill-in" || type === "long-fill-in" || type === "numeric" ? correct.map((each) => /** @type {string[]} */ ([each])) : [correct];
}

/** @typedef {(answer: Reported, response: Reported["response"]) => string} Write */

/** @type {Write} */
const text = (_, response) => response.join(" ");
/** @type {Write} */
const letters = ({ ids }, response) => response.map((id) => single(ids, LETTERS, String(id))).join(",");

/** @type {Record<Reported["type"], Write>} */
const writers = {
  "true-false": (_, [first]) => (first === "true" ? "t" : "f"),
  choice: letters,
  sequencing: letters,
  likert: letters,
  matching: ({ ids, targets = [] }, response) =>
    response.map(([source = "", target = ""]) => `${single(ids, LETTERS, source)}.${single(targets, NUMBERS, target)}`).join(","),
  performance: (_, response) => whole(response.map((step) => (typeof step === "string" ? step : step.join(".")))),
  numeric: text,
  "fill-in": text,
  "long-fill-in": text,
  other: text,
};

/**
 * The id itself if all ids are single characters, else the character for its position.
 * @param {readonly string[]} ids
 * @param {string} letters
 * @param {string} id
 */
const single = (ids, letters, id) => (ids.every((each) => /^[0-9a-z]$/.test(each)) ? id : (letters[ids.indexOf(id)] ?? ""));

/** As many whole steps as there is room for. @param {string[]} steps */
function whole(steps) {
  while (steps.join(",").length > LONGEST) steps.pop();
  return steps.join(",");
}
