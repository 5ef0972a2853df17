/** The bar: which course this is, whether it is saved, and what can be done with all of it. On a phone most is in a menu. */

import { button, byId, make } from "../../player/browser/dom.js";
import { openMenu } from "./menu.js";

/** @param {HTMLElement} _host `#bar` @param {import("./frame.js").Desk} desk */
export function mountBar(_host, desk) {
  const { say, sync } = desk;
  const title = make("h1");
  const standing = make("span", { class: "course-state" });
  byId("bar-title").append(make("a", { class: "back", href: desk.links.back || desk.links.home }, say(desk.links.back ? "bar_banks" : "bar_home")), title);

  /** @param {string} id @param {string} look @param {string} key @param {() => void} run */
  function tool(id, look, key, run) {
    const made = button(look, () => {
      // Disabled, it still has focus and says why. What was typed a moment ago is something to undo and to save.
      if (made.getAttribute("aria-disabled") === "true" && !sync.unsent) desk.announce(made.title);
      else run();
    }, { id }, say(key));
    return made;
  }
  const undo = tool("undo", "plain-button", "bar_undo", () => void desk.step?.("undo"));
  const redo = tool("redo", "plain-button", "bar_redo", () => void desk.step?.("redo"));
  const save = tool("save", "primary", "bar_save", () => void desk.save?.());
  save.setAttribute("aria-keyshortcuts", "Control+S Meta+S");

  const text = tool("as-text", "plain-button wide", "bar_text", turn);
  function turn() {
    text.setAttribute("aria-pressed", String(desk.text?.() ?? false));
  }
  /** @type {[string, () => (() => void) | undefined][]} */
  const offers = [["find", () => desk.find], ["pictures", () => desk.pictures], ["facts", () => desk.facts]];
  const offered = offers.flatMap(([key, get]) => (get() ? [{ key: `bar_${key}`, run: () => get()?.() }] : []));
  const others = offered.map(({ key, run }) => button("plain-button wide spare", run, {}, say(key)));
  const links = [{ label: say("bar_courses"), href: desk.links.courses }];
  // The page that is shown may be another than the one that the server led to.
  const languages = () => (desk.links.languages ?? []).map(({ name, address }) => ({ label: name, href: `?${new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(address)), ...Object.fromEntries(new URLSearchParams(location.search)), language: new URLSearchParams(address).get("language") ?? "" })}` }));
  const more = button("plain-button", () => {
    const hidden = (/** @type {Element | undefined} */ tool) => !tool || getComputedStyle(tool).display === "none";
    const tools = [...(desk.text && hidden(text) ? [{ label: say("bar_text"), run: turn }] : []), ...(hidden(others[0]) ? offered.map(({ key, run }) => ({ label: say(key), run })) : [])];
    openMenu(more, say("bar_more"), [...tools, ...(desk.offers?.length ? [...desk.offers, null] : []), ...links, ...languages()]);
  }, { "aria-haspopup": "menu", "aria-expanded": "false" }, say("bar_more"));
  if (desk.text) text.setAttribute("aria-pressed", "false");
  byId("bar-actions").append(undo, redo, ...(desk.text ? [text] : []), ...others, more, standing, save);

  fitted(byId("bar"), byId("bar-title"), byId("bar-actions"));

  desk.store.watch((state) => {
    title.textContent = state.title;
    standing.textContent = say(state.unsaved ? "bar_unsaved" : "bar_saved");
    able(undo, state.steps.undo ? say("bar_undo_what", { what: state.steps.undo }) : "", say("bar_undo_nothing"));
    able(redo, state.steps.redo ? say("bar_redo_what", { what: state.steps.redo }) : "", say("bar_redo_nothing"));
    const clashes = state.clashes.length > 0;
    able(save, state.unsaved && !clashes ? say("bar_save_help") : "", say(clashes ? "bar_save_clash" : "bar_save_nothing"));
  });
}

/** Where the tools do not fit beside the title, some go into the menu. Words differ in length. @param {HTMLElement} bar @param {HTMLElement} title @param {HTMLElement} actions */
function fitted(bar, title, actions) {
  let width = -1;
  new ResizeObserver(() => {
    if (bar.clientWidth === width) return;
    width = bar.clientWidth;
    bar.classList.remove("tight");
    bar.classList.toggle("tight", actions.offsetTop >= title.offsetTop + title.offsetHeight);
  }).observe(bar);
}

/** @param {HTMLButtonElement} tool @param {string} what what it would do. "" if it cannot @param {string} why it cannot */
function able(tool, what, why) {
  tool.title = what || why;
  if (what) tool.removeAttribute("aria-disabled");
  else tool.setAttribute("aria-disabled", "true");
}
