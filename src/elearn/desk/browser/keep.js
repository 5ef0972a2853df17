/**
 * Keeps on this device what the server has not acknowledged, so that a reload, a crash or a lost line loses nothing.
 *
 * Each window has a record of its own and holds a lock while it lives. A record whose lock is free belonged to a window that is
 * gone: the next window of the same person takes it over.
 *
 * @typedef {import("./waiting.js").Entry} Entry
 * @typedef {import("./waiting.js").Aside} Aside
 * @typedef {{person: string, beat: number, entries: Entry[], aside: Aside[]}} Kept
 * @typedef {{storage: Storage | null, locks: LockManager | undefined, now: () => number}} Device
 */

/** Where there are no locks (without https), a window that has not written for so long is taken for gone. Milliseconds. */
const SILENT = 120_000;

export class Keep {
  /** @param {Device} device @param {string} course @param {string} window @param {string} person */
  constructor(device, course, window, person) {
    this.device = device;
    this.prefix = `elearn.desk.${course}.`;
    this.key = this.prefix + window;
    this.person = person;
    // Where storage is forbidden, locks are too.
    device.locks?.request(this.key, () => new Promise(() => {}))?.catch?.(() => {});
  }

  /**
   * @param {Entry[]} entries
   * @param {Aside[]} aside
   * @param {boolean} [leaving] the page closes, so that others may take the record over at once
   * @returns {boolean} false if the browser did not keep them
   */
  write(entries, aside, leaving = false) {
    try {
      const { storage, now } = this.device;
      if (!entries.length && !aside.length) storage?.removeItem(this.key);
      else if (!storage) return false;
      else storage.setItem(this.key, JSON.stringify({ person: this.person, beat: leaving ? 0 : now(), entries, aside }));
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Takes over what windows that are gone have left.
   * @param {(kept: Kept) => boolean} take returns whether it is kept under our own name now. Only then is theirs removed
   */
  async adopt(take) {
    for (const key of this.#others()) {
      const claim = () => {
        const kept = this.#read(key);
        if (kept && kept.person === this.person && take(kept)) this.device.storage?.removeItem(key);
      };
      const { locks, now } = this.device;
      if (locks) await locks.request(key, { ifAvailable: true }, (lock) => lock && claim());
      else if (now() - (this.#read(key)?.beat ?? 0) > SILENT) claim();
    }
  }

  #others() {
    try {
      const { storage } = this.device;
      const keys = Array.from({ length: storage?.length ?? 0 }, (_, n) => storage?.key(n) ?? "");
      return keys.filter((key) => key.startsWith(this.prefix) && key !== this.key);
    } catch {
      return [];
    }
  }

  /** @param {string} key @returns {Kept | null} null if it cannot be read */
  #read(key) {
    try {
      const kept = JSON.parse(this.device.storage?.getItem(key) ?? "");
      return Array.isArray(kept.entries) && Array.isArray(kept.aside) ? kept : null;
    } catch {
      return null;
    }
  }
}
