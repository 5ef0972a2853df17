/** The frame's way out, under a button of its own and under the Esc key. */

const PRESSES = 3;
const WITHIN = 2000;
let listening = false;

/** @param {() => void} leave */
function listen(leave) {
  /** @type {number[]} */
  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") presses = [];
    else if (!event.repeat) presses = [...presses, event.timeStamp].slice(-PRESSES);
    if (presses.length === PRESSES && event.timeStamp - (presses[0] ?? 0) < WITHIN) leave();
  });
}

/** @type {import("../../../player/browser/types.js").Behaviour} */
export default {
  blocks: ["quick-exit"],

  mount(element, app) {
    const button = element.querySelector("button");
    if (button) {
      button.hidden = false;
      button.addEventListener("click", app.leave);
    }
    if (!listening) listen(app.leave);
    listening = true;
  },
};
