/** A menu that a button opens. Arrow keys, Home, End and first letters move in it, Escape closes it, and focus goes back. */

import { make } from "../../player/browser/dom.js";

/**
 * @typedef {object} Item
 * @property {string} label
 * @property {() => void} [run] what it does
 * @property {string} [href] or where it leads
 * @property {string} [keys] the keys that do the same, in words
 * @property {string} [why] why it cannot be done now. It is then disabled, and says so
 */

const ARROWS = { Up: "↑", Down: "↓", Left: "←", Right: "→" };

/** @type {(() => void) | null} */
let closeOpen = null;

/**
 * @param {HTMLElement} by the button
 * @param {string} label
 * @param {readonly (Item | null)[]} items null is a line between
 * @param {HTMLElement} [back] where focus goes when it is closed. Else to the button
 */
export function openMenu(by, label, items, back = by) {
  closeOpen?.();
  const menu = make("div", { class: "menu", role: "menu", "aria-label": label });
  for (const item of items) menu.append(item ? entry(item) : make("div", { role: "separator" }));
  const all = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll("[role=menuitem]")]);

  /** @param {Item} item */
  function entry(item) {
    const words = item.why ? [make("span", {}, item.label, make("br"), make("small", {}, item.why))] : [make("span", {}, item.label)];
    const keys = item.keys && !item.why ? [make("kbd", { "aria-hidden": "true" }, item.keys.replace(/Arrow(Up|Down|Left|Right)/, (_, way) => ARROWS[/** @type {keyof typeof ARROWS} */ (way)]))] : [];
    const made = item.href
      ? make("a", { role: "menuitem", tabindex: "-1", href: item.href }, ...words)
      : make("button", { role: "menuitem", tabindex: "-1", type: "button" }, ...words, ...keys);
    if (item.keys) made.setAttribute("aria-keyshortcuts", item.keys.replace(/Ctrl/, "Control"));
    if (item.why) made.setAttribute("aria-disabled", "true");
    made.addEventListener("click", () => {
      if (item.why) return;
      close(true);
      item.run?.();
    });
    return made;
  }
  /** @param {boolean} focus */
  function close(focus) {
    menu.remove();
    by.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    removeEventListener("resize", gone);
    closeOpen = null;
    if (focus && back.isConnected) back.focus();
  }
  const gone = () => close(false);
  /** @param {Event} event */
  function outside(event) {
    if (!menu.contains(/** @type {Node} */ (event.target))) close(false);
  }
  menu.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      close(true);
    } else if (to !== undefined) {
      event.preventDefault();
      all[(to + all.length) % all.length]?.focus();
    } else if (event.key.length === 1 && event.key !== " ") {
      const begins = (/** @type {HTMLElement} */ each) => (each.textContent ?? "").toLowerCase().startsWith(event.key.toLowerCase());
      [...all.slice(at + 1), ...all].find(begins)?.focus();
    }
  });
  (by.closest("dialog, nav, header, section, main") ?? document.body).append(menu);
  const box = by.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8))}px`;
  const below = box.bottom + 4 + menu.offsetHeight <= innerHeight;
  menu.style.top = `${below ? box.bottom + 4 : Math.max(8, Math.min(box.top - menu.offsetHeight - 4, innerHeight - menu.offsetHeight - 8))}px`;
  by.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", outside, true);
  addEventListener("resize", gone);
  closeOpen = gone;
  all[0]?.focus();
}
