/** A draw holds its bank's questions all; only those that this learner is asked stay. */

import { asked } from "../../../player/browser/draws.js";

/** @type {import("../../../player/browser/types.js").Behaviour} */
export default {
  blocks: ["draw"],

  mount(element, { outline, state }) {
    const names = asked(outline, state).draws[Number(element.dataset.draw)] ?? [];
    for (const form of element.querySelectorAll("[data-question]")) {
      if (!names.includes(form.getAttribute("data-question") ?? "")) form.remove();
    }
    element.querySelector(".draw-note")?.remove();
  },
};
