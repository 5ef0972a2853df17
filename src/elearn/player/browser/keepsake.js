/**
 * Keeps what a learner has done in this browser, until a later opening has read the same from the LMS. If the LMS never got
 * it, whatever it said, the next opening here sends it. The same goes for what arrived only after the LMS had made the page of
 * that opening. The key is a hash of course and learner.
 */

import { attempt } from "./attempt.js";
import { hash } from "./bits.js";

/** @typedef {import("./types.js").Interaction} Interaction */

/**
 * @typedef {object} Copy
 * @property {string} state the encoded state
 * @property {boolean} reached whether the LMS once had a state of this try. If it then has none, it has begun a new one
 * @property {Interaction[]} answers all that were given since the LMS was last read
 */

/** Who answered while the LMS did not say who the learner is: whoever opens the course here next is asked. */
export const UNKNOWN = "?";

/** @param {string} course @param {string} learner if "", nothing is kept, because the next learner here could be someone else */
export function keepsake(course, learner) {
  const key = `elearn:${hash(`${course}\n${learner}`).toString(36)}`;
  let usable = learner !== "";
  /** @type {Copy} */
  let held = { state: "", reached: false, answers: [] };

  function write() {
    if (usable) attempt(() => localStorage.setItem(key, JSON.stringify(held)));
  }

  return {
    key: usable ? key : "",
    /** @returns {Copy | null} */
    read() {
      const text = (usable ? attempt(() => localStorage.getItem(key)) : null) ?? "";
      const found = text ? (attempt(() => parsed(text)) ?? null) : null;
      if (found) held = found;
      return found;
    },
    /** @param {string} state @param {readonly Interaction[]} answers */
    keep(state, answers) {
      held = { ...held, state, answers: [...answers] };
      write();
    },
    /** The LMS has what was kept, as far as we can know. */
    reached() {
      held = { ...held, reached: true };
      write();
    },
    /** What is kept from now on belongs to this try. @param {boolean} reached whether the LMS has had a state of it */
    begin(reached) {
      held = { state: "", reached, answers: [] };
    },
    forget() {
      if (usable) attempt(() => localStorage.removeItem(key));
    },
    /** From now on the copy is another window's. */
    release() {
      usable = false;
    },
  };
}

/** @typedef {ReturnType<typeof keepsake>} Keepsake */

/** @param {string} text @returns {Copy} Before this form, the text was the state alone */
function parsed(text) {
  if (!text.startsWith("{")) return { state: text, reached: false, answers: [] };
  const { state, reached, answers } = JSON.parse(text);
  return { state: String(state), reached: reached === true, answers: answers.map((/** @type {any} */ each) => ({ ...each, at: new Date(each.at) })) };
}
