/** Drags a card by its handle, with a mouse, a pen or a finger. Escape puts it back. */

import { make } from "../../player/browser/dom.js";

/** @typedef {import("./card.js").Card} Card */

/**
 * @param {HTMLElement} column
 * @param {() => readonly Card[]} cards
 * @param {(card: Card, to: number) => void} drop `to` is its place when it is there
 */
export function dragging(column, cards, drop) {
  column.addEventListener("pointerdown", (event) => {
    const handle = /** @type {HTMLElement} */ (event.target).closest(".card-handle");
    const card = cards().find((each) => each.handle === handle);
    if (card && event.button === 0) start(card, event);
  });

  /** @param {Card} card @param {PointerEvent} down */
  function start(card, down) {
    const line = make("li", { class: "card-drop", "aria-hidden": "true" });
    const others = cards().filter((each) => each !== card);
    let to = -1;
    const { handle, box } = card;
    handle.setPointerCapture(down.pointerId);

    /** @param {PointerEvent} event */
    function move(event) {
      if (to < 0 && Math.abs(event.clientY - down.clientY) < 6) return;
      box.classList.add("dragged");
      if (event.clientY < 60) column.closest(".pane, html")?.scrollBy({ top: -14 });
      if (event.clientY > innerHeight - 60) column.closest(".pane, html")?.scrollBy({ top: 14 });
      to = others.filter((each) => middle(each.box) < event.clientY).length;
      column.insertBefore(line, others[to]?.element ?? null);
    }
    /** @param {boolean} done */
    function end(done) {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", up);
      handle.removeEventListener("pointercancel", cancel);
      removeEventListener("keydown", escape, true);
      box.classList.remove("dragged");
      line.remove();
      if (done && to >= 0) drop(card, to);
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

/** @param {HTMLElement} element */
function middle(element) {
  const box = element.getBoundingClientRect();
  return box.top + box.height / 2;
}
