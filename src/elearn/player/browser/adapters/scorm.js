/**
 * What both standards of SCORM have in common: in which order things are handed to the LMS, and when to hand them over again.
 *
 * Everything but the answers comes first, then the answers, then the commit. So an LMS that refuses an answer still has the rest.
 */

import { answering, interactionCount } from "./client.js";
import { FILLER } from "./differ.js";
import { Refused } from "./client.js";

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
 * @param {Edition} edition
 * @returns {Adapter}
 */
export function scorm(client, reach, edition) {
  let opened = "";
  let changed = false;
  let doubtful = false;
  /** @type {Map<Interaction, number>} the index of each answer that this session has written */
  const places = new Map();
  /** @type {Set<Interaction>} */
  const written = new Set();

  async function insistOnReach() {
    if (!(await reach.holds())) throw new Refused("reach", "", "unreachable", true);
  }

  /** A state that was there at first must not look unchanged when a learner comes back to it. @param {string} state */
  function told(state) {
    changed ||= state !== opened;
    return changed && state === opened ? state + FILLER : state;
  }

  /** @param {readonly Interaction[]} answers */
  function writeAnswers(answers) {
    for (const each of answers) {
      if (written.has(each)) continue;
      const place = places.get(each) ?? (places.size ? Math.max(...places.values()) + 1 : interactionCount(client));
      places.set(each, place);
      edition.answer(place, each);
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
    if (faults.length) throw faults[0];
    doubtful = false;
  }

  /** @param {Snapshot} snapshot @param {readonly Interaction[]} answers @param {number} seconds */
  async function writeAgain(snapshot, answers, seconds) {
    await insistOnReach();
    await client.differ(insistOnReach);
    write(snapshot, answers, seconds);
  }

  return {
    tracks: true,
    async open() {
      client.initialize();
      void reach.holds();
      await answering(client, edition.read);
      const opening = edition.opening();
      opened = opening.state;
      return { ...opening, state: opening.state.endsWith(FILLER) ? opening.state.slice(0, -FILLER.length) : opening.state };
    },
    save(snapshot, answers, seconds, closing = false) {
      const again = doubtful && !closing;
      // Until it is known that this has arrived, it may not have.
      doubtful = true;
      return again ? writeAgain(snapshot, answers, seconds) : write(snapshot, answers, seconds);
    },
    async proof() {
      const arrived = await reach.holds();
      if (arrived) client.proved();
      else doubtful = true;
      return arrived;
    },
    doubt() {
      doubtful = true;
    },
    hurry: reach.hurry,
    close: () => client.terminate(),
  };
}
