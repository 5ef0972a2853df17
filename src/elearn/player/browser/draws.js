/**
 * Decides which questions a learner is asked: those on the pages, and from each bank as many as its draws say.
 *
 * Each question of a bank has a rank, made from the learner's seed and its name, and the lowest ranks are drawn. So if a new
 * version adds or removes a question, at most one drawn question changes. Answered questions stay drawn.
 */

import { hash } from "./bits.js";
import { random } from "./random.js";

/** @typedef {import("./types.js").Question} Question */
/** @typedef {import("./types.js").State} State */
/** @typedef {import("./outline.js").Outline} Outline */

/**
 * @typedef {object} Asked
 * @property {readonly Question[]} questions in the order of the pages
 * @property {Readonly<Record<string, string>>} pageOf the page of each question, by its name
 * @property {readonly (readonly string[])[]} draws the names that each draw of the course gives
 */

/** @param {Outline} outline @param {State} state @returns {Asked} */
export function asked({ pages, course }, state) {
  const items = pages.flatMap(({ id, questions }) => questions.map((item) => ({ id, item })));
  /** @type {Record<string, Question[]>} */
  const piles = {};
  for (const bank of Object.keys(course.banks)) {
    const many = items.reduce((sum, { item }) => sum + ("draw" in item && item.draw === bank ? item.count : 0), 0);
    piles[bank] = drawn(course.banks[bank] ?? [], many, bank, state);
  }
  /** @type {{questions: Question[], pageOf: Record<string, string>, draws: string[][]}} */
  const found = { questions: [], pageOf: {}, draws: [] };
  for (const { id, item } of items) {
    const own = "draw" in item ? (piles[item.draw] ?? []).splice(0, item.count) : [item];
    found.questions.push(...own);
    for (const { name } of own) found.pageOf[name] = id;
    if ("draw" in item) found.draws.push(own.map(({ name }) => name));
  }
  return found;
}

/** @param {readonly Question[]} bank @param {number} many @param {string} id @param {State} state */
function drawn(bank, many, id, { seed, answers }) {
  const own = id.replace(/^banks\//, ""); // a bank that courses share now asks the same as when it was this course's
  const ranked = bank.map((question) => ({ question, rank: random(seed ^ hash(`${own}/${question.name}`))() }));
  const fresh = (/** @type {Question} */ { name }) => (answers[name]?.checks || (answers[name]?.best ?? null) !== null ? 0 : 1);
  return ranked
    .sort((a, b) => fresh(a.question) - fresh(b.question) || a.rank - b.rank)
    .slice(0, many)
    .sort((a, b) => a.rank - b.rank)
    .map(({ question }) => question);
}
