/**
 * Does what another window, an LMS or a browser's setting may forbid.
 * @template T
 * @param {() => T} act
 * @returns {T | undefined} undefined where it threw
 */
export function attempt(act) {
  try {
    return act();
  } catch {
    return undefined;
  }
}
