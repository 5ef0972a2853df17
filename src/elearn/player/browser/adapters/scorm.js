/**
 * What both standards of SCORM have in common: in which order things are handed to the LMS, and when to hand them over again.
 *
 * Everything but the answers comes first, then the answers, then the commit. So an LMS that refuses an answer still has the rest.
 */

import { seen } from "../seen.js";
import { answering, interactionCount, Refused } from "./client.js";
import { ALTERED, FILLER } from "./differ.js";

/** @typedef {import("../types.js").Adapter} Adapter */
/** @typedef {import("../types.js").Interaction} Interaction */
/** @typedef {import("../types.js").Opening} Opening */
/** @typedef {import("../types.js").Snapshot} Snapshot */
/** @typedef {import("./client.js").Client} Client */

/**
 * @typedef {object} Edition how one standard says it
 * @property {readonly string[]} read the elements that `opening` reads
 * @property {() => Opening} opening
 * @property {(snapshot: Snapshot, state: string, seconds: number) => void} write sets everything but the answers
 * @property {(index: number, answer: Interaction) => void} answer sets one answer
 */

/**
 * @param {Client} client
 * @param {import("../reach.js").Reach} reach
 * @param {import("./our-player.js").OurPlayer | null} ours null in every other LMS
 * @param {Edition} edition
 * @returns {Adapter}
 */
export function scorm(client, reach, ours, edition) {
  let opened = "";
  let changed = false;
  let doubtful = false;
  let armed = false;
  let ended = false;
  let hidden = false;
  let entries = 0;
  /** @type {Set<Interaction>} the answers that this session has written */
  const written = new Set();

  /** A state that was there at first must not look unchanged when a learner comes back to it. @param {string} state */
  function told(state) {
    changed ||= state !== opened;
    return changed && state === opened ? state + FILLER : state;
  }

  /** An answer that may already be there, in another form, is written over it. @param {readonly Interaction[]} answers */
  function writeAnswers(answers) {
    for (const each of answers) {
      if (written.has(each)) continue;
      entries ||= interactionCount(client);
      if (each.place === undefined || each.place > entries) each.place = entries;
      edition.answer(each.place, each);
      entries = Math.max(entries, each.place + 1);
      written.add(each);
    }
  }

  /** @param {Snapshot} snapshot @param {readonly Interaction[]} answers @param {number} seconds */
  function write(snapshot, answers, seconds) {
    edition.write(snapshot, told(snapshot.state), seconds);
    /** @type {unknown[]} */
    const faults = [];
    try {
      writeAnswers(answers);
    } catch (fault) {
      faults.push(fault);
    }
    client.commit();
    hidden ||= document.visibilityState === "hidden";
    if (faults.length) throw faults[0];
    doubtful = false;
  }

  /**
   * What was committed may not have arrived: the next commit has to hold all of it, even one that the closing page makes. A page
   * that is being closed gives no answers any more, which proves nothing. So this waits for a moment that such a page does not have.
   */
  function doubt() {
    [doubtful, armed] = [true, false];
    setTimeout(arm);
  }

  function arm() {
    if (ended || armed || !doubtful) return;
    armed = true;
    client.differ();
  }

  /** @param {Snapshot} snapshot @param {readonly Interaction[]} answers @param {number} seconds */
  function tryToWrite(snapshot, answers, seconds) {
    try {
      write(snapshot, answers, seconds);
    } catch (fault) {
      doubt();
      throw fault;
    }
  }

  /** @param {Snapshot} snapshot @param {readonly Interaction[]} answers @param {number} seconds */
  async function writeAgain(snapshot, answers, seconds) {
    if (!(await reach.holds()) || ended) throw new Refused("reach", "", "unreachable", true);
    arm();
    tryToWrite(snapshot, answers, seconds);
  }

  return {
    tracks: true,
    contacts: ours?.contacts ?? {},
    async open() {
      client.initialize();
      await answering(client, edition.read);
      const opening = edition.opening();
      opened = opening.state;
      return { ...opening, state: opened.replace(/[.!]$/, ""), altered: opened.endsWith(ALTERED) };
    },
    save(snapshot, answers, seconds, closing = false) {
      if (closing) return write(snapshot, answers, seconds);
      return doubtful ? writeAgain(snapshot, answers, seconds) : tryToWrite(snapshot, answers, seconds);
    },
    async proof(late) {
      if (ours) {
        const handed = client.unproved();
        await ours.saved(late);
        client.proved(handed);
        return true;
      }
      // Of a page that nobody sees, an LMS may send a commit by a beacon, whatever becomes of it. So it is sent again when it is seen.
      const unseen = hidden;
      if (unseen) await seen();
      hidden = false;
      const values = client.unproved();
      const arrived = unseen ? !values.size : await reach.holds();
      if (arrived) client.proved(values);
      else doubt();
      return arrived;
    },
    hurry: () => (ours ?? reach).hurry(),
    close() {
      ended = true;
      client.terminate();
    },
  };
}
