/**
 * The quick exit. Nothing that names the course stays on the screen, in a title, or one press of Back away: in our window, and in
 * the windows around it as far as the browser lets us. Hiding comes first, because saving may take long or fail.
 */

import { attempt } from "./attempt.js";
import { painted } from "./painted.js";
import { windowsOf } from "./windows.js";

const NEUTRAL = "about:blank";
const KEY = "elearn:vanished";
/** The longest that we wait for saving and for the history, in milliseconds. The screen is empty all that time. */
const LONGEST = 400;

/** The author of a preview wants to keep what is around it. */
const preview = () => Boolean(/** @type {any} */ (window).elearnCourse?.preview);

/** @returns {Window[]} those that the course may hide */
export const windowsToHide = () => (preview() ? [window] : windowsOf(window));

/** @param {import("./app.js").App | null} app null if the session has not begun, so that there is nothing to save */
export async function vanish(app) {
  if (document.documentElement.dataset.vanished) return;
  const nothing = () => {};
  if (app) Object.assign(app, { change: nothing, note: nothing, go: nothing, finish: nothing, leave: nothing });
  const onScreen = painted();
  empty();
  cover();
  await onScreen;
  const saving = attempt(() => app?.close());
  if (preview()) return;
  await Promise.race([Promise.allSettled([saving, rewind()]), new Promise((resolve) => setTimeout(resolve, LONGEST))]);
  moveAway();
}

/** Empties the page if Back or Forward has led to it after the learner left it by the quick exit. */
export function stayVanished() {
  const [entry] = /** @type {{type?: string}[]} */ (/** @type {unknown} */ (performance.getEntriesByType("navigation")));
  if (entry?.type === "back_forward" && attempt(() => sessionStorage.getItem(KEY))) empty();
  else attempt(() => sessionStorage.removeItem(KEY));
}

/** Empties our own document. The core script sees the mark, and does not start again (`main.js`). */
function empty() {
  document.documentElement.dataset.vanished = "yes";
  for (const part of [...document.head.children]) if (!part.matches("[rel=icon]")) part.remove();
  for (const { name } of [...document.body.attributes]) document.body.removeAttribute(name);
  document.body.replaceChildren();
  document.title = NEUTRAL;
  attempt(() => sessionStorage.setItem(KEY, "yes"));
  attempt(() => history.replaceState({ depth: history.state?.depth }, "", location.pathname + location.search));
}

/** Hides the documents around ours. They stay where they are, because the LMS's API, and we, live in them. */
function cover() {
  for (const { document: other } of windowsToHide()) {
    if (other === document) continue;
    attempt(() => (other.title = NEUTRAL));
    attempt(() => other.documentElement.style.setProperty("display", "none", "important"));
  }
}

/** Goes back to where the course began, so that Back leads past it. */
function rewind() {
  const { depth } = history.state ?? {};
  if (!depth) return;
  const arrived = new Promise((resolve) => addEventListener("popstate", resolve, { once: true }));
  attempt(() => history.go(-depth));
  return arrived;
}

function moveAway() {
  const { top, opener } = window;
  const openers = [attempt(() => top?.opener), opener];
  for (const other of new Set(openers)) attempt(() => other.top.location.replace(NEUTRAL));
  if (top === window || openers.some(Boolean)) attempt(() => top?.close());
  if (window.closed) return;
  attempt(() => top?.location.replace(NEUTRAL));
  if (top !== window) attempt(() => location.replace(NEUTRAL));
}
