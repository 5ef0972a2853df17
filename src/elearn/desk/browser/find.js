/** Find and replace over the whole course: what is found by page, and one button that replaces all of it. */

import { button, byId, make } from "../../player/browser/dom.js";

/**
 * @typedef {{file: string, page: string, line: number, before: string, found: string, after: string}} Hit
 * @typedef {{hits: readonly Hit[], count: number}} Found `count`: all there are, of which `hits` may be the first
 */

const WAIT = 250;
/** What stands before the words of a line that nobody reads: a list, a quotation, an option. */
const SIGNS = /^\s*(?:(?:[-*+>]|\d+[.)]|#+|\[[ x]\])\s+|[.,;:!?]\s+)+/;

/** @param {import("./middle.js").Middle & {find?: () => void}} desk gets `find` */
export function mountFind(desk) {
  const { say } = desk;
  const what = make("input", { type: "text", id: "find-what", autocomplete: "off" });
  const instead = make("input", { type: "text", id: "find-instead", autocomplete: "off" });
  const same = make("input", { type: "checkbox" });
  const whole = make("input", { type: "checkbox" });
  const said = make("p", { class: "find-said", role: "status" });
  const results = make("div", { class: "find-results" });
  const all = button("primary", () => void replace(), { "aria-disabled": "true" }, say("find_replace"));
  const undo = button("quiet", () => void takeBack(), { hidden: "" }, say("find_undo"));
  const form = make(
    "form",
    { class: "find-form", "data-own-history": "" },
    make("div", { class: "field" }, make("label", { for: what.id }, say("find_what")), what),
    make("div", { class: "field" }, make("label", { for: instead.id }, say("find_instead")), instead),
    make("div", { class: "field find-how" }, make("label", {}, same, say("find_same_case")), make("label", {}, whole, say("find_whole_words"))),
    make("div", { class: "rows-end" }, all, undo),
  );
  const dialog = make("dialog", { class: "sheet find", "aria-labelledby": "find-heading" }, make("div", { class: "palette-head" }, make("h2", { id: "find-heading" }, say("find_heading")), button("quiet", () => dialog.close(), {}, say("find_close"))), form, said, results);
  byId("dialogs").append(dialog);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let turn = 0;
  let count = 0;
  let busy = false;
  /** @type {HTMLElement | null} */
  let back = null;

  const asked = () => ({ text: what.value, case: same.checked, whole: whole.checked });
  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), WAIT);
    ready(0);
    undo.hidden = true;
  }
  /** @param {number} n */
  function ready(n) {
    count = n;
    all.textContent = n ? say("find_replace_n", { n }) : say("find_replace");
    all.setAttribute("aria-disabled", String(!n));
  }
  async function look(keep = "") {
    const mine = (turn += 1);
    const { text } = asked();
    if (!text.trim()) {
      results.replaceChildren();
      said.textContent = keep;
      return ready(0);
    }
    try {
      const query = new URLSearchParams({ text, case: same.checked ? "yes" : "no", whole: whole.checked ? "yes" : "no" });
      const response = await fetch(`${desk.links.course}/find?${query}`, { headers: { Accept: "application/json" } });
      const read = await response.json().catch(() => null);
      if (mine !== turn) return;
      if (!response.ok || !read) throw new Error([read?.message, read?.remedy].filter(Boolean).join(" "));
      draw(read, keep);
    } catch (error) {
      if (mine !== turn) return;
      said.textContent = (!(error instanceof TypeError) && error instanceof Error && error.message) || say("find_failed");
      ready(0);
    }
  }
  /** @param {Found} found @param {string} keep */
  function draw(found, keep) {
    ready(found.count);
    said.textContent = keep || (found.count ? say("find_count", { n: found.count }) : say("find_none"));
    /** @type {Map<string, Hit[]>} */
    const pages = new Map();
    for (const hit of found.hits) {
      const place = `${hit.file}#${inFacts(hit) ? "" : hit.page}`;
      pages.set(place, [...(pages.get(place) ?? []), hit]);
    }
    results.replaceChildren(...[...pages.values()].map((hits) => make("section", {}, make("h3", {}, titleOf(/** @type {Hit} */ (hits[0]), hits.length)), make("ul", { class: "find-hits" }, ...hits.map(hitLine)))), ...(found.hits.length < found.count ? [make("p", {}, say("find_more", { n: found.count - found.hits.length }))] : []));
  }
  /** Whether it is above the introduction, in the facts. @param {Hit} hit */
  function inFacts(hit) {
    const file = desk.store.state.outline.find((each) => each.file === hit.file);
    return file?.kind === "course" && hit.line < (file.pages[0]?.lines[0] ?? Infinity);
  }
  /** @param {Hit} hit @param {number} n */
  function titleOf(hit, n) {
    const file = desk.store.state.outline.find((each) => each.file === hit.file);
    if (file?.kind === "course") return `${say(inFacts(hit) ? "bar_facts" : "outline_introduction")}: ${n}`;
    const page = file?.pages.find((each) => each.id === hit.page);
    return `${[file?.title || hit.file, ...(page?.title && page.title !== file?.title ? [page.title] : [])].join(" – ")}: ${n}`;
  }
  /** @param {Hit} hit */
  function hitLine(hit) {
    return make("li", {}, button("plain-button find-hit", () => void go(hit), {}, make("span", {}, hit.before.replace(SIGNS, ""), make("mark", {}, hit.found), hit.after)));
  }
  /** @param {Hit} hit */
  async function go(hit) {
    back = null;
    dialog.close();
    if (inFacts(hit)) return desk.facts?.({});
    await desk.sync.go(hit.file, hit.page);
    await desk.focusBlock?.(hit.file, [hit.line, hit.line + 1]);
  }
  async function replace() {
    if (!count || busy) return;
    busy = true;
    try {
      const n = count;
      const state = await desk.sync.act({ action: "replace", ...asked(), with: instead.value });
      undo.hidden = false;
      undo.focus();
      await look(state?.said || say("find_replaced", { n }));
    } catch (error) {
      said.textContent = (error instanceof Error && error.message) || say("find_failed");
    } finally {
      busy = false;
    }
  }
  async function takeBack() {
    await desk.sync.undo();
    undo.hidden = true;
    what.focus();
    await look(say("find_undone"));
  }
  what.addEventListener("input", later);
  same.addEventListener("change", later);
  whole.addEventListener("change", later);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    void look();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => back?.focus());

  desk.find = () => {
    if (dialog.open) return what.focus();
    back = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    undo.hidden = true;
    dialog.showModal();
    what.focus();
    what.select();
    void look();
  };
}
