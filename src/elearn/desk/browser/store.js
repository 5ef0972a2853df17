/** Holds what the server said last about the course, and tells the parts of the page when it is new. */

/** @typedef {import("./types.js").State} State */

export class Store {
  /** @type {Set<(state: State) => void>} */
  #watchers = new Set();

  /** @param {State} state */
  constructor(state) {
    this.state = state;
  }

  /** @param {State} state what could not be shown anew (`preview`) stays as it is shown */
  set(state) {
    this.state = state;
    for (const watcher of [...this.#watchers]) tell(watcher, state);
  }

  /** @param {(state: State) => void} watcher is called at once, and then at each change @returns {() => void} ends it */
  watch(watcher) {
    this.#watchers.add(watcher);
    tell(watcher, this.state);
    return () => void this.#watchers.delete(watcher);
  }
}

/** One part that fails takes no other with it. @param {(state: State) => void} watcher @param {State} state */
function tell(watcher, state) {
  try {
    watcher(state);
  } catch (error) {
    console.error("A part of the desk could not show what is new.", error);
  }
}
