/**
 * The outline: a tree with one tab stop. Arrow keys, Home, End and first letters move in it; Enter goes there. Every row
 * has a menu with all that can be done with it. Only what is open is drawn.
 */

import { button, make } from "../../player/browser/dom.js";
import { bubble } from "./icons.js";
import { doing } from "./outline-doing.js";
import { mountDragging } from "./outline-drag.js";
import { outlineKeys } from "./outline-keys.js";
import { everyRow, levelOf, movable, rowsOf, seenRows, siblings } from "./outline-nodes.js";
import { remembered } from "./remembered.js";

/** @typedef {import("./main.js").Desk} Desk */
/** @typedef {import("./outline-nodes.js").Row} Row */

/**
 * What the parts of the outline share.
 * @typedef {object} Outline
 * @property {HTMLElement} tree
 * @property {Desk} desk
 * @property {Row[]} top
 * @property {Set<string>} open keys of the rows whose children are to be seen
 * @property {string} at key of the row at which one is
 * @property {string} wanted key of the row that gets focus when the next state is drawn
 * @property {boolean} busy whether a title is being written, or a row dragged, so that nothing is drawn
 * @property {() => void} draw
 * @property {(key: string) => Row | undefined} row
 * @property {(row: Row) => HTMLElement | null} element
 * @property {(row: Row | undefined) => void} focus
 * @property {(row: Row, open: boolean) => void} turn
 */

/** @param {HTMLElement} host `#outline-host` @param {Desk} desk */
export function mountOutline(host, desk) {
  const kept = remembered("outline", { ids: false });
  const tree = make("ul", { id: "outline-tree", role: "tree", "aria-labelledby": "outline-heading" });
  const ids = button("plain-button", () => showIds(!kept.value.ids), {}, desk.say("outline_ids"));
  /** @type {Outline} */
  const outline = {
    tree, desk, top: [], open: new Set(), at: "", wanted: "", busy: false,
    draw: () => draw(outline, desk.store.state),
    row: (key) => [...everyRow(outline.top)].find((each) => each.key === key),
    element: (row) => tree.querySelector(`[data-key="${CSS.escape(row.key)}"]`),
    focus(row) {
      if (!row) return;
      if (!outline.element(row)) {
        for (let above = row.parent; above; above = above.parent) outline.open.add(above.key);
        outline.at = row.key;
        outline.draw();
      }
      outline.element(row)?.focus();
    },
    turn(row, open) {
      if (open) outline.open.add(row.key);
      else outline.open.delete(row.key);
      outline.draw();
    },
  };
  const act = doing(outline);
  /** @param {boolean} on */
  function showIds(on) {
    kept.set({ ids: on });
    tree.classList.toggle("with-ids", on);
    ids.setAttribute("aria-pressed", String(on));
  }
  showIds(kept.value.ids);
  const modules = () => outline.top.filter((row) => row.type === "module");
  const add = button("quiet", () => act.add("module", modules()[modules().length - 1] ?? null), {}, make("span", { "aria-hidden": "true" }, "+"), desk.say("outline_add_module"));
  const addBank = button("quiet", () => act.add("bank", null), {}, make("span", { "aria-hidden": "true" }, "+"), desk.say("outline_add_bank"));
  host.append(tree, make("div", { class: "outline-foot" }, ...(desk.links.back ? [] : [add]), addBank, ids));
  outlineKeys(outline, act);
  mountDragging(outline, act);
  tree.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const row = outline.row(target.closest("[data-key]")?.getAttribute("data-key") ?? "");
    if (!row || target.closest("input")) return;
    outline.at = row.key;
    const menu = target.closest(".row-menu");
    if (menu instanceof HTMLElement) act.menu(row, menu);
    else if (target.closest(".twist") || row.type === "module" || row.type === "banks") outline.turn(row, !outline.open.has(row.key));
    else act.go(row);
  });
  let last = "";
  desk.store.watch((state) => {
    const now = `${state.page.file}#${state.page.id}`;
    const drawn = signature(state);
    if (drawn === last && !outline.wanted) {
      outline.top = rowsOf(state, desk.say);
      return;
    }
    const before = outline.top;
    outline.top = rowsOf(state, desk.say);
    follow(outline, before);
    if (!last) for (const row of outline.top) if ((row.type === "module" && outline.top.length < 12) || desk.links.back) outline.open.add(row.key);
    if (!last.endsWith(`\n${now}`)) arrive(outline, state);
    last = drawn;
    if (!outline.busy) outline.draw();
  });
}

/** @param {import("./types.js").State} state @returns {string} what the rows say, without lines, which change with every key */
function signature(state) {
  const files = state.outline.map(({ file, kind, id, title, pages }) => [file, kind, id, title, pages.map((page) => [page.id, page.title, page.blocks.map((block) => [block.title, block.name])])]);
  return `${JSON.stringify([files, state.findings.map((each) => [each.severity, each.file, each.page, each.line]), state.comments?.marks.map(({ file, page, lines, open }) => [file, page, lines?.[0] ?? -1, open])])}\n${state.page.file}#${state.page.id}`;
}

/** Opens what holds the page that is shown. @param {Outline} outline @param {import("./types.js").State} state */
function arrive(outline, { page }) {
  const row = here(outline, page);
  for (let above = row?.parent; above; above = above.parent) outline.open.add(above.key);
  if (row && !outline.tree.contains(document.activeElement)) outline.at = row.key;
}

/** A module whose file got another name stays open: it is the one with the same pages. @param {Outline} outline @param {readonly Row[]} before */
function follow(outline, before) {
  const known = new Set(before.map((row) => row.key));
  const fresh = outline.top.filter((row) => row.type === "module" && !known.has(row.key));
  for (const gone of before.filter((row) => !outline.top.some((each) => each.key === row.key))) {
    const now = fresh.find((row) => row.children.some((page) => gone.children.some((each) => each.page === page.page)));
    if (!now) continue;
    for (const key of [...outline.open, outline.at, outline.wanted]) {
      if (key !== gone.key && !key.startsWith(`${gone.key}#`)) continue;
      const moved = `${now.key}${key.slice(gone.key.length)}`;
      if (outline.open.has(key)) outline.open.add(moved);
      if (outline.at === key) outline.at = moved;
      if (outline.wanted === key) outline.wanted = moved;
    }
  }
}

/** @param {Outline} outline @param {{file: string, id: string}} page */
const here = (outline, page) => outline.row(`${page.file}#${page.id}`) ?? outline.row(page.file);

/** @param {Outline} outline @param {import("./types.js").State} state */
function draw(outline, state) {
  const { tree, desk } = outline;
  const had = document.activeElement && tree.contains(document.activeElement);
  const inMenu = had && document.activeElement?.classList.contains("row-menu");
  if (outline.wanted) {
    const row = outline.row(outline.wanted);
    for (let above = row?.parent; above; above = above.parent) outline.open.add(above.key);
    if (row) outline.at = row.key;
  }
  const rows = seenRows(outline.top, outline.open);
  if (!rows.some((row) => row.key === outline.at)) outline.at = (nearest(outline, rows) ?? here(outline, state.page) ?? rows[0])?.key ?? "";
  const current = here(outline, state.page)?.key;
  tree.replaceChildren(...rows.map((row) => drawRow(outline, row, row.key === current)));
  if (!desk.links.back && !state.outline.some((file) => file.kind === "module")) tree.append(make("li", { role: "none", class: "outline-empty" }, desk.say("outline_empty")));
  const row = outline.row(outline.at);
  if (row && (had || outline.wanted)) {
    const element = outline.element(row);
    (inMenu ? /** @type {HTMLElement | null} */ (element?.querySelector(".row-menu")) : element)?.focus();
  }
  outline.wanted = "";
}

/** The closest row above one that is no longer there. @param {Outline} outline @param {readonly Row[]} rows */
function nearest(outline, rows) {
  const parts = outline.at.split("#");
  for (let n = parts.length - 1; n > 0; n -= 1) {
    const found = rows.find((row) => row.key === parts.slice(0, n).join("#"));
    if (found) return found;
  }
  return undefined;
}

/** @param {Outline} outline @param {Row} row @param {boolean} current */
function drawRow(outline, row, current) {
  const { say } = outline.desk;
  const all = siblings(outline.top, row);
  const opens = row.children.length > 0;
  const isAt = row.key === outline.at;
  const found = [
    ...(row.errors ? [say("outline_errors", { num: row.errors })] : []),
    ...(row.warnings ? [say("outline_warnings", { num: row.warnings })] : []),
    ...(row.comments ? [say("comments_open", { num: row.comments })] : []),
  ];
  const element = make("li", {
    role: "treeitem", "data-key": row.key, "data-type": row.type, tabindex: isAt ? "0" : "-1", "aria-level": String(levelOf(row)),
    "aria-setsize": String(all.length), "aria-posinset": String(all.indexOf(row) + 1), "aria-label": [row.title, ...found].join(", "),
    ...(opens ? { "aria-expanded": String(outline.open.has(row.key)) } : {}), ...(current ? { "aria-current": "page" } : {}),
  });
  const dot = row.errors ? "▲" : row.warnings ? "◆" : "";
  element.append(
    make("span", { class: "twist", "aria-hidden": "true" }, opens ? (outline.open.has(row.key) ? "▾" : "▸") : ""),
    make("span", { class: "row-title" }, row.title, ...(row.id && row.type !== "intro" ? [make("code", { class: "row-id" }, row.id)] : [])),
  );
  if (dot) element.append(make("span", { class: `dot ${row.errors ? "bad" : "care"}`, title: found.join(", ") }, `${dot} ${row.errors || row.warnings}`));
  if (row.comments) element.append(make("span", { class: "dot talked", title: say("comments_open", { num: row.comments }) }, bubble(), String(row.comments)));
  if (row.type !== "banks") {
    element.append(
      ...(movable(row) ? [make("span", { class: "grip", "aria-hidden": "true" }, "⠿")] : []),
      make("button", { type: "button", class: "row-menu", tabindex: isAt ? "0" : "-1", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": say("outline_menu", { title: row.title }) }, "⋯"),
    );
  }
  return element;
}
