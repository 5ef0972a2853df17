/**
 * Does something that another window, an LMS or a browser setting may forbid.
 * @template T
 * @param {() => T} act
 * @returns {T | undefined} undefined if it threw
 */
export function attempt(act) {
  try {
    return act();
  } catch {
    return undefined;
  }
}
