/** What the browser remembers of how somebody has set up the desk. Without storage it is forgotten with the page. */

/**
 * @template T
 * @typedef {{readonly value: T, set(some: Partial<T>): void}} Remembered
 */

/**
 * @template {object} T
 * @param {string} name
 * @param {T} first what counts until something is remembered
 * @returns {Remembered<T>}
 */
export function remembered(name, first) {
  const key = `elearn-desk-${name}`;
  let value = first;
  try {
    const read = JSON.parse(localStorage.getItem(key) ?? "{}");
    value = { ...first, ...(read && typeof read === "object" ? read : {}) };
  } catch {
    // Storage is off, or holds something else: begin afresh.
  }
  return {
    get value() {
      return value;
    },
    set(some) {
      value = { ...value, ...some };
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // Full or off: it is only forgotten.
      }
    },
  };
}
