/**
 * What our own player tells a package beyond SCORM: whom to call where the learner works, and whether what was committed is on the server's disk. There, "true" means only
 * that the browser keeps it until it is sent. Other LMSs have no such thing.
 *
 * @typedef {object} OurPlayer
 * @property {1} version
 * @property {(late: () => void) => Promise<true>} saved `late` is called each time that it is known not to be saved yet
 * @property {() => void} hurry sends what waits now
 * @property {Contacts} [contacts] whom the learner's own agencies name, in place of what the course says
 *
 * @typedef {Readonly<Record<string, readonly {agency: string, value: string}[]>>} Contacts by `data-contact`. If agencies say different
 *   things, each is there
 */

import { attempt } from "../attempt.js";

/**
 * An API that relays to another window may answer to any name, so the version has to be right.
 * @param {any} api @returns {OurPlayer | null} null in every other LMS
 */
export function ourPlayer(api) {
  return attempt(() => (api.elearn.version === 1 ? api.elearn : null)) ?? null;
}
