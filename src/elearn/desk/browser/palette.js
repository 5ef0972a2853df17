/** The palette: every kind in a trainer's words, with a small live picture of each. A dialog, on a phone a sheet. */

import { button, byId, make } from "../../player/browser/dom.js";
import { drawShown } from "./kinds.js";

/** @typedef {import("./middle.js").Offered} Offered */
/** @typedef {import("./middle.js").PaletteOptions} Options */

const KEPT = "elearn-desk-used";
const MOST = 4;

/**
 * @param {import("./middle.js").Middle} desk gets `palette`
 * @param {() => readonly Offered[]} kinds
 * @param {() => Promise<void>} load
 * @param {(state: import("./types.js").State, file: string) => unknown} added
 */
export function mountPalette(desk, kinds, load, added) {
  const { say } = desk;
  /** @type {Options | null} */
  let asked = null;
  const search = make("input", { type: "search", id: "palette-search", "data-own-history": "", autocomplete: "off" });
  const found = make("div", { class: "palette-found" });
  const none = make("p", { class: "palette-none", role: "status" });
  const dialog = make(
    "dialog",
    { class: "palette", "aria-labelledby": "palette-heading" },
    make("div", { class: "palette-head" }, make("h2", { id: "palette-heading" }, say("palette_heading")), button("quiet", () => dialog.close(), {}, say("palette_close"))),
    make("label", { for: "palette-search" }, say("palette_search")),
    search,
    none,
    found,
  );
  byId("dialogs").append(dialog);
  const drawing = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      drawing.unobserve(target);
      const kind = kinds().find((each) => each.id === /** @type {HTMLElement} */ (target).dataset.kind);
      if (kind?.html) drawShown(desk, /** @type {HTMLElement} */ (target), kind.html);
    }
  });

  function draw() {
    drawing.disconnect();
    const wanted = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    // A bank holds questions and nothing else.
    const bank = desk.store.state.outline.find((each) => each.file === asked?.file)?.kind === "bank";
    const fit = kinds().filter((kind) => (!bank || kind.question) && wanted.every((word) => `${kind.offered} ${kind.title} ${kind.group}`.toLowerCase().includes(word)));
    // Who types a name means it: “text” is not “text behind a button”.
    const meant = (/** @type {Offered} */ kind) => Number([kind.title, kind.offered].some((name) => name.toLowerCase() === wanted.join(" ")));
    if (wanted.length) fit.sort((one, other) => meant(other) - meant(one));
    const recent = wanted.length ? [] : used().flatMap((id) => fit.find((kind) => kind.id === id) ?? []);
    const often = wanted.length ? [] : fit.filter((kind) => kind.often && !recent.includes(kind)).sort((a, b) => a.often - b.often);
    const groups = [...new Set(fit.map((kind) => kind.group))];
    const parts = groups.map((name) => part(name, fit.filter((kind) => kind.group === name)));
    const first = [{ name: "palette_recent", all: recent }, { name: "palette_often", all: often }].filter(({ all }) => all.length);
    found.replaceChildren(...first.map(({ name, all }) => part(say(name), all)), ...parts);
    none.textContent = fit.length ? "" : say(kinds().length ? "palette_none" : "palette_loading");
  }
  /** @param {string} name @param {readonly Offered[]} all */
  function part(name, all) {
    return make("section", {}, make("h3", {}, name), make("div", { class: "palette-group" }, ...all.map(choice)));
  }
  /** @param {Offered} kind */
  function choice(kind) {
    const offered = kind.offered.charAt(0).toLocaleUpperCase() + kind.offered.slice(1);
    const also = offered.toLowerCase() === kind.title.toLowerCase() ? [] : [make("small", {}, kind.title)];
    const words = make("span", { class: "palette-words" }, make("strong", {}, offered), ...also);
    if (!kind.html) return button("palette-kind bare", () => void insert(kind), {}, words);
    const picture = make("span", { class: "palette-picture", "aria-hidden": "true", inert: "", "data-kind": kind.id });
    drawing.observe(picture);
    return button("palette-kind", () => void insert(kind), {}, picture, words);
  }
  /** @param {Offered} kind */
  async function insert(kind) {
    const where = asked;
    if (!where) return;
    asked = null;
    dialog.close();
    use(kind.id);
    const state = await desk.sync.act({ action: "add-block", file: where.file, page: where.page, before: where.before ?? following(desk.store.state, where), kind: kind.id });
    await added(state, where.file);
  }

  search.addEventListener("input", draw);
  dialog.addEventListener("keydown", (event) => {
    const all = /** @type {HTMLElement[]} */ ([...found.querySelectorAll(".palette-kind")]);
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (event.key === "Enter" && event.target === search) {
      event.preventDefault();
      all[0]?.click();
      return;
    }
    if (event.target === search && event.key !== "ArrowDown") return;
    const to = { ArrowDown: below(all, at, 1), ArrowUp: below(all, at, -1), ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    (to < 0 ? search : all[Math.min(to, all.length - 1)])?.focus();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    if (dialog.open) return; // it has been opened again before it was told
    const back = asked?.back;
    asked = null;
    found.replaceChildren();
    back?.focus();
  });

  desk.palette = (options) => {
    asked = options;
    search.value = "";
    draw();
    dialog.showModal();
    search.focus();
    if (!kinds().length) void load().then(draw);
  };
}

/** @param {import("./types.js").State} state @param {Options} where @returns {import("./types.js").Lines | null} the block after the one that it comes after */
function following(state, { file, page, after }) {
  if (!after) return null;
  const blocks = state.outline.find((each) => each.file === file)?.pages.find((each) => each.id === page)?.blocks ?? [];
  return blocks.find((each) => each.lines[0] >= after[1])?.lines ?? null;
}

/** @param {readonly HTMLElement[]} all @param {number} at @param {1 | -1} way @returns {number} the one in the next row, nearest to the same column */
function below(all, at, way) {
  if (at < 0) return 0;
  const from = /** @type {HTMLElement} */ (all[at]).getBoundingClientRect();
  let best = at + way;
  let least = Infinity;
  all.forEach((each, n) => {
    const box = each.getBoundingClientRect();
    const down = (box.top - from.top) * way;
    const away = down * 4 + Math.abs(box.left - from.left);
    if (down > 4 && away < least) [best, least] = [n, away];
  });
  return way > 0 && least === Infinity ? at : best;
}

/** @returns {string[]} the ids of the kinds that were used last */
function used() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string") : [];
  } catch {
    return [];
  }
}

/** @param {string} id */
function use(id) {
  try {
    localStorage.setItem(KEPT, JSON.stringify([id, ...used().filter((each) => each !== id)].slice(0, MOST)));
  } catch {
    // Storage may be turned off. Then nothing is remembered.
  }
}
