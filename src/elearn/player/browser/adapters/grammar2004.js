/**
 * Writes an answer for SCORM 2004 (4th ed. RTE 4.2.9.1 and 4.2.9.2). cmi5 uses the same grammar: `[,]` between the parts of
 * a response, `[.]` within a pair, `[:]` within a range.
 */

import { digits, line } from "./text.js";

/** @typedef {import("../types.js").Reported} Reported */

const SHORT = 250;
const LONG = 4000;
const MOST_STEPS = 250;

/**
 * @param {Reported} answer
 * @returns {{type: string, response: string, patterns: string[]}} `patterns`: each is a right response
 */
export function grammar2004(answer) {
  return { type: answer.type, response: written(answer, answer.response), patterns: patterns(answer) };
}

/** @param {Reported} answer @returns {string[]} */
function patterns(answer) {
  const { type, correct, range, caseMatters = false } = answer;
  if (!correct?.length) return [];
  if (type === "numeric" && range) return [range.map((end) => (end === null ? "" : digits(end))).join("[:]")];
  const typed = /** @type {readonly string[]} */ (correct);
  if (type === "fill-in" || type === "long-fill-in") return typed.map((text) => accepted(text, caseMatters, type === "fill-in" ? SHORT : LONG));
  return [written(answer, correct)];
}

/**
 * No space after a comma: an LMS that reads every comma as a separator would refuse it.
 * @param {string} text
 * @param {boolean} caseMatters
 * @param {number} longest
 */
function accepted(text, caseMatters, longest) {
  const mark = `{case_matters=${caseMatters}}`;
  return mark + words(text, longest - mark.length).replace(/\s*,\s*/g, ",");
}

/** @param {Reported} answer @param {Reported["response"]} response */
function written({ type }, response) {
  if (type === "fill-in") return words(response.join(" "), SHORT);
  if (type === "long-fill-in" || type === "other") return words(response.join(" "), LONG);
  if (type === "true-false" || type === "numeric") return response.join("[,]");
  const steps = type === "performance" ? response.slice(0, MOST_STEPS) : response;
  const part = (/** @type {string | readonly [string, string]} */ each) => (typeof each === "string" ? shortId(each) : each.map(shortId).join("[.]"));
  return steps.map((each) => (typeof each === "string" && type === "performance" ? `${part(each)}[.]` : part(each))).join("[,]");
}

/**
 * An id as the standard's short_identifier_type in its narrowest reading: letters, digits, `_` and `.`. Some LMSs lose a response
 * with any other character in it, even a hyphen. Ids have hyphens and no `_`, so no two become one.
 * @param {string} id
 */
export const shortId = (id) => id.replace(/[^\w.]/g, "_").slice(0, SHORT);

/**
 * Returns a text without anything that the grammar would read as a mark: `[,]` and the like, or a `{` at the start.
 * @param {string} text @param {number} longest
 */
const words = (text, longest) => line(text.replace(/\[([,.:])\]/g, "[ $1 ]").replace(/^\s*\{/, "("), longest);
