/** Drags something up or down among others, with a mouse, a pen or a finger. Escape puts it back. */

/** Pixels that a pointer must go before it drags, and from the edge of the window at which the pane scrolls. */
const [BEGINS, EDGE, SCROLL] = [6, 60, 14];

/**
 * @typedef {object} Dragged
 * @property {HTMLElement} handle has the pointer
 * @property {HTMLElement} box what is dragged, as people see it
 * @property {HTMLElement} line shows where it would come
 * @property {readonly HTMLElement[]} others among which it may come
 * @property {(to: number) => void} show puts `line` before this one of the others
 * @property {(to: number) => void} drop `to` is its place when it is there
 * @property {Element | null} [pane] scrolls if the pointer comes to the edge
 */

/** @param {PointerEvent} down @param {Dragged} dragged */
export function drag(down, { handle, box, line, others, show, drop, pane }) {
  let to = -1;
  handle.setPointerCapture(down.pointerId);

  /** @param {PointerEvent} event */
  function move({ clientY }) {
    if (to < 0 && Math.abs(clientY - down.clientY) < BEGINS) return;
    box.classList.add("dragged");
    if (clientY < EDGE) pane?.scrollBy({ top: -SCROLL });
    if (clientY > innerHeight - EDGE) pane?.scrollBy({ top: SCROLL });
    to = others.filter((each) => middle(each) < clientY).length;
    show(to);
  }
  /** @param {boolean} done */
  function end(done) {
    handle.removeEventListener("pointermove", move);
    handle.removeEventListener("pointerup", up);
    handle.removeEventListener("pointercancel", cancel);
    removeEventListener("keydown", escape, true);
    box.classList.remove("dragged");
    line.remove();
    if (done && to >= 0) drop(to);
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

/** @param {HTMLElement} element */
function middle(element) {
  const box = element.getBoundingClientRect();
  return box.top + box.height / 2;
}
