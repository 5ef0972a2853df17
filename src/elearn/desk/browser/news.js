/** Asks every few seconds what others have changed, and who is here. Never while something of ours is under way. */

import { ask, Fault } from "./api.js";

const SOON = 2000;
const ALONE = 5000;
const HIDDEN = 20_000;

/**
 * @param {import("./sync.js").Sync} sync
 * @param {() => boolean} visible
 * @returns {{now: () => Promise<void>, end: () => void}} `now` asks at once
 */
export function watchNews(sync, visible) {
  const { around, store, about } = sync;
  /** @type {any} */
  let timer;
  let asking = false;
  let ended = false;
  let gone = false;

  async function now() {
    around.clearTimeout(timer);
    if (asking || ended) return;
    asking = true;
    try {
      if (!sync.busy && !sync.halted) await look();
    } finally {
      asking = false;
      if (!ended) timer = around.setTimeout(() => void now(), visible() ? (store.state.people.length > 1 ? SOON : ALONE) : HIDDEN);
      sync.beat();
    }
  }
  async function look() {
    const { turn } = sync;
    const { state } = store;
    const known = { seq: state.seq, window: about.window, file: sync.at.file, page: sync.at.page, people: state.people.length, ...(state.mark ? { mark: state.mark } : {}) };
    const asked = new URLSearchParams(Object.entries(known).map(([name, value]) => [name, String(value)]));
    try {
      const fresh = await ask(around, `${about.course}/news?${asked}`);
      // What was typed meanwhile is newer: its answer brings the news too.
      if (fresh && turn === sync.turn && !sync.busy && fresh.seq >= store.state.seq) sync.news(fresh);
    } catch (error) {
      if (!(error instanceof Fault)) return;
      if (error.kind === "signed-out") sync.signedOut();
      // The course was renamed or put away. Who only reads would not know.
      if (error.status === 404 && !gone) sync.dispatchEvent(new CustomEvent("failed", { detail: error }));
      gone = error.status === 404;
    }
  }
  timer = around.setTimeout(() => void now(), SOON);
  return {
    now,
    end() {
      ended = true;
      around.clearTimeout(timer);
    },
  };
}
