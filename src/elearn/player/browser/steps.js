/** The buttons back and next, which name the page that they lead to, and the browser's own Back and Forward. */

import { attempt } from "./attempt.js";
import { button, byId, make } from "./dom.js";
import { RESULT, START } from "./outline.js";

/** @typedef {import("./app.js").App} App */

/** @param {App} app @param {string} page */
export function titleOf({ outline, say }, page) {
  if (page === START) return say("introduction");
  if (page === RESULT) return say(Object.keys(outline.question).length ? "result" : "finish_page");
  return outline.pages.find((other) => other.id === page)?.title ?? "";
}

/** @param {App} app @param {boolean} resumed whether the learner has returned to a course that they had started */
export function paintSteps(app, resumed) {
  const { outline, state, say } = app;
  const at = outline.order.indexOf(state.page);
  const before = outline.order[at - 1];
  const after = outline.order[at + 1];
  const steps = [];
  if (before) steps.push(step(app, say("back"), before, "quiet"));
  if (state.page === START) steps.push(...beginnings(app, resumed));
  else if (after) steps.push(step(app, say("next"), after, "primary"));
  byId("steps").replaceChildren(...steps);
}

/** @param {App} app @param {boolean} resumed */
function beginnings(app, resumed) {
  const first = app.outline.order[1] ?? RESULT;
  const next = app.outline.pages.find((page) => !app.state.seen.includes(page.id))?.id ?? RESULT;
  if (!resumed || !app.state.seen.length) return [step(app, app.say("start"), first, "primary")];
  return [step(app, app.say("start_over"), first, "quiet"), step(app, app.say("resume"), next, "primary")];
}

/** @param {App} app @param {string} label @param {string} page @param {string} look */
function step(app, label, page, look) {
  const words = [make("span", { class: "step-label" }, label), " ", make("span", { class: "step-title" }, titleOf(app, page))];
  return button(`${look} step`, () => app.go(page), { "data-go": page }, ...words);
}

/**
 * Follows every link to a page of the course. In a preview we cannot change the address, so the browser must not follow it.
 * @param {App} app @param {() => void} closeContents
 */
export function mountLinks(app, closeContents) {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    const target = (link.getAttribute("href") ?? "").slice(1);
    closeContents();
    if (link.matches(".skip")) {
      const heading = /** @type {HTMLElement | null} */ (document.querySelector("main h1"));
      heading?.scrollIntoView();
      heading?.focus();
    } else if (app.outline.order.includes(target)) app.go(target);
  });
  addEventListener("popstate", (event) => {
    const page = event.state?.page;
    if (app.outline.order.includes(page) && page !== app.state.page) app.go(page);
  });
}

/** Puts the page into the history. `depth` says how many pages of ours are before it. @param {string} page */
export function remember(page) {
  const { page: before, depth = 0 } = history.state ?? {};
  if (before === page) return;
  if (before) attempt(() => history.pushState({ page, depth: depth + 1 }, "", `#${page}`));
  else attempt(() => history.replaceState({ page, depth }, "", `#${page}`));
}
