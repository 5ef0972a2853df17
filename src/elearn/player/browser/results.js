/** The last page: the result and the reason for it, each outcome, what is still to do, and the way out. */

import { button, make } from "./dom.js";
import { newAttempt } from "./state.js";
import { titleOf } from "./steps.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").OutcomeResult} OutcomeResult */

const SHAPES = { met: "✓", missed: "○", open: "◐", skipped: "–" };
const WORDS = { met: "res_met", missed: "res_not_met", open: "res_open", skipped: "res_not_counted" };

/** @param {App} app @param {Result} result @param {readonly Node[]} said what blocks add to this page @returns {Node[]} */
export function resultPage(app, result, said) {
  const { say, state, outline } = app;
  const marked = outline.mark !== null;
  const todo = !result.completed ? todoList(app, result) : null;
  const passed = state.success === "passed";
  const done = marked ? passed : state.completed;
  const standing = done ? "done" : result.done && result.judged && marked ? "missed" : "open";
  const missed = result.retry ? "res_missed" : "res_missed_last";
  const heading = passed && marked ? "res_passed" : standing === "missed" ? missed : done || result.completed ? "res_completed" : "res_unfinished";
  const head = make("header", { class: "page-head" },
    make("p", { class: "where" }, titleOf(app, state.page)),
    make("h1", { tabindex: "-1" }, say(heading)),
  );
  return [
    head,
    ...(result.total ? [summary(app, result, standing)] : []),
    ...(todo ? [todo] : []),
    ...(standing === "missed" ? [again(app, result)] : []),
    ...(result.outcomes.some((outcome) => outcome.answered) ? [byOutcome(app, result)] : []),
    ...said,
    ending(app, standing),
  ];
}

/** @param {App} app @param {Result} result @param {string} standing */
function summary({ say, state }, result, standing) {
  const { percent, earned, total, mark } = result;
  const best = standing === "done" && state.best !== null && state.best > percent;
  const reached = best ? (state.best ?? 0) : percent;
  const score = standing === "open" ? say("res_score_so_far", { earned, total }) : say("res_score", { percent: whole(reached), earned, total });
  const lines = [];
  if (mark !== null) {
    if (standing === "done") lines.push(say("res_why_passed", { mark }));
    else if (standing === "missed") lines.push(say("res_why_missed", { mark, needed: Math.ceil((total * mark) / 10) / 10, total }));
    else lines.push(say(result.enough || result.waiting.length ? "res_needed" : "res_why_half", { mark }));
  }
  if (result.skipping) lines.push(say("res_skipped"));
  return make("section", { class: "score", "data-standing": standing },
    make("p", { class: "score-figure" }, score),
    ...lines.map((line) => make("p", {}, line)),
    ...(result.judged ? band(reached) : []),
  );
}

/** What the course says about a score like this. @param {number} percent */
function band(percent) {
  const bands = [...document.querySelectorAll("template")].filter(({ dataset }) => dataset.band && Number(dataset.band) <= whole(percent));
  return bands.slice(-1).map(({ content }) => make("p", { class: "band" }, content.cloneNode(true)));
}

/** Rounded down, so that nobody sees the pass mark without having passed. @param {number} percent */
const whole = (percent) => Math.floor(percent + 1e-9);

/** @param {App} app @param {Result} result */
function todoList(app, result) {
  const { pages, questions, score } = app.outline.course.completion;
  const asks = questions === "all" || score === "passed";
  const unseen = pages === "all" ? result.unseen : [];
  const waiting = asks ? [...new Set(result.waiting.map((name) => result.pageOf[name] ?? ""))] : [];
  const skipped = asks && app.outline.mark !== null && !waiting.length && !result.enough ? app.state.skipped : [];
  const items = app.outline.order
    .filter((page) => unseen.includes(page) || waiting.includes(page) || skipped.includes(page))
    .map((page) => make("li", {}, pageLink(app, page), ` · ${app.say(waiting.includes(page) && !unseen.includes(page) ? "res_todo_question" : "res_todo_page")}`));
  return items.length ? make("section", { class: "todo" }, make("h2", {}, app.say("res_todo")), make("ul", {}, ...items)) : null;
}

/** @param {App} app @param {Result} result */
function again(app, result) {
  const { say, state, outline } = app;
  const total = outline.course.completion.attempts;
  const box = make("section", { class: "again" });
  if (app.unrecorded) {
    box.append(make("p", {}, say(app.unrecorded)));
  } else if (result.retry) {
    const retake = () => {
      app.change(newAttempt(outline, state));
      app.go(result.pageOf[result.missed[0] ?? ""] ?? app.state.page);
    };
    const retry = button("primary", retake, { "data-retry": "" }, say("res_retry"));
    box.append(make("p", {}, say("res_retry_what", { n: result.missed.length })), make("p", { class: "actions" }, retry));
    if (total !== null) box.append(make("p", { class: "quietly" }, say("res_attempts", { used: state.attempt, total })));
  } else if (total !== null) {
    box.append(make("p", {}, say("res_attempts_over", { n: total, total })));
  }
  return box;
}

/** @param {App} app @param {Result} result */
function byOutcome(app, result) {
  const items = result.outcomes.map((outcome) => outcomeItem(app, outcome));
  return make("section", { class: "outcomes" }, make("h2", {}, app.say("res_by_outcome")), make("ul", {}, ...items));
}

/** @param {App} app @param {OutcomeResult} outcome */
function outcomeItem(app, { text, total, earned, percent, status, pages }) {
  const { say } = app;
  const bar = make("span", { class: "outcome-bar", "aria-hidden": "true" }, make("span"));
  /** @type {HTMLElement} */ (bar.firstElementChild).style.width = `${percent}%`;
  const item = make("li", { class: "outcome", "data-status": status },
    make("p", { class: "outcome-text" }, text),
    make("p", { class: "outcome-standing" },
      make("b", {}, make("span", { "aria-hidden": "true" }, `${SHAPES[status]} `), say(WORDS[status])),
      ...(total ? [` · ${say("res_outcome_points", { earned, total })}`] : []),
    ),
    ...(total ? [bar] : []),
  );
  if (status === "missed" && pages.length) {
    const links = pages.flatMap((page, index) => (index ? [", ", pageLink(app, page)] : [pageLink(app, page)]));
    item.append(make("p", { class: "outcome-pages" }, `${say("res_look_again")} `, ...links));
  }
  return item;
}

/** @param {App} app @param {string} page */
const pageLink = (app, page) => make("a", { href: `#${page}` }, titleOf(app, page));

/** @param {App} app @param {string} standing */
function ending(app, standing) {
  const { say } = app;
  const finish = button(standing === "done" ? "primary" : "quiet", app.finish, { "data-finish": "" }, say(standing === "open" ? "res_stop" : "res_finish"));
  const print = button("quiet", () => window.print(), {}, say("res_print"));
  const tracked = [make("p", { class: "recorded" }, say("res_done_next")), make("p", { class: "unrecorded" }, say("res_done_unsaved"))];
  const next = standing !== "done" ? [] : app.tracks ? tracked : [make("p", {}, say("res_done_next_unrecorded"))];
  return make("section", { class: "ending" }, ...next, make("p", { class: "actions" }, finish, print));
}
