/** Cards that a button, or a click anywhere on them, turns over. The face below is neither seen nor read out. */

/** @type {import("../../../player/browser/types.js").Behaviour} */
export default {
  blocks: ["flip-cards"],

  mount(element) {
    for (const card of element.children) {
      const button = card.querySelector("button");
      if (!button) continue;
      button.hidden = false;
      card.querySelector(".flip-cards-faces")?.setAttribute("aria-live", "polite");
      card.addEventListener("click", (event) => {
        const target = /** @type {Element} */ (event.target);
        // A link is followed, and text that is being selected stays where it is.
        if (target.closest("a") || (!button.contains(target) && !getSelection()?.isCollapsed)) return;
        button.setAttribute("aria-pressed", String(card.classList.toggle("turned")));
      });
    }
    element.classList.add("flip-cards-ready");
  },
};
