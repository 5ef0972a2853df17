/** A way out of the course under a large button and under the Esc key, wherever in the window the focus is. */

import { stayVanished, vanish, windowsToHide } from "../../../player/browser/vanish.js";

const PRESSES = 3;
const WITHIN = 2000;

/** @type {import("../../../player/browser/app.js").App | null} */
let app = null;
let listening = false;
/** @type {number[]} */
let presses = [];

const leave = () => void vanish(app);

/** @param {KeyboardEvent} event */
function press(event) {
  if (event.key !== "Escape") presses = [];
  else if (!event.repeat) presses = [...presses, performance.now()].slice(-PRESSES);
  if (presses.length === PRESSES && performance.now() - (presses[0] ?? 0) < WITHIN) leave();
}

/** @param {Element} element */
function offer(element) {
  for (const button of element.querySelectorAll("button")) {
    button.hidden = false;
    button.addEventListener("click", leave);
  }
  if (listening) return;
  listening = true;
  // When the course opens, the focus is often still in the LMS's page around it.
  const heard = windowsToHide();
  for (const each of heard) each.addEventListener("keydown", press);
  addEventListener("pagehide", () => heard.forEach((each) => each.removeEventListener("keydown", press)));
}

stayVanished();
// On the first page it works at once, because an LMS may take seconds to answer.
document.querySelectorAll(".quick-exit").forEach(offer);

/** @type {import("../../../player/browser/types.js").Behaviour} */
export default {
  blocks: ["quick-exit"],

  mount(element, course) {
    app = course;
    offer(element);
  },
};
