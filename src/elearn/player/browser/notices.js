/** Messages about saving: small if all is well, clear if it is not, and a screen reader hears about problems. */

import { byId, make } from "./dom.js";

/** @typedef {import("./types.js").Say} Say */

/** @param {Say} say @param {readonly string[]} keys */
export function showNotices(say, keys) {
  byId("notices").replaceChildren(...keys.map((key) => make("p", { class: "notice", "data-notice": key }, say(key))));
}

/**
 * @param {Say} say
 * @returns {{tell(saving: import("./recorder.js").Saving): void, unrecorded(): void}}
 */
export function savedIndicator(say) {
  const live = byId("live");
  const bar = byId("saved");
  let failing = false;

  /** @param {string} key */
  function write(key) {
    const text = say(key);
    bar.dataset.saving = key;
    for (const place of [bar, ...document.querySelectorAll("#stage [data-saved]")]) place.textContent = text;
  }
  return {
    tell(saving) {
      write(saving);
      document.body.classList.toggle("unsaved", saving === "not_saved");
      if (saving === "not_saved" && !failing) live.textContent = say("not_saved");
      if (saving === "saved_again") live.textContent = say("saved_again");
      failing = saving === "not_saved";
    },
    unrecorded: () => write("not_recorded"),
  };
}
