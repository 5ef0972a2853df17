/**
 * Works out the result of a state: points, outcomes, completed, passed.
 *
 * The first answer in an attempt counts, and a question keeps its best result over all attempts. A question on a skipped page
 * does not count. To pass or fail, a learner must answer questions worth at least half of the course's points.
 */

import { asked } from "./draws.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Question} Question */
/** @typedef {import("./types.js").OutcomeResult} OutcomeResult */
/** @typedef {import("./outline.js").Outline} Outline */

/** @param {Outline} outline @param {State} state @returns {Result} */
export function resultOf(outline, state) {
  const { mark } = outline;
  const { attempts } = outline.course.completion;
  const { questions, pageOf } = asked(outline, state);
  const scored = questions.filter((question) => question.points > 0);
  const skipped = new Set(state.skipped);
  const onSkipped = (/** @type {Question} */ question) => skipped.has(pageOf[question.name] ?? "");
  const best = (/** @type {Question} */ question) => state.answers[question.name]?.best ?? null;
  const counted = scored.filter((question) => best(question) !== null || !onSkipped(question));
  const waiting = scored.filter((question) => !state.answers[question.name]?.checks && !onSkipped(question));
  const seen = new Set(state.seen);
  const unseen = outline.pages.filter((page) => !seen.has(page.id)).map((page) => page.id);
  const answered = points(scored.filter((question) => best(question) !== null));
  const enough = answered * 2 >= points(scored);
  const total = points(counted);
  const earned = total ? counted.reduce((sum, question) => sum + earnedOf(question, state), 0) : 0;
  const percent = share(earned, total);
  const missed = scored.filter((question) => (best(question) ?? 100) < 100);
  const steps = outline.pages.length + counted.length;
  const stepsDone = steps - unseen.length - waiting.length;
  return {
    total,
    earned,
    percent,
    mark,
    enough,
    skipping: counted.length < scored.length,
    ...verdict(outline, state, { unseen, enough, percent, asks: scored.length > 0, open: waiting.length > 0 }),
    progress: steps ? stepsDone / steps : 1,
    stepsDone,
    steps,
    outcomes: outcomesOf(outline, state, { scored, counted, waiting, pageOf }),
    unseen,
    waiting: waiting.map((question) => question.name),
    missed: missed.map((question) => question.name),
    pageOf,
    retry: missed.length > 0 && (attempts === null || state.attempt < attempts),
  };
}

/**
 * Which of the course's completion settings are met. `asks`: some questions give points. `open`: some of these are unanswered.
 * @param {Outline} outline @param {State} state
 * @param {{unseen: readonly string[], enough: boolean, percent: number, asks: boolean, open: boolean}} so
 * @returns {Pick<Result, "done" | "judged" | "completed" | "success">}
 */
function verdict({ course, mark }, state, { unseen, enough, percent, asks, open }) {
  const { pages, questions, score, unscored } = course.completion;
  const judged = !open && (mark === null || enough);
  const good = mark !== null && enough && percent + 1e-9 >= mark;
  const [byPages, byAnswers, byScore] = [pages === "all", questions === "all" && asks, score === "passed" && mark !== null];
  const read = !byPages || unseen.length === 0;
  const done = read && (!byAnswers || judged) && (byPages || byAnswers || byScore || state.finished);
  // If answers are not required, the course completes without them. In SCORM 1.2, a failure would undo that.
  const failed = judged && (byAnswers || byScore);
  const passed = mark === null ? unscored === "passed" : good;
  return {
    done,
    judged,
    completed: done && (!byScore || good),
    success: !done ? "unknown" : passed ? "passed" : mark !== null && failed ? "failed" : "unknown",
  };
}

/**
 * @param {Outline} outline @param {State} state
 * @param {Record<"scored" | "counted" | "waiting", readonly Question[]> & {pageOf: Readonly<Record<string, string>>}} of
 * @returns {OutcomeResult[]} one for each outcome that a scored question tests
 */
function outcomesOf(outline, state, { scored, counted, waiting, pageOf }) {
  const tested = outline.course.outcomes.filter((outcome) => scored.some((question) => question.outcome === outcome.id));
  return tested.map(({ id, text }) => {
    const own = counted.filter((question) => question.outcome === id);
    const total = points(own);
    const earned = own.reduce((sum, question) => sum + earnedOf(question, state), 0);
    const open = waiting.some((question) => question.outcome === id);
    const percent = share(earned, total);
    const lost = own.filter((question) => (state.answers[question.name]?.best ?? 100) < 100);
    const pages = [...new Set(lost.map((question) => pageOf[question.name] ?? ""))];
    const met = percent + 1e-9 >= (outline.mark ?? 100);
    const answered = own.some((question) => (state.answers[question.name]?.best ?? null) !== null);
    return { id, text, total, earned, percent, pages, answered, status: open ? "open" : !total ? "skipped" : met ? "met" : "missed" };
  });
}

/** @param {readonly Question[]} questions */
const points = (questions) => questions.reduce((sum, question) => sum + question.points, 0);

/** @param {Question} question @param {State} state */
const earnedOf = (question, state) => (question.points * (state.answers[question.name]?.best ?? 0)) / 100;

/** Percent, to two decimals. @param {number} earned @param {number} total */
const share = (earned, total) => (total ? Math.round((earned / total) * 10000) / 100 : 0);
