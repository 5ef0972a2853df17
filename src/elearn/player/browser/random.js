/** Random orders that stay the same when a learner returns. They come from a seed that is saved with their place. */

/** Mulberry32. @param {number} seed @returns {() => number} gives numbers from 0 up to, but not including, 1 */
export function random(seed) {
  let at = seed >>> 0;
  return () => {
    at = (at + 0x6d2b79f5) >>> 0;
    let value = Math.imul(at ^ (at >>> 15), at | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {() => number} next
 * @returns {T[]}
 */
export function shuffled(list, next) {
  const mixed = [...list];
  for (let end = mixed.length - 1; end > 0; end -= 1) {
    const other = Math.floor(next() * (end + 1));
    [mixed[end], mixed[other]] = [/** @type {T} */ (mixed[other]), /** @type {T} */ (mixed[end])];
  }
  return mixed;
}
