/** Drags a card by its handle. */

import { make } from "../../player/browser/dom.js";
import { drag } from "./drag.js";

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
    if (!card || event.button !== 0) return;
    const line = make("li", { class: "card-drop", "aria-hidden": "true" });
    const others = cards().filter((each) => each !== card);
    drag(event, {
      handle: card.handle,
      box: card.box,
      line,
      others: others.map((each) => each.box),
      show: (to) => column.insertBefore(line, others[to]?.element ?? null),
      drop: (to) => drop(card, to),
      pane: column.closest(".pane, html"),
    });
  });
}
