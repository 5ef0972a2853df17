/** Finds the LMS's API object. A frame of another origin throws when we touch it, so each step has its own try. */

import { attempt } from "./attempt.js";

const HOPS = 100;

/**
 * @param {string} name `API` or `API_1484_11`
 * @param {Window} from
 * @returns {unknown} the object, or null: this window, then its parents, then the opener and its parents
 */
export function findApi(name, from) {
  return among(name, from) ?? among(name, attempt(() => from.opener)) ?? among(name, attempt(() => from.top?.opener)) ?? null;
}

/** @param {string} name @param {Window | null | undefined} start */
function among(name, start) {
  let at = start;
  for (let hop = 0; at && hop < HOPS; hop += 1) {
    const here = at;
    const found = attempt(() => /** @type {any} */ (here)[name]);
    if (found) return found;
    const parent = attempt(() => here.parent);
    if (!parent || parent === here) return undefined;
    at = parent;
  }
  return undefined;
}

/**
 * Some LMSs provide the API only after the content. If another window is around us, we keep looking for a while.
 * @template T
 * @param {string} name
 * @param {Window} from
 * @param {(api: unknown) => T} use takes the API. We never return the API itself from a promise. An API that relays to another
 *   window may answer to any name, even `then`, and awaiting it would never end
 * @param {number} patience milliseconds
 * @returns {Promise<T | null>}
 */
export async function waitForApi(name, from, use, patience = 3000) {
  const alone = from.parent === from && !attempt(() => from.opener);
  const end = Date.now() + (alone ? 0 : patience);
  for (let found = findApi(name, from); ; found = findApi(name, from)) {
    if (found) return use(found);
    if (Date.now() >= end) return null;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
