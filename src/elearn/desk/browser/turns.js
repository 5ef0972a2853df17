/**
 * Sends what waits, one thing at a time. While nobody answers it tries again, after longer and longer waits. While nobody is
 * signed in it stands still.
 *
 * @typedef {import("./api.js").Fault} Fault
 * @typedef {object} Work
 * @property {() => boolean} any whether anything waits to be sent
 * @property {(quiet: boolean) => (() => Promise<Fault | null>) | null} next sends the next one, and gives why we cannot go on now.
 *   `quiet`: nobody types at this moment
 * @property {() => void} started
 * @property {() => void} ended everything has been sent that can be
 * @property {(fault: Fault) => void} away nobody answered
 * @property {() => void} out nobody is signed in
 */

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
/**
 * How long the keys must rest. With what it takes until a key is heard of here and until the timer comes, a text goes
 * 230 ms after its last key. What it says is then in the preview before 300 ms are over.
 */
const QUIET = 225;
const AT_LEAST = 1000;

export class Turns {
  halted = false;
  #wait = FIRST_WAIT;
  /** @type {any} */ #timer = null;
  #firstKey = 0;
  /** @type {Promise<void> | null} */
  #running = null;
  /** @type {(() => void) | null} */
  #wake = null;
  /** @type {Set<() => void>} those who wait for everything to be sent, and learn that it cannot be now */
  #stuck = new Set();

  /** @param {import("./waiting.js").Around} around @param {Work} work */
  constructor(around, work) {
    this.around = around;
    this.work = work;
  }

  /** True while a request is under way. */
  get running() {
    return this.#running !== null;
  }

  /** Something was typed: it is sent when it is quiet for a moment, and at least once a second. */
  soon() {
    const now = this.around.now();
    if (this.#timer === null) this.#firstKey = now;
    this.around.clearTimeout(this.#timer);
    this.#timer = this.around.setTimeout(() => void this.flush(), Math.max(0, Math.min(QUIET, this.#firstKey + AT_LEAST - now)));
    this.#wait = FIRST_WAIT;
    this.#wake?.();
  }

  /** Sends what waits, now. Ends when all is sent, or as soon as it cannot be. */
  async flush() {
    this.#unwind();
    if (this.halted || !this.work.any()) return;
    let stuck = () => {};
    const waiting = new Promise((/** @type {(value?: unknown) => void} */ done) => (stuck = done));
    this.#stuck.add(stuck);
    await Promise.race([this.#run(), waiting]);
    this.#stuck.delete(stuck);
  }

  /** Tries again without waiting. */
  hurry() {
    this.#wait = FIRST_WAIT;
    this.#wake?.();
    if (!this.halted && this.work.any()) void this.#run();
  }

  /** Starts what the browser can still deliver after the page is closed. */
  last() {
    this.#unwind();
    if (!this.#running && !this.halted && this.work.any()) void this.#run();
  }

  halt() {
    this.halted = true;
    this.work.out();
    this.#tellStuck();
  }

  #unwind() {
    this.around.clearTimeout(this.#timer);
    this.#timer = null;
  }

  #tellStuck() {
    for (const each of [...this.#stuck]) each();
  }

  #run() {
    this.#running ??= this.#all().finally(() => {
      this.#running = null;
      if (this.work.any() && !this.halted && this.#timer === null) void this.#run();
    });
    return this.#running;
  }

  async #all() {
    for (;;) {
      const send = this.halted ? null : this.work.next(this.#timer === null);
      if (!send) break;
      this.work.started();
      const fault = await send();
      if (!fault) this.#wait = FIRST_WAIT;
      else if (fault.kind === "away") await this.#pause(fault);
      else if (fault.kind === "signed-out") this.halt();
    }
    if (!this.halted && !this.work.any()) this.work.ended();
  }

  /** @param {Fault} fault */
  #pause(fault) {
    this.work.away(fault);
    this.#tellStuck();
    const wait = this.#wait;
    this.#wait = Math.min(wait * 2, LONGEST_WAIT);
    return new Promise((/** @type {(value?: unknown) => void} */ done) => {
      const timer = this.around.setTimeout(() => this.#wake?.(), wait);
      this.#wake = () => {
        this.around.clearTimeout(timer);
        this.#wake = null;
        done();
      };
    });
  }
}
