/** What the browser gives us, in one place, so that tests can give something else. */

/**
 * @param {number} [person] for whom everything is sent. The server does nothing if somebody else is signed in by then
 * @returns {import("./waiting.js").Around}
 */
export function browser(person) {
  return {
    fetch: (address, init) => fetch(address, person === undefined ? init : { ...init, headers: { ...init?.headers, "X-Person": String(person) } }),
    setTimeout: (fn, wait) => setTimeout(fn, wait),
    clearTimeout: (timer) => clearTimeout(timer),
    now: () => Date.now(),
    id: randomId,
    storage: storage(),
    locks: navigator.locks,
  };
}

/** @returns {string} one that nobody else has. `crypto.randomUUID` is missing without https */
export function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(15))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @returns {Storage | null} null if it is forbidden */
function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
