/** Messages about saving: small if all is well, clear if it is not, and a screen reader hears about problems. */

import { button, byId, make } from "./dom.js";

/** @typedef {import("./types.js").Say} Say */

/** @param {Say} say @param {readonly string[]} keys */
export function showNotices(say, keys) {
  byId("notices").replaceChildren(...keys.map((key) => make("p", { class: "notice", "data-notice": key }, say(key))));
}

/**
 * Asks whose work it is that was done here while the LMS let nobody begin. Until the learner says so, it counts for nobody.
 * @param {import("./app.js").App} app @param {import("./session.js").Found} found
 */
export function askAbout(app, found) {
  const answer = (/** @type {string} */ key, /** @type {string} */ look, /** @type {() => void} */ act) => {
    const answered = () => {
      act();
      found.forget();
      box.remove();
      app.go(app.state.page);
    };
    return button(look, answered, { "data-found": key }, app.say(key));
  };
  const box = make("div", { class: "notice", "data-notice": "found" },
    make("p", {}, app.say("found")),
    make("p", { class: "actions" },
      answer("found_yes", "primary", () => app.change(found.with(app.state), found.answers)),
      answer("found_no", "quiet", () => {}),
    ),
  );
  byId("notices").append(box);
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
      document.body.classList.toggle("saving", saving === "saving");
      // While we try again, what was said about it stays.
      if (saving === "saving") return void (failing || write(saving));
      write(saving);
      document.body.classList.toggle("unsaved", saving === "not_saved");
      if (saving === "not_saved" && !failing) live.textContent = say("not_saved");
      if (saving === "saved_again") live.textContent = say("saved_again");
      failing = saving === "not_saved";
    },
    unrecorded: () => write("not_recorded"),
  };
}
