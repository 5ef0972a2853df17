/** What a learner has done, as plain data. Every function returns a new state and changes none. */

import { RESULT, START } from "./outline.js";
import { resultOf } from "./result.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./outline.js").Outline} Outline */

/** @type {Answer} */
const UNANSWERED = { response: [], checks: 0, checked: false, open: false, best: null };

/** @param {string} version @param {number} seed @returns {State} */
export const fresh = (version, seed) => ({
  version,
  seed,
  attempt: 1,
  page: START,
  seen: [],
  skipped: [],
  finished: false,
  answers: {},
  completed: false,
  success: "unknown",
  best: null,
});

/** @param {State} state @param {string} name @returns {Answer} */
export const answerTo = (state, name) => state.answers[name] ?? UNANSWERED;

/** @param {State} state @param {string} page @returns {State} */
export function visit(state, page) {
  if (page === RESULT) return { ...state, page, finished: true };
  const seen = page === START ? state.seen : union(state.seen, [page]);
  return { ...state, page, seen };
}

/**
 * Skips a page: it counts as seen, and its questions no longer count.
 * @param {State} state
 * @param {string} page
 * @returns {State}
 */
export const skip = (state, page) => ({ ...state, skipped: union(state.skipped, [page]) });

/** @param {State} state @param {string} page @returns {State} */
export const readOn = (state, page) => ({ ...state, skipped: state.skipped.filter((other) => other !== page) });

/**
 * Records a choice that is not checked yet.
 * @param {State} state
 * @param {string} name
 * @param {readonly string[]} response
 * @returns {State}
 */
export const choose = (state, name, response) => put(state, name, { response, checked: false });

/**
 * Checks an answer. The first check of an attempt counts, and later ones are practice.
 * @param {State} state @param {Pick<import("./types.js").Question, "name" | "tries">} question @param {readonly string[]} response
 * @param {import("./types.js").Marked | null} marked null if there is no right answer
 * @returns {State}
 */
export function check(state, { name, tries }, response, marked) {
  const before = answerTo(state, name);
  const checks = before.checks + 1;
  const best = marked && before.checks === 0 ? Math.max(before.best ?? 0, Math.round(marked.score * 100)) : before.best;
  const open = before.open || (marked !== null && (marked.right || checks === tries));
  return put(state, name, { response, checks, checked: true, open, best });
}

/** @param {State} state @param {string} name @returns {State} */
export const tryAgain = (state, name) => put(state, name, { response: [], checked: false });

/** @param {State} state @param {string} name @returns {State} */
export const showAnswer = (state, name) => put(state, name, { open: true });

/**
 * Starts a new attempt, which asks only the questions that were missed.
 * @param {Outline} outline
 * @param {State} state
 * @returns {State}
 */
export function newAttempt(outline, state) {
  const { missed } = resultOf(outline, state);
  const asked = missed.map((name) => [name, { ...UNANSWERED, best: answerTo(state, name).best }]);
  return { ...state, attempt: state.attempt + 1, answers: { ...state.answers, ...Object.fromEntries(asked) } };
}

/**
 * Puts the current result into the state. What was once earned stays.
 * @param {Outline} outline
 * @param {State} state
 * @returns {State}
 */
export function settle(outline, state) {
  const result = resultOf(outline, state);
  const scored = result.total > 0 && Object.values(state.answers).some((answer) => answer.best !== null);
  return {
    ...state,
    completed: state.completed || result.completed,
    success: better(state.success, result.success),
    best: scored ? Math.max(state.best ?? 0, result.percent) : state.best,
  };
}

/**
 * Merges two records of one learner, so that nothing in either is lost. `now` says which page they are on.
 * @param {State} saved @param {State} now @returns {State}
 */
export function merge(saved, now) {
  const names = union(Object.keys(saved.answers), Object.keys(now.answers));
  const seen = union(saved.seen, now.seen);
  return {
    ...now,
    seed: saved.seed,
    attempt: Math.max(saved.attempt, now.attempt),
    page: now.page === START ? saved.page : now.page,
    seen,
    skipped: union(saved.skipped, now.skipped).filter((page) => !(now.seen.includes(page) && !now.skipped.includes(page))),
    finished: saved.finished || now.finished,
    answers: Object.fromEntries(names.map((name) => [name, mergedAnswer(saved.answers[name], now.answers[name])])),
    completed: saved.completed || now.completed,
    success: better(saved.success, now.success),
    best: higher(saved.best, now.best),
  };
}

/** @param {Answer | undefined} saved @param {Answer | undefined} now @returns {Answer} */
function mergedAnswer(saved, now) {
  if (!saved || !now) return saved ?? now ?? UNANSWERED;
  const later = now.checks >= saved.checks ? now : saved;
  return { ...later, best: saved.checks > 0 && now.checks > 0 && saved.best !== null ? saved.best : higher(saved.best, now.best) };
}

/** @param {State["success"]} before @param {State["success"]} now @returns {State["success"]} */
export function better(before, now) {
  const order = ["unknown", "failed", "passed"];
  return order.indexOf(now) > order.indexOf(before) ? now : before;
}

/** @param {number | null} one @param {number | null} other */
export const higher = (one, other) => (one === null ? other : other === null ? one : Math.max(one, other));

/** @param {State} state @param {string} name @param {Partial<Answer>} change @returns {State} */
const put = (state, name, change) => ({
  ...state,
  answers: { ...state.answers, [name]: { ...answerTo(state, name), ...change } },
});

/** @param {readonly string[]} some @param {readonly string[]} others */
const union = (some, others) => [...new Set([...some, ...others])];
