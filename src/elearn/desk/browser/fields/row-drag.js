/** Drags a row of a form by its handle. */

import { make } from "../../../player/browser/dom.js";
import { drag } from "../drag.js";

/**
 * @param {HTMLElement} holder of the rows
 * @param {() => readonly HTMLElement[]} rows
 * @param {(from: number, to: number) => void} drop `to` is its place when it is there
 */
export function rowDragging(holder, rows, drop) {
  holder.addEventListener("pointerdown", (event) => {
    const handle = /** @type {HTMLElement} */ (event.target).closest(".row-handle");
    const row = rows().find((each) => each.contains(handle));
    if (!(handle instanceof HTMLElement) || !row || handle.closest(".rows") !== holder || event.button !== 0) return;
    event.preventDefault();
    const line = make("div", { class: "row-drop", "aria-hidden": "true" });
    const others = rows().filter((each) => each !== row);
    const from = rows().indexOf(row);
    drag(event, {
      handle,
      box: row,
      line,
      others,
      show: (to) => holder.insertBefore(line, others[to] ?? null),
      drop: (to) => to !== from && drop(from, to),
    });
  });
}

/** A handle to drag by. Screen readers have the buttons beside it. @param {string} title */
export const handleOf = (title) => make("span", { class: "row-handle", "aria-hidden": "true", title }, "⠿");
