/**
 * Brings what is typed to the server: one request at a time, the newest text of a card in place of what still waits, and nothing
 * forgotten before the server has acknowledged it.
 *
 * Each text waits with the number of the change (`seq`) at which its lines were true, because the server moves lines through what
 * others have changed since. After an answer, what waits for the same card goes to where the answer says the card is now.
 *
 * `queue.js` has what waits, `turns.js` when it is sent, `targets.js` which card it is for, `keep.js` what this device keeps, and
 * `place.js` which page is shown.
 *
 * @typedef {import("./types.js").Lines} Lines
 * @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").Values} Values
 * @typedef {import("./types.js").Action} Action
 * @typedef {import("./waiting.js").Entry} Entry
 * @typedef {import("./waiting.js").Act} Act
 * @typedef {import("./waiting.js").Status} Status
 */

import { ask, Fault } from "./api.js";
import { Keep } from "./keep.js";
import { Place } from "./place.js";
import { Queue } from "./queue.js";
import { Turns } from "./turns.js";
import { asFault, isTyped } from "./waiting.js";

/** How often a button is tried if nobody answers. */
const TRIES = 3;
/** How often a text is tried with which the server has a fault. Then it stands beside, and what comes after it is sent. */
const FAULTS = 6;

/**
 * Tells “status”, “page”, “going” (detail: whether another page is on its way), “stale” (see `aside`), “refused” (detail: `Refused`)
 * and “failed” (a button did nothing; detail: `Fault`).
 */
export class Sync extends EventTarget {
  /** @type {Status} */ status = "kept";

  /**
   * @param {import("./store.js").Store} store
   * @param {{course: string, person: string, window: string, words: {away: string, out: string, changed: string, long: string, failed: string}}} about `course` is the address
   *   of the course's routes, `words` why a button did nothing
   * @param {import("./waiting.js").Around} around
   */
  constructor(store, about, around) {
    super();
    this.store = store;
    this.about = about;
    this.around = around;
    this.place = new Place(store, around, about.course, {
      seen: (state) => this.#seen(state),
      tell: (event) => this.dispatchEvent(event),
      failed: (error) => this.#failed(error),
    });
    const keep = new Keep(around, store.state.course, about.window, about.person);
    this.queue = new Queue(store, around, keep, (event) => this.dispatchEvent(event), (fault) => this.#worded(fault));
    this.turns = new Turns(around, {
      any: () => this.queue.any,
      next: (quiet) => this.#next(quiet),
      started: () => this.#say("sending"),
      ended: () => this.#say(this.queue.entries.length ? "refused" : "kept"),
      away: (fault) => this.#away(fault),
      out: () => this.#out(),
    });
  }

  /** The page that is shown. */
  get at() {
    return this.place.at;
  }
  /** Is another after everything that we type, send and show. */
  get turn() {
    return this.place.turn;
  }
  get entries() {
    return this.queue.entries;
  }
  /** Changes that were not made, and wait for a choice. */
  get aside() {
    return this.queue.aside;
  }
  /** False if the browser keeps nothing: then closing the page loses what is not sent. */
  get kept() {
    return this.queue.kept;
  }
  /** True while nobody is signed in. */
  get halted() {
    return this.turns.halted;
  }
  /** True if the server has not acknowledged everything. */
  get unsent() {
    return this.queue.unsent;
  }
  /** True if something is under way or waits to be sent. */
  get busy() {
    return this.turns.running || this.queue.any;
  }

  /** New text of a block. @param {string} file @param {Lines} lines of the block, as the state says @param {string} text @param {unknown} [from] the same object while a card is open */
  edit(file, lines, text, from) {
    this.#typed(() => this.queue.typed(file, lines, from, { text }));
  }

  /** New values of a form. @param {string} file @param {Lines} lines @param {string} kind @param {Values} values @param {unknown} [from] */
  fields(file, lines, kind, values, from) {
    this.#typed(() => this.queue.typed(file, lines, from, { kind, values }));
  }

  /**
   * What was typed for a block and is not acknowledged. A card that is opened shows the last of it instead of what the state says.
   * @param {string} file @param {Lines} lines @param {object} from the card, which goes on with it
   * @returns {readonly Entry[]} oldest first
   */
  waiting(file, lines, from) {
    const found = this.queue.waiting(file, lines, from);
    // What was refused is tried again, so that its form says why.
    if (found.length) this.turns.soon();
    return found;
  }

  /**
   * @param {object} from the card
   * @param {() => void} run what was typed there stands beside now, so that the card shows what the course says
   * @returns {() => void} ends it
   */
  onAside(from, run) {
    const told = (/** @type {Event} */ event) => {
      const { detail } = /** @type {CustomEvent} */ (event);
      if (detail && this.queue.targets.idOf(from) === detail) run();
    };
    this.addEventListener("stale", told);
    return () => this.removeEventListener("stale", told);
  }

  /** The card was closed, or shows another text than what was typed: the next text is for something else. Sends what waits. */
  closed() {
    this.queue.targets.close();
    void this.flush();
  }

  /** Something is pasted, cut or dropped, or that is over: Undo takes back that alone. @param {boolean} [pasted] */
  apart(pasted = false) {
    this.queue.apart(pasted);
    void this.flush();
  }

  /** Does what a button says, after everything that was typed before. @param {Action} action @returns {Promise<State>} rejects with a Fault in words */
  act(action) {
    if (!isTyped(action)) return this.#do("change", { action });
    return new Promise((resolve, reject) => {
      this.#typed(() => this.queue.named(action, { resolve, reject }));
      void this.flush();
    });
  }
  undo() {
    return this.#do("undo", {});
  }
  redo() {
    return this.#do("redo", {});
  }
  save() {
    return this.#do("save", {});
  }

  /** @param {string} file @param {Lines} lines @param {"mine" | "theirs" | "both"} choose */
  settle(file, lines, choose) {
    const shown = this.store.state.clashes.find((each) => each.file === file && each.lines[0] === lines[0] && each.lines[1] === lines[1]);
    return this.#do("settle", { file, lines, choose, ...(shown ? { ours: shown.ours, theirs: shown.theirs } : {}) });
  }

  /** Shows another page. @param {string} file @param {string} page @returns {Promise<State>} */
  go(file, page) {
    this.queue.targets.leave();
    return this.place.go(file, page, () => this.flush());
  }

  /** Sends what waits, now. @returns {Promise<boolean>} whether the server has everything. False as soon as it cannot be reached */
  async flush() {
    await this.turns.flush();
    return !this.unsent;
  }

  /** Tries again now: the line is back, or somebody has come back. */
  hurry() {
    this.turns.hurry();
  }

  /** The server said so when it was asked for news. */
  signedOut() {
    if (!this.halted) this.turns.halt();
  }

  /** Somebody has signed in again. @param {boolean} same whether it is the person who has typed here */
  resume(same) {
    this.turns.halted = !same;
    const waits = this.queue.first || this.queue.acts.length ? "sending" : this.unsent ? "refused" : "kept";
    this.#say(same ? waits : "other-person");
    if (same) this.hurry();
  }

  /** The page closes: gives the browser what it can still deliver afterwards. The rest is kept on this device. */
  leave() {
    this.turns.last();
    this.queue.write(true);
  }

  /** Finds what windows that are gone have left, and sends it. @returns {Promise<number>} how many changes */
  async recover() {
    let found = 0;
    await this.queue.keep.adopt(({ entries, aside }) => {
      found += this.queue.adopt(entries, aside);
      return this.queue.write();
    });
    if (this.aside.length) this.dispatchEvent(new Event("stale"));
    if (found) this.hurry();
    return found;
  }

  /** Takes one side of a change that was not made. @param {import("./waiting.js").Aside} aside @param {"mine" | "theirs" | "both"} choose */
  choose(aside, choose) {
    this.queue.choose(aside, choose);
    return this.flush();
  }

  /** Shows what was new. Nothing is under way, and nothing waits. @param {State} state */
  news(state) {
    this.queue.targets.leave();
    this.place.show(state);
  }

  /** Writes the record again, so that others see that this window lives. */
  beat() {
    if (this.entries.length || this.aside.length) this.queue.write();
  }

  /** @param {() => void} put */
  #typed(put) {
    this.place.turn += 1;
    // Undo takes back what was there when it was pressed, and never what is typed after it.
    for (const act of this.queue.acts) act.late = act.path === "undo" || act.path === "redo";
    put();
    if (this.status === "kept" || this.status === "refused") this.#say("sending");
    this.turns.soon();
  }

  /** @param {string} path @param {Record<string, unknown>} body @returns {Promise<State>} */
  #do(path, body) {
    return new Promise((resolve, reject) => {
      if (this.halted) {
        const fault = this.#worded(new Fault("signed-out", ""));
        this.dispatchEvent(new CustomEvent("failed", { detail: fault }));
        return reject(fault);
      }
      this.place.turn += 1;
      this.queue.acts.push({ path, body, request: this.around.id(), tries: 0, promised: { resolve, reject } });
      void this.flush();
      this.hurry();
    });
  }

  /** @param {boolean} quiet @returns {(() => Promise<Fault | null>) | null} */
  #next(quiet) {
    for (const act of this.queue.acts.filter(({ late }) => late)) this.queue.fail(act, new Fault("away", ""));
    const entry = this.queue.first;
    const act = this.queue.acts[0];
    // While somebody types on, the newest text waits for its turn.
    if (entry) return quiet || act || entry.tried ? () => this.#sendEntry(entry) : null;
    return act ? () => this.#sendAct(act) : null;
  }

  /** @param {Entry} entry @returns {Promise<Fault | null>} why we cannot go on now */
  async #sendEntry(entry) {
    entry.tried = true;
    this.queue.write();
    const { request, seq, file, lines, text, kind, values, action, pasted } = entry;
    const what = action ? { action } : values ? { form: { file, lines, kind, values } } : { edit: { file, lines, text } };
    try {
      const { at } = this;
      const state = await this.#post("change", { seq, request, ...(pasted ? { pasted } : {}), ...what });
      this.place.show(await this.place.here({ ...state, edited: this.queue.acknowledged(entry, state) }, at));
      this.queue.settle(entry, ({ resolve }) => resolve(state));
    } catch (error) {
      const fault = asFault(error);
      if (fault.status === 500) entry.failed = (entry.failed ?? 0) + 1;
      const lasts = fault.kind === "away" && (entry.failed ?? 0) >= FAULTS;
      if (!lasts && (fault.kind === "away" || fault.kind === "signed-out")) return fault;
      this.queue.notDone(entry, fault);
    }
    return null;
  }

  /** @param {Act} act @returns {Promise<Fault | null>} */
  async #sendAct(act) {
    act.tries += 1;
    try {
      const { at } = this;
      const state = await this.#post(act.path, { seq: this.store.state.seq, request: act.request, ...act.body });
      this.queue.acts.shift();
      this.queue.targets.leave();
      this.place.show(await this.place.here(state, at));
      act.promised.resolve(state);
    } catch (error) {
      const fault = asFault(error);
      if (fault.kind === "away" && act.tries < TRIES) return fault;
      if (fault.kind === "stale") this.store.set(fault.answer.state);
      if (fault.kind === "refused") this.dispatchEvent(new CustomEvent("refused", { detail: fault.answer }));
      this.queue.fail(act, fault);
      if (fault.kind === "away" || fault.kind === "signed-out") return fault;
    }
    return null;
  }

  /** @param {string} path @param {Record<string, unknown>} body */
  #post(path, body) {
    return ask(this.around, `${this.about.course}/${path}`, { window: this.about.window, at: this.at, ...body });
  }

  /** @param {State} state */
  #seen(state) {
    this.queue.look(state);
    if (this.status === "refused" && !this.entries.length) this.#say("kept");
  }

  /** @param {unknown} error @returns {Fault} */
  #failed(error) {
    const fault = this.#worded(asFault(error));
    if (fault.kind === "signed-out") this.signedOut();
    else this.dispatchEvent(new CustomEvent("failed", { detail: fault }));
    return fault;
  }

  /** @param {Fault} fault @returns {Fault} with words, if it has none */
  #worded(fault) {
    const { away, out, changed, long, failed } = this.about.words;
    const { kind, status } = fault;
    fault.message ||= kind === "signed-out" ? out : kind === "stale" ? changed : status === 413 ? long : status >= 400 ? failed : away;
    return fault;
  }

  /** @param {Status} status */
  #say(status) {
    if (status === this.status) return;
    this.status = status;
    this.dispatchEvent(new Event("status"));
  }

  #out() {
    this.queue.failAll(() => true, new Fault("signed-out", ""));
    this.#say("signed-out");
  }

  /** A button that nobody has heard of is not done later, when the page may look different. @param {Fault} fault */
  #away(fault) {
    this.#say(fault.status >= 500 ? "failing" : "away");
    this.queue.failAll(({ tries }) => tries === 0, fault);
  }
}
