/**
 * Keeps the commits that the server has not acknowledged yet, in the browser's own storage.
 *
 * A commit is stored here before the package hears "true". It is removed only when the server has it on the disk, or
 * will never want it. Commits are sent in order, one at a time. Each is a whole snapshot. So if storage is short, an
 * unsent commit may replace an earlier unsent one.
 *
 * @typedef {{ session: string, number: number, standard: string, cmi: unknown, final: boolean, tried?: boolean }} Entry
 * @typedef {{ status: string, expected?: number, completion?: number, certificate?: string, problem?: string }} Answer
 * @typedef {{
 *   acknowledged(entry: Entry, answer: Answer): void,
 *   refused(entry: Entry, answer: Answer): void,
 *   stuck(reason: "offline" | "signed-out" | "not-yours"): void,
 *   moving(): void,
 * }} Listener
 */

const MOST_CHARACTERS = 1_500_000;
const KEEPALIVE_BYTES = 60_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;

export class Outbox {
  /**
   * @param {string} registration
   * @param {Listener} listener
   */
  constructor(registration, listener) {
    this.key = `elearn.outbox.${registration}`;
    this.listener = listener;
    this.wait = FIRST_WAIT;
    /** True if sending is useless until somebody does something, such as sign in. */
    this.halted = false;
    /** True if the page may close in a moment, so that nothing can wait for its turn. */
    this.leaving = false;
    /** @type {Promise<void> | null} */
    this.pumping = null;
    /** @type {(() => void) | null} */
    this.wake = null;
  }

  /** The waiting commits, in order. @returns {Entry[]} */
  entries() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key) ?? "[]");
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  }

  /** @param {Entry[]} entries @returns {boolean} false if the browser did not keep them */
  #keep(entries) {
    try {
      if (entries.length) localStorage.setItem(this.key, JSON.stringify(entries));
      else localStorage.removeItem(this.key);
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Stores a snapshot under the next number of its session.
   *
   * @param {string} session
   * @param {number} acknowledged the last number of this session that the server has acknowledged
   * @param {{ standard: string, cmi: unknown, final: boolean }} snapshot
   * @returns {boolean} false if the browser did not keep it
   */
  put(session, acknowledged, snapshot) {
    const entries = this.entries();
    const last = entries[entries.length - 1];
    const number = last?.session === session ? last.number + 1 : acknowledged + 1;
    const entry = { session, number, ...storable(snapshot) };
    const size = entries.length > 1 ? JSON.stringify(entries).length : 0;
    const kept = (size < MOST_CHARACTERS && this.#keep([...entries, entry])) || this.#replaceLast(entries, entry);
    if (kept) void this.pump();
    if (kept && this.leaving) this.flush();
    return kept;
  }

  /** @param {Entry[]} entries @param {Entry} entry */
  #replaceLast(entries, entry) {
    const last = entries[entries.length - 1];
    if (!last || last.tried || last.session !== entry.session) return false;
    return this.#keep([...entries.slice(0, -1), { ...entry, number: last.number }]);
  }

  /** Sends what is waiting until nothing is left. Only one run at a time. @returns {Promise<void>} */
  pump() {
    this.pumping ??= this.#run().finally(() => {
      this.pumping = null;
      if (this.entries().length && !this.halted) void this.pump();
    });
    return this.pumping;
  }

  /** Tries again now instead of when the pause is over. */
  hurry() {
    this.halted = false;
    this.wait = FIRST_WAIT;
    this.wake?.();
    if (this.entries().length) void this.pump();
  }

  /** Before the page closes: gives the browser a commit that it can still deliver afterwards. */
  flush() {
    const [first, ...rest] = this.entries();
    if (!first || (first.tried && rest.length === 0)) return;
    const last = this.#squeeze();
    if (last) navigator.sendBeacon("/commit", new Blob([JSON.stringify(last)], { type: "application/json" }));
  }

  /** Replaces all unsent commits by the newest. Returns it if it is the next to send. @returns {Entry | null} */
  #squeeze() {
    const entries = this.entries();
    const from = entries.findIndex((entry) => !entry.tried);
    const newest = entries[entries.length - 1];
    const first = entries[from];
    if (!first || !newest || first.session !== newest.session) return null;
    const one = { ...newest, number: first.number, tried: true };
    return this.#keep([...entries.slice(0, from), one]) ? one : null;
  }

  /** Waits until everything is sent or the time is up. @param {number} milliseconds @returns {Promise<boolean>} true if everything is sent */
  async drained(milliseconds) {
    const until = Date.now() + milliseconds;
    this.hurry();
    while (this.entries().length && Date.now() < until && !this.halted) {
      await Promise.race([this.pump(), new Promise((done) => setTimeout(done, Math.min(100, milliseconds)))]);
    }
    return this.entries().length === 0;
  }

  async #run() {
    this.halted = false;
    for (let entry = this.entries()[0]; entry; entry = this.entries()[0]) {
      this.#mark(entry);
      this.listener.moving();
      const answer = await send(entry);
      if (!answer) {
        this.listener.stuck("offline");
        await this.#pause();
      } else if (answer.status === "signed-out" || answer.status === "not-allowed") {
        this.halted = true;
        this.listener.stuck(answer.status === "signed-out" ? "signed-out" : "not-yours");
        return;
      } else {
        this.wait = FIRST_WAIT;
        this.#settle(entry, answer);
      }
    }
  }

  /** @param {Entry} entry */
  #mark(entry) {
    const entries = this.entries();
    const first = entries[0];
    if (first && same(first, entry) && !first.tried) this.#keep([{ ...first, tried: true }, ...entries.slice(1)]);
  }

  /** @param {Entry} entry @param {Answer} answer */
  #settle(entry, answer) {
    const rest = this.entries().filter((kept) => !same(kept, entry));
    if (answer.status === "gap" && answer.expected && answer.expected < entry.number) {
      this.#keep(renumbered([{ ...entry, tried: false }, ...rest], entry.session, answer.expected));
      return;
    }
    const refused = answer.status === "refused";
    this.#keep(refused ? renumbered(rest, entry.session, entry.number) : rest);
    if (refused || answer.status === "not-found") this.listener.refused(entry, answer);
    else this.listener.acknowledged(entry, answer);
  }

  #pause() {
    const wait = this.wait;
    this.wait = Math.min(wait * 2, LONGEST_WAIT);
    return new Promise((/** @type {(value?: unknown) => void} */ done) => {
      const timer = setTimeout(done, wait);
      this.wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }
}

/** @param {Entry} one @param {Entry} other */
function same(one, other) {
  return one.session === other.session && one.number === other.number;
}

/** The entries, with those of one session renumbered from `first`. @param {Entry[]} entries @param {string} session @param {number} first */
function renumbered(entries, session, first) {
  let next = first;
  return entries.map((entry) => (entry.session === session ? { ...entry, number: next++ } : entry));
}

/**
 * A snapshot without what no database stores: half of a letter, as of an emoji that was cut, and NUL. Both become the
 * sign for what cannot be read, so that the rest of the work is kept.
 * @template T @param {T} snapshot @returns {T}
 */
function storable(snapshot) {
  const whole = (/** @type {string} */ text) =>
    text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]|\0/g, (found) => (found.length > 1 ? found : "\ufffd"));
  return JSON.parse(JSON.stringify(snapshot, (_, value) => (typeof value === "string" ? whole(value) : value)));
}

/** Sends one commit. @param {Entry} entry @returns {Promise<Answer | null>} null if we got no answer from our server */
async function send(entry) {
  const { tried: _, ...commit } = entry;
  const body = JSON.stringify(commit);
  try {
    const response = await fetch("/commit", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
      keepalive: body.length < KEEPALIVE_BYTES,
    });
    if (response.status >= 500 || response.status === 429 || response.status === 408) return null;
    const answer = await response.json();
    return typeof answer?.status === "string" ? answer : null;
  } catch {
    return null;
  }
}
