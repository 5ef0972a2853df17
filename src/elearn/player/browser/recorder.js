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
const LAST_WAIT = 8000;

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
  let busy = false;
  /** @type {boolean | Promise<boolean> | null} how the session ended, once it has */
  let closed = null;

  /** @returns {void} */
  function send() {
    clearTimeout(timer);
    timer = 0;
    if (closed !== null || busy || !latest || !unsent) return;
    unsent = false;
    try {
      const saving = adapter.save(latest, interactions, seconds());
      if (!saving) return void done();
      busy = true;
      saving.then(done, failed);
    } catch {
      failed();
    }
  }

  /** @returns {void} */
  function done() {
    busy = false;
    if (closed !== null) return;
    wait = FIRST_WAIT;
    if (unsent) return void send();
    forget();
    tell(failing ? "saved_again" : "saved");
    failing = false;
  }

  function failed() {
    busy = false;
    unsent = true;
    keep();
    failing = true;
    if (closed !== null) return;
    timer = setTimeout(send, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
    tell("not_saved");
  }

  function keep() {
    if (latest) keepsake.keep(latest.state);
    kept = true;
  }

  function forget() {
    if (kept) keepsake.forget();
    kept = false;
  }

  /** @returns {boolean | Promise<boolean>} */
  function end() {
    clearTimeout(timer);
    let taken = true;
    try {
      if (latest) adapter.save(latest, interactions, seconds());
    } catch {
      taken = false;
    }
    const ending = attempt(() => adapter.close(seconds()));
    if (taken && !ending) forget();
    else keep();
    if (!taken || !ending) return taken;
    // A window that closes cannot wait for an answer: what is on its way is kept until it is known to have arrived.
    const late = new Promise((resolve) => setTimeout(resolve, LAST_WAIT, false));
    return Promise.race([ending.then(() => (forget(), true)).catch(() => false), late]);
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
    /** The last word of a session, once. @returns {boolean | Promise<boolean>} whether all of it is on record */
    close: () => (closed ??= end()),
  };
}

/** @typedef {ReturnType<typeof recorderOf>} Recorder */
