/** A content warning: what follows is hidden until the learner chooses to read it. Skipping it costs nothing. */

import { readOn, skip } from "./state.js";

/** @typedef {import("./app.js").App} App */

/** @param {App} app @param {HTMLElement} article @param {string} page */
export function mountWarning(app, article, page) {
  const gated = article.querySelector("[data-gated]");
  if (!(gated instanceof HTMLElement) || !article.querySelector("[data-warning]")) return;
  const answered = gated.querySelector("[data-question]");
  const begun = answered && [...gated.querySelectorAll("[data-question]")].some(
    (form) => app.state.answers[form.getAttribute("data-question") ?? ""],
  );
  if (begun && !app.state.skipped.includes(page)) return open(article);
  gated.hidden = true;
  for (const button of article.querySelectorAll("[data-warning]")) {
    button.addEventListener("click", () => {
      if (button.getAttribute("data-warning") === "skip") {
        app.change(skip(app.state, page));
        app.go(app.outline.order[app.outline.order.indexOf(page) + 1] ?? page);
      } else {
        if (app.state.skipped.includes(page)) app.change(readOn(app.state, page));
        open(article);
        const first = gated.firstElementChild;
        first?.setAttribute("tabindex", "-1");
        if (first instanceof HTMLElement) first.focus();
      }
    });
  }
}

/** @param {HTMLElement} article */
export function open(article) {
  const gated = article.querySelector("[data-gated]");
  if (gated instanceof HTMLElement) gated.hidden = false;
  for (const part of article.querySelectorAll(".warning .actions, .warning-free")) part.remove();
}
