/** The adapter for no LMS: the state is saved for this window only, and nothing is sent. */

import { attempt } from "../attempt.js";

/** @typedef {import("../types.js").Adapter} Adapter */

/** @param {string} key @param {boolean} keep false in a preview, which starts again each time @returns {Adapter} */
export function none(key, keep) {
  return {
    tracks: false,
    open: () => ({
      recording: keep,
      learner: "",
      state: attempt(() => sessionStorage.getItem(key)) ?? "",
      location: "",
      completed: false,
      success: "unknown",
      score: null,
    }),
    save(snapshot, interactions) {
      interactions.length = 0;
      attempt(() => sessionStorage.setItem(key, snapshot.state));
    },
    close() {},
  };
}
