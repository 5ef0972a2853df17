/**
 * Keeps what the LMS refused in this browser until the LMS accepts it. If the window is closed while the connection is down,
 * the next session in this browser sends it. The key is a hash of course and learner. It is there only while work is unsent.
 */

import { attempt } from "./attempt.js";
import { hash } from "./bits.js";

/** @param {string} course @param {string} learner if "", nothing is kept, because the next learner here could be someone else */
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
