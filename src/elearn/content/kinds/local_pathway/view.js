/** In our own player, the contacts of the learner's agencies stand in place of what the course says. */

import { make } from "../../../player/browser/dom.js";

/** @type {import("../../../player/browser/types.js").Behaviour} */
export default {
  blocks: ["local-pathway"],

  mount(element, { contacts }) {
    for (const place of element.querySelectorAll("[data-contact]")) {
      const key = place.getAttribute("data-contact") ?? "";
      const own = contacts.hasOwnProperty(key) ? (contacts[key] ?? []) : [];
      if (!own.length) continue;
      place.classList.remove("pathway-ask");
      // With one agency, everybody knows which it is.
      place.replaceChildren(...own.map(({ agency, value }) => make("div", {}, own.length > 1 ? `${agency}: ${value}` : value)));
    }
  },
};
