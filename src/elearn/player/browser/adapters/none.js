/** Nobody to report to: the state is kept for this window alone, and nothing is sent. */

import { attempt } from "../attempt.js";

/** @typedef {import("../types.js").Adapter} Adapter */

/** @param {string} key @param {boolean} keep false in a preview, which begins anew each time @returns {Adapter} */
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
