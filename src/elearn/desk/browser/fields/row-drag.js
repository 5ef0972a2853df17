/** Drags a row of a form by its handle, with a mouse, a pen or a finger. Escape puts it back. */

import { make } from "../../../player/browser/dom.js";

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
    start(row, handle, event);
  });

  /** @param {HTMLElement} row @param {HTMLElement} handle @param {PointerEvent} down */
  function start(row, handle, down) {
    const line = make("div", { class: "row-drop", "aria-hidden": "true" });
    const others = rows().filter((each) => each !== row);
    const from = rows().indexOf(row);
    let to = -1;
    handle.setPointerCapture(down.pointerId);

    /** @param {PointerEvent} event */
    function move(event) {
      if (to < 0 && Math.abs(event.clientY - down.clientY) < 6) return;
      row.classList.add("dragged");
      to = others.filter((each) => middle(each) < event.clientY).length;
      holder.insertBefore(line, others[to] ?? null);
    }
    /** @param {boolean} done */
    function end(done) {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", up);
      handle.removeEventListener("pointercancel", cancel);
      removeEventListener("keydown", escape, true);
      row.classList.remove("dragged");
      line.remove();
      if (done && to >= 0 && to !== from) drop(from, to);
    }
    const up = () => end(true);
    const cancel = () => end(false);
    /** @param {KeyboardEvent} event */
    function escape(event) {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      end(false);
    }
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", up);
    handle.addEventListener("pointercancel", cancel);
    addEventListener("keydown", escape, true);
  }
}

/** A handle to drag by. Screen readers have the buttons beside it. @param {string} title */
export const handleOf = (title) => make("span", { class: "row-handle", "aria-hidden": "true", title }, "⠿");

/** @param {HTMLElement} element */
function middle(element) {
  const box = element.getBoundingClientRect();
  return box.top + box.height / 2;
}
