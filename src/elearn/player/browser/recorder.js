/**
 * Records each change at once, and says "saved" only when that is true. What is on its way is also kept in this browser. If the
 * LMS refuses a commit, or if it cannot have arrived, we retry with longer and longer waits. The newest snapshot replaces all
 * before it, and no answer is lost. Only one save that has to be waited for is under way at a time, so that none overtakes another.
 */

import { attempt } from "./attempt.js";

/** @typedef {import("./types.js").Adapter} Adapter */
/** @typedef {import("./types.js").Snapshot} Snapshot */
/** @typedef {import("./types.js").Interaction} Interaction */
/** @typedef {"saving" | "saved" | "saved_again" | "not_saved"} Saving */

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const SOON = 1500;
const LAST_WAIT = 8000;
/** If the proof that something has arrived takes longer than this, we say that it is not saved yet. */
const SLOW = 5000;

/**
 * @param {Adapter} adapter already open
 * @param {{keep(state: string, answers: readonly Interaction[]): void, reached(): void}} copy
 * @param {readonly Interaction[]} unsent answers of an earlier session that the LMS does not have
 * @param {() => number} seconds of this session
 * @param {(saving: Saving) => void} tell
 */
export function recorderOf(adapter, copy, unsent, seconds, tell) {
  /** @type {Snapshot | null} */
  let latest = null;
  /** The answers that the LMS may not have yet. */
  const answers = [...unsent];
  /** All answers of this session: the page of the next opening may be made before the last of them arrive. */
  const all = [...unsent];
  let timer = 0;
  let slow = 0;
  let wait = FIRST_WAIT;
  let failing = false;
  let waiting = false;
  let busy = false;
  let hurried = false;
  let over = false;
  /** What the LMS was given last. @type {readonly Interaction[]} */
  let given = [];
  /** Whether we are asking if what was given has arrived, and whether more has been given since. */
  let asking = false;
  let more = false;
  /** A question that was asked before something failed answers nothing any more. */
  let round = 0;
  /** @type {((saved: boolean) => void) | null} the learner is leaving: who is told how it ended, each time that we know more */
  let leaving = null;

  /** @returns {void} */
  function send() {
    clearTimeout(timer);
    timer = 0;
    if (over || busy || !latest || !waiting) return;
    waiting = false;
    const now = [...answers];
    let saving;
    try {
      saving = adapter.save(latest, answers, seconds());
    } catch {
      return failed();
    }
    if (!saving && !adapter.proof) return arrived(now);
    tell("saving");
    clearTimeout(slow);
    slow = setTimeout(lateNow, SLOW);
    if (!saving) return prove(now);
    busy = true;
    saving.then(() => {
      busy = false;
      prove(now);
      send();
    }, failed);
  }

  /** Asks whether what was given has arrived. What is given meanwhile is asked about afterwards. @param {readonly Interaction[]} now */
  function prove(now) {
    given = now;
    more = asking;
    if (asking) return;
    asking = true;
    const mine = (round += 1);
    const late = () => void (mine === round && complain());
    Promise.resolve(adapter.proof?.(late) ?? true).then((proved) => {
      if (mine !== round) return;
      asking = false;
      if (!proved) return failed();
      if (!more) return arrived(now);
      keepOnly(now);
      prove(given);
    }, failed);
  }

  /** @param {readonly Interaction[]} held the answers that the LMS now has */
  function keepOnly(held) {
    answers.splice(0, answers.length, ...answers.filter((each) => !held.includes(each)));
  }

  /** Of a page that nobody sees, the proof comes only when it is seen again. */
  function lateNow() {
    if (document.visibilityState === "hidden") slow = setTimeout(lateNow, SLOW);
    else complain();
  }

  function complain() {
    failing = true;
    if (over) return;
    tell("not_saved");
    leaving?.(false);
  }

  /** @param {readonly Interaction[]} held the answers that the LMS now has, with all else that was to be saved */
  function arrived(held) {
    clearTimeout(slow);
    hurried = false;
    wait = FIRST_WAIT;
    keepOnly(held);
    if (!over || leaving) copy.reached();
    if (over || busy || waiting) return;
    tell(failing ? "saved_again" : "saved");
    failing = false;
    leaving?.(true);
  }

  function failed() {
    clearTimeout(slow);
    clearTimeout(timer);
    [busy, asking, waiting] = [false, false, true];
    round += 1;
    if (latest) copy.keep(latest.state, all); // each answer may have a place by now
    if (!over) {
      timer = setTimeout(send, hurried ? 0 : wait);
      if (!hurried) wait = Math.min(wait * 2, LONGEST_WAIT);
      hurried = false;
    }
    complain();
  }

  /** Hands everything over without waiting for anything. @returns {void | Promise<unknown>} throws, or rejects, if that fails */
  function handOver() {
    const saving = latest ? adapter.save(latest, answers, seconds(), true) : undefined;
    const ending = adapter.close(seconds());
    return saving || ending ? Promise.all([saving, ending]) : undefined;
  }

  /** @returns {Promise<boolean>} */
  async function closeAndWait() {
    over = true;
    clearTimeout(timer);
    const late = new Promise((resolve) => setTimeout(resolve, LAST_WAIT, false));
    try {
      const whole = await Promise.race([Promise.resolve(handOver()).then(() => true), late]);
      if (whole) copy.reached();
      return whole === true;
    } catch {
      return false;
    }
  }

  return {
    /** @param {Snapshot} snapshot @param {readonly Interaction[]} added answers that it adds */
    record(snapshot, added = []) {
      latest = snapshot;
      waiting = true;
      answers.push(...added);
      all.push(...added);
      copy.keep(snapshot.state, all);
      send();
    },
    /** Takes something small. It is sent soon, or with the next change if that is sooner. @param {Snapshot} snapshot */
    note(snapshot) {
      latest = snapshot;
      waiting = true;
      copy.keep(snapshot.state, all);
      timer ||= setTimeout(send, SOON);
    },
    /** Sends what is unsent and the time spent. If a save is under way and fails, the next comes at once. */
    flush() {
      waiting = latest !== null;
      hurried = busy || asking;
      if (hurried && failing) adapter.hurry?.();
      send();
    },
    /** The connection is known to be gone, so there is no proof to wait for. */
    doubt() {
      if (busy || asking) adapter.hurry?.();
    },
    /** The page may never be seen again. If a save is under way, we do not wait for it. */
    hide() {
      if (!busy || !waiting || over || !latest || !adapter.proof) return this.flush();
      attempt(() => adapter.save(/** @type {Snapshot} */ (latest), answers, seconds(), true));
    },
    /**
     * Ends the session when everything has been recorded. If that fails now, we go on trying while the page is there.
     * @param {(saved: boolean) => void} later is told when it has been recorded after all
     * @returns {Promise<boolean>} whether all of it was recorded
     */
    leave(later) {
      if (over) return Promise.resolve(!failing);
      if (!adapter.proof) return closeAndWait();
      return new Promise((resolve) => {
        let first = true;
        leaving = (saved) => {
          if (saved) {
            over = true;
            attempt(() => adapter.close(seconds()));
          }
          if (first) resolve(saved);
          else if (saved) later(true);
          first = false;
        };
        this.flush();
      });
    },
    /**
     * Saves no more and ends the session, because another window goes on with everything that was kept.
     * @returns {boolean} false if it had ended already
     */
    stop() {
      if (over) return false;
      over = true;
      clearTimeout(timer);
      attempt(() => adapter.close(seconds()));
      return true;
    },
    /** Ends the session with the page. What we kept stays kept: nobody hears what becomes of this. @returns {void | Promise<void>} */
    close() {
      if (over) return;
      over = true;
      clearTimeout(timer);
      const ending = attempt(handOver);
      return ending?.then(() => copy.reached()).catch(() => {});
    },
  };
}

/** @typedef {ReturnType<typeof recorderOf>} Recorder */
