/**
 * Brings what is typed to the server: one request at a time, the newest text of a card in place of what still waits, and nothing
 * forgotten before the server has acknowledged it.
 *
 * Each text waits with the number of the change (`seq`) at which its lines were true, because the server moves lines through what
 * others have changed since. After an answer, what waits for the same card goes to where the answer says the card is now.
 *
 * @typedef {import("./types.js").Lines} Lines
 * @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").Values} Values
 * @typedef {import("./types.js").Action} Action
 * @typedef {import("./waiting.js").Entry} Entry
 * @typedef {import("./waiting.js").Aside} Aside
 * @typedef {import("./waiting.js").Act} Act
 * @typedef {import("./waiting.js").Promised} Promised
 * @typedef {import("./waiting.js").Status} Status
 * @typedef {import("./waiting.js").Around} Around
 */

import { ask, Fault } from "./api.js";
import { Keep } from "./keep.js";
import { afterEdit, movedAction, movedBy, textAt } from "./lines.js";
import { asFault, asText, isTyped } from "./waiting.js";

const QUIET = 250;
const AT_LEAST = 1000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
/** How often a button is tried if nobody answers. */
const TRIES = 3;

export class Sync extends EventTarget {
  /** @type {Entry[]} */ entries = [];
  /** @type {Aside[]} */ aside = [];
  /** @type {Act[]} */ acts = [];
  /** @type {Status} */ status = "kept";
  /** False if the browser keeps nothing: then closing the page loses what is not sent. */
  kept = true;
  halted = false;
  /** Counts what we type and send, so that news that is older than it is not shown. */
  turn = 0;
  /** @type {{id: string, file: string, lines: Lines, seq: number, asked: Lines | null, from: unknown} | null} the open card */
  #open = null;
  /** @type {Map<string, Promised[]>} by request */
  #promised = new Map();
  /** @type {Map<string, string>} what we wrote last, by target */
  #ours = new Map();
  /** @type {{target: string, lines: Lines, seq: number} | null} where the last text went, which may be several blocks now */
  #last = null;
  /** @type {WeakMap<object, string>} the target of what is open */
  #targets = new WeakMap();
  #wait = FIRST_WAIT;
  /** @type {any} */ #timer = null;
  #firstKey = 0;
  /** @type {Promise<void> | null} */
  #pumping = null;
  /** @type {(() => void) | null} */
  #wake = null;

  /**
   * @param {import("./store.js").Store} store
   * @param {{course: string, person: string, window: string, words: {away: string, out: string, changed: string}}} about `course` is the address
   *   of the course's routes, `words` why a button did nothing
   * @param {Around} around
   */
  constructor(store, about, around) {
    super();
    this.store = store;
    this.about = about;
    this.around = around;
    this.at = { file: store.state.page.file, page: store.state.page.id };
    this.keep = new Keep(around, store.state.course, about.window, about.person);
  }

  /** True if something is under way or waits to be sent. */
  get busy() {
    return this.#pumping !== null || this.unsent;
  }

  /** True if the server has not acknowledged everything. */
  get unsent() {
    return this.acts.length > 0 || this.entries.length > 0;
  }

  /** New text of a block. @param {string} file @param {Lines} lines of the block, as the state says @param {string} text @param {unknown} [from] the same object while a card is open */
  edit(file, lines, text, from) {
    this.#put(file, lines, from, { text });
  }

  /** New values of a form. @param {string} file @param {Lines} lines @param {string} kind @param {Values} values @param {unknown} [from] */
  fields(file, lines, kind, values, from) {
    this.#put(file, lines, from, { kind, values });
  }

  /**
   * What was typed for a block and is not acknowledged. A card that is opened shows the last of it instead of what the state says.
   * @param {string} file @param {Lines} lines @param {object} from the card, which goes on with it
   * @returns {readonly Entry[]} oldest first
   */
  waiting(file, lines, from) {
    const { seq } = this.store.state;
    const found = this.entries.find((each) => each.file === file && !each.action && each.seq === seq && each.lines[0] === lines[0] && each.lines[1] === lines[1]);
    if (!found) return [];
    this.#targets.set(from, found.target);
    this.#open = { id: found.target, file, lines, seq, asked: null, from };
    return this.entries.filter((each) => each.target === found.target);
  }

  /** The card was closed, or shows another text than what was typed: the next text is for something else. Sends what waits. */
  closed() {
    this.#open = null;
    this.#targets = new WeakMap();
    void this.flush();
  }

  /** Does what a button says, after everything that was typed before. @param {Action} action @returns {Promise<State>} rejects with a Fault in words */
  act(action) {
    if (isTyped(action)) return this.#typed(action);
    return this.#do("change", { action });
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
    return this.#do("settle", { file, lines, choose });
  }

  /** Shows another page. @param {string} file @param {string} page @returns {Promise<State>} */
  async go(file, page) {
    this.#open = null;
    await this.flush();
    this.turn += 1;
    /** @type {State} */
    let state;
    do state = await ask(this.around, `${this.about.course}/state?${new URLSearchParams({ file, page })}`).catch((fault) => Promise.reject(this.#worded(fault)));
    while (state.seq < this.store.state.seq); // an answer to a change was faster
    this.#show(state);
    this.dispatchEvent(new Event("page"));
    return state;
  }

  /** Sends what waits, now. @returns {Promise<boolean>} whether the server has everything. False as soon as it cannot be reached */
  async flush() {
    this.#unwind();
    if (this.#next() && !this.halted) {
      let stuck = () => {};
      const waiting = new Promise((/** @type {(value?: unknown) => void} */ done) => (stuck = done));
      this.addEventListener("stuck", stuck);
      await Promise.race([this.#pump(), waiting]);
      this.removeEventListener("stuck", stuck);
    }
    return !this.unsent;
  }

  /** Tries again now: the line is back, or somebody has come back. */
  hurry() {
    this.#wait = FIRST_WAIT;
    this.#wake?.();
    if (!this.halted && this.#next()) void this.#pump();
  }

  /** The server said so when it was asked for news. */
  signedOut() {
    if (!this.halted) this.#halt();
  }

  /** Somebody has signed in again. @param {boolean} same whether it is the person who has typed here */
  resume(same) {
    this.halted = !same;
    this.#say(same ? (this.unsent ? "sending" : "kept") : "other-person");
    if (same) this.hurry();
  }

  /** The page closes: gives the browser what it can still deliver afterwards. The rest is kept on this device. */
  leave() {
    this.#unwind();
    if (!this.#pumping && !this.halted && this.#next()) void this.#pump();
    this.keep.write(this.entries, this.aside, true);
  }

  /** Finds what windows that are gone have left, and sends it. @returns {Promise<number>} how many changes */
  async recover() {
    let found = 0;
    await this.keep.adopt(({ entries, aside }) => {
      const fresh = entries.filter((entry) => !this.entries.some((own) => own.request === entry.request));
      this.entries.unshift(...fresh.map((entry) => ({ ...entry, held: false, found: true })));
      this.aside.push(...aside);
      found += fresh.length + aside.length;
      return this.#write();
    });
    if (this.aside.length) this.dispatchEvent(new Event("stale"));
    if (found) this.hurry();
    return found;
  }

  /** Takes one side of a change that was not made. @param {Aside} aside @param {"mine" | "theirs" | "both"} choose */
  choose(aside, choose) {
    this.aside = this.aside.filter((each) => each !== aside);
    if (choose !== "theirs") {
      const text = choose === "mine" || !aside.theirs ? aside.mine : `${aside.theirs.replace(/\n+$/, "")}\n\n${aside.mine}`;
      this.entries.push({ request: this.around.id(), target: this.around.id(), file: aside.file, lines: aside.lines, seq: aside.seq, old: aside.theirs, text });
    }
    this.#open = null;
    this.#write();
    this.dispatchEvent(new Event("stale"));
    return this.flush();
  }

  /** Shows what was new. Nothing is under way, and nothing waits. @param {State} state */
  news(state) {
    this.#open = null;
    this.store.set(state);
  }

  /** Writes the record again, so that others see that this window lives. */
  beat() {
    if (this.entries.length || this.aside.length) this.#write();
  }

  /** @param {string} file @param {Lines} lines @param {unknown} from @param {{text: string} | {kind: string, values: Values}} what */
  #put(file, lines, from, what) {
    const open = this.#target(file, lines, from);
    this.#add({ request: this.around.id(), target: open.id, seq: open.seq, file, lines: open.lines, old: textAt(this.store.state, file, open.lines), ...what });
    const now = this.around.now();
    if (this.#timer === null) this.#firstKey = now;
    this.around.clearTimeout(this.#timer);
    this.#timer = this.around.setTimeout(() => void this.flush(), Math.max(0, Math.min(QUIET, this.#firstKey + AT_LEAST - now)));
    this.#wait = FIRST_WAIT;
    this.#wake?.();
  }

  /** @param {string} file @param {Lines} lines @param {unknown} from */
  #target(file, lines, from) {
    const open = this.#open;
    const known = open && [open.asked, open.lines].some((each) => each && each[0] === lines[0] && each[1] === lines[1]);
    if (open && open.file === file && (from === undefined ? open.from === undefined && known : open.from === from)) return open;
    const within = from instanceof Object ? from : {};
    const id = this.#targets.get(within) ?? this.around.id();
    this.#targets.set(within, id);
    const last = this.#last;
    const now = last?.target === id && last.seq === this.store.state.seq ? last.lines : lines;
    this.#open = { id, file, lines: now, asked: lines, seq: this.store.state.seq, from };
    return this.#open;
  }

  /** @param {Entry} entry */
  #add(entry) {
    this.turn += 1;
    const waiting = this.entries.findIndex((each) => each.target === entry.target && !each.tried);
    const before = this.entries[waiting];
    if (before) {
      this.entries[waiting] = { ...before, text: entry.text, kind: entry.kind, values: entry.values, action: entry.action };
      this.#promised.set(before.request, [...(this.#promised.get(before.request) ?? []), ...(this.#promised.get(entry.request) ?? [])]);
      this.#promised.delete(entry.request);
    } else this.entries.push(entry);
    this.#write();
    if (this.status === "kept" || this.status === "refused") this.#say("sending");
  }

  /** @param {Action} action @returns {Promise<State>} */
  #typed(action) {
    return new Promise((resolve, reject) => {
      const request = this.around.id();
      const file = String(action.file ?? "");
      this.#promised.set(request, [{ resolve, reject }]);
      this.#add({ request, target: `${action.action} ${file} ${action.page ?? ""}`, seq: this.store.state.seq, file, lines: [0, 0], old: "", action });
      void this.flush();
    });
  }

  /** @param {string} path @param {Record<string, unknown>} body @returns {Promise<State>} */
  #do(path, body) {
    return new Promise((resolve, reject) => {
      if (this.halted) return reject(this.#worded(new Fault("signed-out", "")));
      this.turn += 1;
      this.acts.push({ path, body, request: this.around.id(), tries: 0, promised: { resolve, reject } });
      void this.flush();
      this.hurry();
    });
  }

  /** @returns {Entry | undefined} */
  #next() {
    return this.entries.find((each) => !each.held) ?? /** @type {any} */ (this.acts[0]);
  }

  /** @param {Fault} fault @returns {Fault} with words, if it has none */
  #worded(fault) {
    const { away, out, changed } = this.about.words;
    fault.message ||= fault.kind === "signed-out" ? out : fault.kind === "stale" ? changed : away;
    return fault;
  }

  /** A button did nothing. @param {Act} act @param {Fault} fault */
  #fail(act, fault) {
    act.promised.reject(this.#worded(fault));
    this.dispatchEvent(new CustomEvent("failed", { detail: fault }));
  }

  #unwind() {
    this.around.clearTimeout(this.#timer);
    this.#timer = null;
  }

  #pump() {
    this.#pumping ??= this.#run().finally(() => {
      this.#pumping = null;
      if (this.#next() && !this.halted && this.#timer === null) void this.#pump();
    });
    return this.#pumping;
  }

  async #run() {
    for (;;) {
      const entry = this.entries.find((each) => !each.held);
      const act = entry ? undefined : this.acts[0];
      // While somebody types on, the newest text waits for its turn.
      if (this.halted || (!entry && !act) || (this.#timer !== null && !this.acts.length && !entry?.tried)) break;
      this.#say("sending");
      const fault = await (entry ? this.#sendEntry(entry) : this.#sendAct(/** @type {Act} */ (act)));
      if (!fault) this.#wait = FIRST_WAIT;
      else if (fault.kind === "away") await this.#pause(fault);
      else if (fault.kind === "signed-out") this.#halt();
    }
    if (!this.halted && !this.#next()) this.#say(this.entries.length ? "refused" : "kept");
  }

  /** @param {Entry} entry @returns {Promise<Fault | null>} why we cannot go on now */
  async #sendEntry(entry) {
    entry.tried = true;
    this.#write();
    const { request, seq, file, lines, text, kind, values, action } = entry;
    const what = action ? { action } : values ? { form: { file, lines, kind, values } } : { edit: { file, lines, text } };
    try {
      const state = await this.#post("change", { seq, request, ...what });
      this.#acknowledged(entry, await this.#ofPage(state, file));
    } catch (error) {
      const fault = asFault(error);
      if (fault.kind === "away" || fault.kind === "signed-out") return fault;
      this.#notDone(entry, fault);
    }
    return null;
  }

  /** @param {Act} act @returns {Promise<Fault | null>} */
  async #sendAct(act) {
    act.tries += 1;
    const before = this.store.state.seq;
    try {
      const state = await this.#post(act.path, { seq: before, request: act.request, ...act.body });
      this.acts.shift();
      this.#open = null;
      this.#show(state);
      act.promised.resolve(state);
    } catch (error) {
      const fault = asFault(error);
      if (fault.kind === "away" && act.tries < TRIES) return fault;
      this.acts.shift();
      if (fault.kind === "stale") this.store.set(fault.answer.state);
      if (fault.kind === "refused") this.dispatchEvent(new CustomEvent("refused", { detail: fault.answer }));
      this.#fail(act, fault);
      if (fault.kind === "away" || fault.kind === "signed-out") return fault;
    }
    return null;
  }

  /** @param {string} path @param {Record<string, unknown>} body */
  #post(path, body) {
    return ask(this.around, `${this.about.course}/${path}`, { window: this.about.window, at: this.at, ...body });
  }

  /**
   * With its title, a page may have got another id, so that the answer shows another page.
   * @param {State} state @param {string} file @returns {Promise<State>} that of the page in which the text now is
   */
  async #ofPage(state, file) {
    const { edited, page } = state;
    if (!edited || (page.file === this.at.file && page.id === this.at.page)) return state;
    const now = state.outline.find((each) => each.file === file)?.pages.find(({ lines }) => lines[0] <= edited[0] && edited[0] < lines[1]);
    if (!now || now.id === page.id) return state;
    const asked = `${this.about.course}/state?${new URLSearchParams({ file, page: now.id })}`;
    const other = await ask(this.around, asked).catch(() => null);
    return other?.seq === state.seq ? { ...other, edited } : state;
  }

  /** @param {Entry} entry @param {State} state */
  #acknowledged(entry, state) {
    const edited = entry.action ? null : afterEdit(entry, state);
    this.entries = this.entries.filter((each) => each !== entry && !(each.held && each.target === entry.target));
    const open = this.#open;
    const wrote = entry.text ?? (edited && textAt(state, entry.file, edited));
    if (wrote) this.#ours.set(entry.target, wrote);
    this.#last = edited && { target: entry.target, lines: edited, seq: state.seq };
    if (edited) {
      const own = state.seq === entry.seq + 1;
      for (const each of this.entries) {
        if (each.target === entry.target && !each.held) Object.assign(each, { lines: edited, seq: state.seq });
      }
      if (open && open.id === entry.target) Object.assign(open, { lines: edited, seq: state.seq, asked: null });
      else if (open && own && open.seq === entry.seq) Object.assign(open, { lines: open.file === entry.file ? movedBy(open.lines, entry.lines, edited) : open.lines, seq: state.seq });
      if (state.seq > this.store.state.seq + 1) this.#dropActs();
      for (const act of this.acts) movedAction(/** @type {any} */ (act.body.action), entry.file, entry.lines, edited);
    } else this.#open = null;
    this.#write();
    this.#show({ ...state, edited });
    for (const each of this.#promised.get(entry.request) ?? []) each.resolve(state);
    this.#promised.delete(entry.request);
  }

  /** Somebody else has changed something, so that the lines which a button named may say something else. */
  #dropActs() {
    const unsure = this.acts.filter(({ body, tries }) => tries === 0 && /** @type {any} */ (body.action)?.lines);
    this.acts = this.acts.filter((act) => !unsure.includes(act));
    for (const act of unsure) this.#fail(act, new Fault("stale", ""));
  }

  /** @param {State} state */
  #show(state) {
    this.at = { file: state.page.file, page: state.page.id };
    this.store.set(state);
  }

  /** @param {Entry} entry @param {Fault} fault */
  #notDone(entry, fault) {
    const { answer } = fault;
    const promised = this.#promised.get(entry.request) ?? [];
    this.#promised.delete(entry.request);
    if (fault.kind === "stale" && !entry.action) this.#stale(entry, answer);
    else if (fault.kind === "refused" || entry.text === undefined) {
      const newer = this.entries.some((each) => each !== entry && each.target === entry.target && !each.held);
      this.entries = this.entries.filter((each) => each !== entry && !(each.held && each.target === entry.target));
      if (entry.found) this.#setAside(entry, { lines: entry.lines, seq: entry.seq, mine: asText(entry), theirs: entry.old, by: "", message: fault.message, form: true });
      else if (!newer && !entry.action) this.entries.push(Object.assign(entry, { held: true }));
      const problems = answer?.problems?.length ? answer.problems : [{ field: "", message: fault.message, remedy: "" }];
      this.dispatchEvent(new CustomEvent("refused", { detail: { ...answer, problems, file: entry.file, lines: entry.lines } }));
    } else this.#setAside(entry, { lines: entry.lines, seq: entry.seq, mine: entry.text, theirs: entry.old, by: "", message: fault.message });
    this.#write();
    for (const each of promised) each.reject(fault);
  }

  /** @param {Entry} entry @param {import("./types.js").Stale} answer */
  #stale(entry, answer) {
    const { state, lines, text, mine, by } = answer;
    const gone = lines[0] === lines[1];
    if (!gone && this.#ours.get(entry.target) === text) {
      // What it says now is what we have written ourselves, with an answer that never came or while a button worked.
      const again = { ...entry, request: this.around.id(), lines, seq: state.seq, tried: false };
      this.entries = this.entries.map((each) => (each === entry ? again : each.target === entry.target ? { ...each, lines, seq: state.seq } : each));
      this.#ours.delete(entry.target);
    } else this.#setAside(entry, { lines, seq: state.seq, mine: mine || (entry.text ?? ""), theirs: text, by, message: "" });
    this.#write();
    this.store.set(state);
  }

  /** @param {Entry} entry @param {Omit<Aside, "request" | "file">} said */
  #setAside(entry, said) {
    const newest = [...this.entries].reverse().find((each) => each !== entry && each.target === entry.target && each.text !== undefined);
    this.entries = this.entries.filter((each) => each !== entry && each !== newest);
    this.aside.push({ request: entry.request, file: entry.file, ...said, mine: newest?.text ?? said.mine });
    if (this.#open?.id === entry.target) this.#open = null;
    this.dispatchEvent(new Event("stale"));
  }

  #write() {
    const kept = this.keep.write(this.entries, this.aside);
    if (kept !== this.kept) {
      this.kept = kept;
      this.dispatchEvent(new Event("status"));
    }
    return kept;
  }

  /** @param {Status} status */
  #say(status) {
    if (status === this.status) return;
    this.status = status;
    this.dispatchEvent(new Event("status"));
  }

  #halt() {
    this.halted = true;
    for (const act of this.acts.splice(0)) this.#fail(act, new Fault("signed-out", ""));
    this.#say("signed-out");
    this.dispatchEvent(new Event("stuck"));
  }

  /** @param {Fault} fault */
  #pause(fault) {
    this.#say("away");
    // A button that nobody has heard of is not done later, when the page may look different.
    const untried = this.acts.filter((act) => act.tries === 0);
    this.acts = this.acts.filter((act) => act.tries > 0);
    for (const act of untried) this.#fail(act, fault);
    this.dispatchEvent(new Event("stuck"));
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
