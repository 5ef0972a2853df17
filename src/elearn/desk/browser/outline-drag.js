/** Dragging in the outline, with a mouse anywhere on a row and with a finger on its grip. A line shows where it would go. */

import { make } from "../../player/browser/dom.js";
import { moveTo, movable } from "./outline-nodes.js";

/** @typedef {import("./outline-nodes.js").Row} Row */

const FAR_ENOUGH = 6;
const EDGE = 40;

/** @param {import("./outline.js").Outline} outline @param {import("./outline-doing.js").Doing} act */
export function mountDragging(outline, act) {
  const { tree } = outline;
  const line = make("div", { class: "drop-line", "aria-hidden": "true" });

  tree.addEventListener("pointerdown", (down) => {
    const target = /** @type {Element} */ (down.target);
    if (down.button || target.closest(".row-menu, input, .twist")) return;
    if (down.pointerType !== "mouse" && !target.closest(".grip")) return;
    const element = target.closest("[data-key]");
    const row = outline.row(element?.getAttribute("data-key") ?? "");
    if (!row || !element || !movable(row)) return;
    let dragging = false;
    /** @type {import("./outline-nodes.js").Move | null} */
    let move = null;

    /** @param {PointerEvent} event */
    function go(event) {
      if (!dragging && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < FAR_ENOUGH) return;
      if (!dragging) {
        dragging = outline.busy = true;
        element?.classList.add("dragged");
        tree.parentElement?.append(line);
      }
      const pane = tree.parentElement;
      const box = pane?.getBoundingClientRect();
      if (box && event.clientY < box.top + EDGE) pane?.scrollBy(0, -12);
      if (box && event.clientY > Math.min(box.bottom, innerHeight) - EDGE) pane?.scrollBy(0, 12);
      move = dropped(event.clientX, event.clientY);
    }
    /** @param {number} x @param {number} y @returns {import("./outline-nodes.js").Move | null} what dropping here would do. Shows the line */
    function dropped(x, y) {
      const over = document.elementFromPoint(x, y)?.closest("[data-key]");
      const there = outline.row(over?.getAttribute("data-key") ?? "");
      line.hidden = true;
      if (!over || !there || !row) return null;
      const box = over.getBoundingClientRect();
      const place = dropAt(outline.top, row, there, y > box.top + box.height / 2);
      const found = place && moveTo(outline.top, row, place.into, place.before);
      if (!found) return null;
      const host = /** @type {HTMLElement} */ (tree.parentElement);
      line.hidden = false;
      line.style.top = `${(place.below ? box.bottom : box.top) - host.getBoundingClientRect().top + host.scrollTop - 1}px`;
      return found;
    }
    /** @param {boolean} drop */
    function end(drop) {
      removeEventListener("pointermove", go);
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", cancel);
      removeEventListener("keydown", escape, true);
      if (!dragging) return;
      // The click that follows a drag is not one.
      /** @param {Event} event */
      const swallow = (event) => event.stopPropagation();
      addEventListener("click", swallow, true);
      setTimeout(() => removeEventListener("click", swallow, true), 0);
      outline.busy = false;
      line.remove();
      element?.classList.remove("dragged");
      if (drop && move && row) void act.carryOut(row, move);
      else outline.draw();
    }
    const up = () => end(true);
    const cancel = () => end(false);
    /** @param {KeyboardEvent} event */
    function escape(event) {
      if (event.key === "Escape") end(false);
    }
    addEventListener("pointermove", go);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", cancel);
    addEventListener("keydown", escape, true);
  });
}

/**
 * @param {readonly Row[]} top
 * @param {Row} row what is dragged
 * @param {Row} over the row under the pointer
 * @param {boolean} low whether the pointer is in its lower half
 * @returns {{into: Row | null, before: Row | null, below: boolean} | null} null if it cannot go there
 */
export function dropAt(top, row, over, low) {
  if (row.type === "module") {
    let there = over;
    while (there.parent) there = there.parent;
    const modules = top.filter((each) => each.type === "module");
    if (there.type === "banks") return null;
    if (there.type === "intro") return { into: null, before: modules[0] ?? null, below: true };
    const after = low || over !== there;
    return { into: null, before: after ? (modules[modules.indexOf(there) + 1] ?? null) : there, below: after };
  }
  if (row.type === over.type) {
    const all = over.parent?.children ?? [];
    return { into: over.parent, before: low ? (all[all.indexOf(over) + 1] ?? null) : over, below: low };
  }
  const holds = row.type === "page" ? over.type === "module" : ["page", "intro", "bank"].includes(over.type);
  if (holds) return { into: over, before: over.children[0] ?? null, below: true };
  return row.type === "page" && over.parent ? dropAt(top, row, over.parent, true) : null;
}
