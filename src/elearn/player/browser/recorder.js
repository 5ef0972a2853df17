/**
 * Records each change at once, and says whether that worked. If the LMS refuses a commit, we retry it with longer and longer
 * waits, and keep it in this browser meanwhile. The newest snapshot replaces all before it, and no answer is lost.
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
 * @param {Adapter} adapter already open
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
  let kept = true; // an earlier session may have kept something
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
    // A closing window cannot wait for an answer, so we keep what is on its way until we know that it has arrived.
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
    /** Takes something small. It is sent soon, or with the next change if that is sooner. @param {Snapshot} snapshot */
    note(snapshot) {
      latest = snapshot;
      unsent = true;
      timer ||= setTimeout(send, SOON);
    },
    /** Sends what is unsent and the time spent. */
    flush() {
      unsent = latest !== null;
      send();
    },
    /** Ends the session, once. @returns {boolean | Promise<boolean>} whether all of it was recorded */
    close: () => (closed ??= end()),
  };
}

/** @typedef {ReturnType<typeof recorderOf>} Recorder */
