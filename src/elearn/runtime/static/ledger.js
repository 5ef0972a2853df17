/**
 * Knows whether everything that the package has committed is on the server's disk. The page and the package both ask here, so
 * that neither says "Saved" before it is true.
 */

/** Whatever a package does then, the outbox goes on. @param {() => void} late */
function tell(late) {
  try {
    late();
  } catch (error) {
    console.warn("The course could not say that it is not saved yet.", error);
  }
}

export class Ledger {
  /** True if something was committed that the server has not acknowledged. */
  #owed = false;
  /** True if the newest commit is nowhere, because the browser could not keep it. */
  #lost = false;
  /** True if the last attempt to send failed. */
  #stuck = false;
  /** @type {{ done: (saved: true) => void, late: () => void }[]} */
  #asking = [];

  /** The package has committed something. @param {boolean} kept whether the outbox has it */
  committed(kept) {
    this.#owed = true;
    this.#lost = !kept;
    if (!kept) this.failed();
  }

  /** Something could not be sent, or was refused. It is tried again, or comes with the next commit. */
  failed() {
    this.#stuck = true;
    for (const each of this.#asking) tell(each.late);
  }

  /** The server has all that the outbox held. @returns {boolean} whether everything that the package has committed is saved */
  acknowledged() {
    this.#stuck = this.#lost;
    if (this.#lost) return false;
    this.#owed = false;
    for (const each of this.#asking.splice(0)) each.done(true);
    return true;
  }

  /**
   * What the package asks.
   *
   * @param {() => void} late is called each time that we know that it is not saved yet
   * @returns {Promise<true>} resolves once everything that was committed until then is on the server's disk
   */
  saved(late) {
    if (!this.#owed) return Promise.resolve(true);
    if (this.#stuck) tell(late);
    return new Promise((done) => void this.#asking.push({ done, late }));
  }
}
