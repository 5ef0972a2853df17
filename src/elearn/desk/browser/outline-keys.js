/** The keys of the outline. */

import { seenRows } from "./outline-nodes.js";

/** @typedef {import("./outline-nodes.js").Row} Row */

const FORGET = 700;

/** @param {import("./outline.js").Outline} outline @param {import("./outline-doing.js").Doing} act */
export function outlineKeys(outline, act) {
  let typed = "";
  let typedAt = 0;
  outline.tree.addEventListener("focusin", (event) => {
    const key = /** @type {Element} */ (event.target).closest("[data-key]")?.getAttribute("data-key");
    if (!key || key === outline.at) return;
    for (const each of outline.tree.querySelectorAll('[tabindex="0"]')) each.setAttribute("tabindex", "-1");
    outline.at = key;
    const element = /** @type {Element} */ (event.target).closest("[data-key]");
    for (const each of [element, element?.querySelector(".row-menu")]) each?.setAttribute("tabindex", "0");
  });
  outline.tree.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (!target.matches("[data-key]")) return;
    const row = outline.row(target.dataset.key ?? "");
    if (row && (change(row, event, target) || travel(row, event))) event.preventDefault();
  });

  /** @param {KeyboardEvent} event @returns {boolean} whether a title is being typed, in which a space is a letter */
  const typing = (event) => typed !== "" && event.timeStamp - typedAt <= FORGET;

  /** @param {Row} row @param {KeyboardEvent} event @param {HTMLElement} target @returns {boolean} whether a key changed something */
  function change(row, event, target) {
    const mod = event.ctrlKey || event.metaKey;
    if (event.altKey && !mod) {
      const way = { ArrowUp: () => act.step(row, -1), ArrowDown: () => act.step(row, 1), ArrowLeft: () => act.across(row, -1), ArrowRight: () => act.across(row, 1) }[event.key];
      way?.();
      return Boolean(way);
    }
    if (mod && event.key.toLowerCase() === "d") act.copy(row);
    else if (mod) return false;
    else if (event.key === "F2") act.rename(row);
    else if (event.key === "Delete" || event.key === "Backspace") act.remove(row);
    else if (event.key === "ContextMenu" || (event.shiftKey && event.key === "F10")) act.menu(row, target.querySelector(".row-menu") ?? target);
    else if (event.key === "Enter" || (event.key === " " && !typing(event))) {
      if (row.type === "module" || row.type === "banks") outline.turn(row, !outline.open.has(row.key));
      else act.go(row);
    } else return false;
    return true;
  }

  /** @param {Row} row @param {KeyboardEvent} event @returns {boolean} whether a key moved to another row, or opened one */
  function travel(row, event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const rows = seenRows(outline.top, outline.open);
    const at = rows.indexOf(row);
    const open = outline.open.has(row.key);
    if (event.key === "ArrowDown") outline.focus(rows[at + 1]);
    else if (event.key === "ArrowUp") outline.focus(rows[at - 1]);
    else if (event.key === "Home") outline.focus(rows[0]);
    else if (event.key === "End") outline.focus(rows[rows.length - 1]);
    else if (event.key === "ArrowRight") {
      if (open) outline.focus(row.children[0]);
      else if (row.children.length) outline.turn(row, true);
    } else if (event.key === "ArrowLeft") {
      if (open) outline.turn(row, false);
      else outline.focus(row.parent ?? undefined);
    } else if (event.key.length === 1) {
      typed = typing(event) ? typed + event.key : event.key;
      typedAt = event.timeStamp;
      const after = [...rows.slice(typed.length > 1 ? at : at + 1), ...rows];
      outline.focus(after.find((each) => each.title.toLowerCase().startsWith(typed.toLowerCase())));
    } else return false;
    return true;
  }
}
