/**
 * Puts each change on record, at once, and says how that went. What is refused is tried again, more and more slowly, and
 * kept in this browser meanwhile; the newest snapshot stands for all before it, and no answer is lost on the way.
 */

import { attempt } from "./attempt.js";

/** @typedef {import("./types.js").Adapter} Adapter */
/** @typedef {import("./types.js").Snapshot} Snapshot */
/** @typedef {import("./types.js").Interaction} Interaction */
/** @typedef {"saved" | "saved_again" | "not_saved"} Saving */

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const SOON = 1500;

/**
 * @param {Adapter} adapter opened
 * @param {{keep(state: string): void, forget(): void}} keepsake
 * @param {() => number} seconds of this session
 * @param {(saving: Saving) => void} tell
 */
export function recorderOf(adapter, keepsake, seconds, tell) {
  /** @type {Snapshot | null} */
  let latest = null;
  /** @type {Interaction[]} */
  const interactions = [];
  let timer = 0;
  let wait = FIRST_WAIT;
  let failing = false;
  let kept = true; // perhaps by the session before
  let unsent = false;
  let closed = false;

  function send() {
    clearTimeout(timer);
    timer = 0;
    if (closed || !latest || !unsent) return;
    try {
      adapter.save(latest, interactions, seconds());
    } catch {
      keepsake.keep(latest.state);
      kept = true;
      failing = true;
      timer = setTimeout(send, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
      tell("not_saved");
      return;
    }
    unsent = false;
    wait = FIRST_WAIT;
    if (kept) keepsake.forget();
    kept = false;
    tell(failing ? "saved_again" : "saved");
    failing = false;
  }

  return {
    /** @param {Snapshot} snapshot @param {Interaction} [interaction] */
    record(snapshot, interaction) {
      latest = snapshot;
      unsent = true;
      if (interaction) interactions.push(interaction);
      send();
    },
    /** Something small, which the next change will send if nothing else does soon. @param {Snapshot} snapshot */
    note(snapshot) {
      latest = snapshot;
      unsent = true;
      timer ||= setTimeout(send, SOON);
    },
    /** Sends what is unsent, and the time spent. */
    flush() {
      unsent = latest !== null;
      send();
    },
    /** The last word of a session, once. @returns {boolean} whether all of it is on record */
    close() {
      if (closed) return !unsent;
      unsent = latest !== null;
      send();
      clearTimeout(timer);
      closed = true;
      attempt(() => adapter.close());
      return !unsent;
    },
  };
}

/** @typedef {ReturnType<typeof recorderOf>} Recorder */
