/**
 * What our own player tells a package beyond SCORM: whether what was committed is on the server's disk. There, "true" means only
 * that the browser keeps it until it is sent. Other LMSs have no such thing.
 *
 * @typedef {object} OurPlayer
 * @property {1} version
 * @property {(late: () => void) => Promise<true>} saved `late` is called each time that it is known not to be saved yet
 * @property {() => void} hurry sends what waits now
 */

import { attempt } from "../attempt.js";

/**
 * An API that relays to another window may answer to any name, so the version has to be right.
 * @param {any} api @returns {OurPlayer | null} null in every other LMS
 */
export function ourPlayer(api) {
  return attempt(() => (api.elearn.version === 1 ? api.elearn : null)) ?? null;
}
