/** The contents list shows where the learner is and what is done, in words and shapes. On a narrow screen it is a drawer. */

import { byId, need } from "./dom.js";
import { RESULT, START } from "./outline.js";

/** @typedef {import("./app.js").App} App */

const SHAPES = { here: "●", seen: "✓", waiting: "◐", skipped: "–", ahead: "○" };

/** @param {App} app @param {import("./types.js").Result} result */
export function paintContents(app, result) {
  for (const link of byId("contents").querySelectorAll("[data-page]")) {
    const page = link.getAttribute("data-page") ?? "";
    const here = page === app.state.page;
    const state = standing(app, result, page);
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    link.setAttribute("data-standing", state);
    need(link, ".state", HTMLElement).textContent = SHAPES[here && state !== "waiting" ? "here" : state];
    need(link, "[data-state]", HTMLElement).textContent = page === START ? "" : ` (${app.say(`state_${state}`)})`;
  }
}

/**
 * @param {App} app
 * @param {import("./types.js").Result} result
 * @param {string} page
 * @returns {"seen" | "waiting" | "skipped" | "ahead"}
 */
function standing({ state }, result, page) {
  if (page === START) return state.seen.length ? "seen" : "ahead";
  if (page === RESULT) return state.completed ? "seen" : "ahead";
  if (!state.seen.includes(page)) return "ahead";
  if (state.skipped.includes(page)) return "skipped";
  return result.waiting.some((name) => result.pageOf[name] === page) ? "waiting" : "seen";
}

/**
 * Opens and closes the drawer. While it is open, the page behind it is inert, so that focus stays in the drawer.
 * @returns {{close(): void}}
 */
export function mountDrawer() {
  const drawer = byId("drawer");
  const menu = byId("menu");
  const behind = [...document.querySelectorAll(".skip, .top, main")].filter((part) => part instanceof HTMLElement);

  /** @param {boolean} open */
  function turn(open) {
    drawer.classList.toggle("open", open);
    menu.setAttribute("aria-expanded", String(open));
    for (const part of behind) part.inert = open;
    for (const [name, value] of [["role", "dialog"], ["aria-modal", "true"]]) {
      if (open) drawer.setAttribute(name ?? "", value ?? "");
      else drawer.removeAttribute(name ?? "");
    }
    if (open) drawer.setAttribute("aria-label", menu.textContent ?? "");
    else drawer.removeAttribute("aria-label");
  }
  function close() {
    if (!drawer.classList.contains("open")) return;
    turn(false);
    menu.focus();
  }
  menu.addEventListener("click", () => {
    turn(true);
    (drawer.querySelector("[aria-current]") ?? byId("contents-close")).scrollIntoView({ block: "nearest" });
    byId("contents-close").focus();
  });
  byId("contents-close").addEventListener("click", close);
  drawer.addEventListener("click", (event) => {
    if (event.target === drawer) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  matchMedia("(min-width: 56.01rem)").addEventListener("change", () => drawer.classList.contains("open") && turn(false));
  return { close };
}
