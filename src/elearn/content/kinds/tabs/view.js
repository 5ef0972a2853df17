/** Sections as tabs: one is shown, chosen by a click or with the arrow keys, Home and End. */

import { make } from "../../../player/browser/dom.js";

let made = 0;

/** @type {import("../../../player/browser/types.js").Behaviour} */
export default {
  blocks: ["tabs"],

  mount(element) {
    const panels = /** @type {HTMLElement[]} */ ([...element.children]);
    const rtl = getComputedStyle(element).direction === "rtl";
    const tabs = panels.map((panel) => {
      const id = `tabs-${++made}`;
      const name = panel.querySelector("h2")?.textContent ?? "";
      const tab = make("button", { type: "button", role: "tab", id, "aria-controls": `${id}-panel` }, name);
      const attributes = { id: `${id}-panel`, role: "tabpanel", "aria-labelledby": id, tabindex: "0" };
      for (const [key, value] of Object.entries(attributes)) panel.setAttribute(key, value);
      return tab;
    });

    /** @param {number} at */
    const choose = (at) =>
      tabs.forEach((tab, n) => {
        tab.setAttribute("aria-selected", String(n === at));
        tab.tabIndex = n === at ? 0 : -1;
        panels[n]?.toggleAttribute("hidden", n !== at);
      });

    const list = make("div", { class: "tabs-list", role: "tablist", "data-screen-only": "" }, ...tabs);
    list.addEventListener("click", (event) => {
      const at = tabs.findIndex((tab) => event.target instanceof Node && tab.contains(event.target));
      if (at >= 0) choose(at);
    });
    list.addEventListener("keydown", (event) => {
      const at = tabs.findIndex((tab) => tab === document.activeElement);
      const on = rtl ? "ArrowLeft" : "ArrowRight";
      const back = rtl ? "ArrowRight" : "ArrowLeft";
      const to = { [on]: at + 1, ArrowDown: at + 1, [back]: at - 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
      const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
      if (!next) return;
      event.preventDefault();
      choose(tabs.indexOf(next));
      next.focus();
    });
    choose(0);
    element.classList.add("tabs-ready");
    element.prepend(list);
  },
};
