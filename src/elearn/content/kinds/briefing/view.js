/** Seven-minute briefing: prints the card alone. */

/** @type {import("../../../player/browser/types.js").Behaviour} */
export default {
  blocks: ["briefing"],

  mount(element) {
    const root = element.ownerDocument.documentElement;
    element.querySelector('[data-part="print"]')?.addEventListener("click", () => {
      root.dataset.printing = "briefing";
      window.addEventListener("afterprint", () => delete root.dataset.printing, { once: true });
      window.print();
    });
  },
};
