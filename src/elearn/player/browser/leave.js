/** Ends the session: everything is saved, the LMS is told once, and the course leaves the screen. */

import { attempt } from "./attempt.js";
import { make } from "./dom.js";

/**
 * @param {import("./types.js").Say} say
 * @param {boolean | null} saved whether everything was recorded, or null if nothing is recorded
 * @param {boolean} away whether to also move the window away, if it is ours to move
 * @param {string} home where the LMS wants the learner to go, or ""
 * @param {boolean} persists whether we go on trying to save
 */
export function leave(say, saved, away, home, persists) {
  cover(say(saved === null ? "gone_unrecorded" : saved ? "gone_saved" : persists ? "gone_unsaved" : "gone_unsent"));
  // If something was not saved, we say so and do not cover it with another page.
  if (saved === false) return;
  if (home) return location.assign(home);
  if (away && window.parent === window) {
    attempt(() => window.close());
    attempt(() => location.replace("about:blank"));
  }
}

/** What is on the screen while the last of it is being saved. @param {import("./types.js").Say} say */
export const leaving = (say) => cover(say("saving"));

/** What is on the screen of a window when the course goes on in another. @param {import("./types.js").Say} say */
export const elsewhere = (say) => cover(say("gone_elsewhere"));

/** @param {string} words */
function cover(words) {
  document.title = words;
  document.body.className = "gone";
  const message = make("h1", { tabindex: "-1" }, words);
  document.body.replaceChildren(make("main", {}, message));
  message.focus();
}
