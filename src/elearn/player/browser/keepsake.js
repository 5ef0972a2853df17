/**
 * What an LMS would not take, kept in this browser until it does: a window closed while the connection was down loses
 * nothing that the next opening here cannot send. Kept under a hash of course and learner, only while something is unsent.
 */

import { attempt } from "./attempt.js";
import { hash } from "./bits.js";

/** @param {string} course @param {string} learner "" keeps nothing: it could be somebody else's next time */
export function keepsake(course, learner) {
  const key = `elearn:${hash(`${course}\n${learner}`).toString(36)}`;
  const usable = learner !== "";
  return {
    read: () => (usable ? attempt(() => localStorage.getItem(key)) : null) ?? "",
    /** @param {string} state */
    keep(state) {
      if (usable) attempt(() => localStorage.setItem(key, state));
    },
    forget() {
      if (usable) attempt(() => localStorage.removeItem(key));
    },
  };
}
