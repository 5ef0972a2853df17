/**
 * What waits: texts that are not acknowledged, buttons that were pressed, and changes that somebody has to choose between. At each
 * change it is written to this device. Here is also what an answer makes of it.
 *
 * @typedef {import("./types.js").Lines} Lines
 * @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").Values} Values
 * @typedef {import("./types.js").Action} Action
 * @typedef {import("./waiting.js").Entry} Entry
 * @typedef {import("./waiting.js").Aside} Aside
 * @typedef {import("./waiting.js").Act} Act
 * @typedef {import("./waiting.js").Promised} Promised
 */

import { Fault } from "./api.js";
import { afterEdit, movedAction, textAt } from "./lines.js";
import { Targets } from "./targets.js";
import { asText } from "./waiting.js";

export class Queue {
  /** @type {Entry[]} */ entries = [];
  /** @type {Aside[]} */ aside = [];
  /** @type {Act[]} */ acts = [];
  /** False if the browser keeps nothing: then closing the page loses what is not sent. */
  kept = true;
  /** @type {Map<string, Promised[]>} by request */
  #promised = new Map();
  #pasting = false;

  /**
   * @param {import("./store.js").Store} store
   * @param {import("./waiting.js").Around} around
   * @param {import("./keep.js").Keep} keep
   * @param {(event: Event) => void} tell “status”, “stale”, “refused” and “failed”, as `Sync` says them
   * @param {(fault: Fault) => Fault} worded
   */
  constructor(store, around, keep, tell, worded) {
    this.store = store;
    this.around = around;
    this.keep = keep;
    this.tell = tell;
    this.worded = worded;
    this.targets = new Targets(around.id);
  }

  /** True if the server has not acknowledged everything. */
  get unsent() {
    return this.acts.length > 0 || this.entries.length > 0;
  }

  /** True if something is to be sent. What was refused is not, until its form says something else. */
  get any() {
    return this.first !== undefined || this.acts.length > 0;
  }

  /** The first that can be sent: what was typed comes before what was pressed. */
  get first() {
    return this.entries.find((each) => !each.held);
  }

  /** @param {string} file @param {Lines} lines @param {unknown} from @param {{text: string} | {kind: string, values: Values}} what */
  typed(file, lines, from, what) {
    const open = this.targets.of(file, lines, from, this.store.state.seq);
    this.#add({ request: this.around.id(), target: open.id, seq: open.seq, file, page: this.store.state.page.id, lines: open.lines, old: textAt(this.store.state, file, open.lines), ...(this.#pasting ? { pasted: true } : {}), ...what });
  }

  /** What comes next is a step of its own. @param {boolean} pasted whether it is pasted */
  apart(pasted) {
    this.#pasting = pasted;
    for (const each of this.entries) each.apart = true;
  }

  /** A title, or the course's facts. @param {Action} action @param {Promised} promised */
  named(action, promised) {
    const request = this.around.id();
    const file = String(action.file ?? "");
    this.#promised.set(request, [promised]);
    this.#add({ request, target: `${action.action} ${file} ${action.page ?? ""}`, seq: this.store.state.seq, file, lines: [0, 0], old: "", action });
  }

  /** @param {string} file @param {Lines} lines @param {object} from @returns {readonly Entry[]} what waits for a block, oldest first, if a card goes on with it */
  waiting(file, lines, from) {
    const { seq } = this.store.state;
    const text = textAt(this.store.state, file, lines);
    const here = (/** @type {Entry} */ each) => each.file === file && !each.action && each.seq === seq && each.lines[0] === lines[0] && each.lines[1] === lines[1];
    // What was refused stays where it was while the course changes around it.
    const found = this.entries.find((each) => here(each) || (each.held && each.file === file && text !== "" && each.old === text));
    if (!found) return [];
    if (found.held) Object.assign(found, { lines, seq, held: false });
    this.targets.goOn({ ...found, lines }, seq, from);
    return this.entries.filter((each) => each.target === found.target);
  }

  /** Takes over what a window that is gone has left. @param {Entry[]} entries @param {Aside[]} aside @returns {number} how many changes */
  adopt(entries, aside) {
    const fresh = entries.filter((entry) => !this.entries.some((own) => own.request === entry.request));
    this.entries.unshift(...fresh.map((entry) => ({ ...entry, held: false, found: true })));
    this.aside.push(...aside);
    return fresh.length + aside.length;
  }

  /** @param {Aside} aside @param {"mine" | "theirs" | "both"} choose */
  choose(aside, choose) {
    this.aside = this.aside.filter((each) => each !== aside);
    if (choose !== "theirs") {
      const text = choose === "mine" || !aside.theirs ? aside.mine : `${aside.theirs.replace(/\n+$/, "")}\n\n${aside.mine}`;
      this.entries.push({ request: this.around.id(), target: this.around.id(), file: aside.file, lines: aside.lines, seq: aside.seq, old: aside.theirs, text, found: true });
    }
    this.targets.leave();
    this.write();
    this.tell(new Event("stale"));
  }

  /** @param {boolean} [leaving] the page closes @returns {boolean} whether it is kept on this device */
  write(leaving = false) {
    const kept = this.keep.write(this.entries, this.aside, leaving);
    if (kept !== this.kept) {
      this.kept = kept;
      this.tell(new Event("status"));
    }
    return kept;
  }

  /** @param {Entry} entry @param {State} state @returns {Lines | null} where it is now */
  acknowledged(entry, state) {
    const edited = entry.action ? null : afterEdit(entry, state);
    this.entries = this.entries.filter((each) => each !== entry && !(each.held && each.target === entry.target));
    this.targets.moved(entry, state, edited, entry.text ?? (edited && textAt(state, entry.file, edited)));
    if (edited) {
      for (const each of this.entries) {
        if (each.target === entry.target && !each.held) Object.assign(each, { lines: edited, seq: state.seq });
      }
      if (state.seq > this.store.state.seq + 1) this.#dropActs();
      for (const act of this.acts) movedAction(/** @type {any} */ (act.body.action), entry.file, entry.lines, edited);
    }
    this.write();
    return edited;
  }

  /** @param {Entry} entry @param {(promised: Promised) => void} settle */
  settle(entry, settle) {
    for (const each of this.#promised.get(entry.request) ?? []) settle(each);
    this.#promised.delete(entry.request);
  }

  /** @param {Entry} entry @param {Fault} fault */
  notDone(entry, fault) {
    const { answer } = fault;
    this.worded(fault);
    if (fault.kind === "stale" && !entry.action) this.#stale(entry, answer);
    else if (fault.kind === "refused" || entry.text === undefined) this.#refused(entry, fault);
    else this.#setAside(entry, { lines: entry.lines, seq: entry.seq, mine: entry.text, theirs: entry.old, by: "", message: fault.message });
    this.write();
    this.settle(entry, ({ reject }) => reject(fault));
  }

  /** What was refused for a block that says something else now stands beside. @param {State} state */
  look({ page }) {
    const gone = this.entries.filter((each) => each.held && each.file === page.file && each.page === page.id && !page.blocks.some(({ text }) => text === each.old));
    for (const each of gone) this.#setAside(each, { lines: each.lines, seq: each.seq, mine: asText(each), theirs: each.old, by: "", message: "", form: each.text === undefined });
    if (gone.length) this.write();
  }

  /** A button did nothing. @param {Act} act @param {Fault} fault */
  fail(act, fault) {
    this.acts = this.acts.filter((each) => each !== act);
    act.promised.reject(this.worded(fault));
    this.tell(new CustomEvent("failed", { detail: fault }));
  }

  /** @param {(act: Act) => boolean} which @param {Fault} fault */
  failAll(which, fault) {
    for (const act of this.acts.filter(which)) this.fail(act, fault);
  }

  /** @param {Entry} entry */
  #add(entry) {
    const waiting = this.entries.findIndex((each) => each.target === entry.target && !each.tried && !each.apart);
    const before = this.entries[waiting];
    if (before) {
      this.entries[waiting] = { ...before, text: entry.text, kind: entry.kind, values: entry.values, action: entry.action };
      this.#promised.set(before.request, [...(this.#promised.get(before.request) ?? []), ...(this.#promised.get(entry.request) ?? [])]);
      this.#promised.delete(entry.request);
    } else this.entries.push(entry);
    this.write();
  }

  /** Somebody else has changed something, so that the lines which a button named may say something else. */
  #dropActs() {
    this.failAll(({ body, tries }) => tries === 0 && /** @type {any} */ (body.action)?.lines, new Fault("stale", ""));
  }

  /** Its form says why, and goes on with it. @param {Entry} entry @param {Fault} fault */
  #refused(entry, { message, answer }) {
    const newer = this.entries.some((each) => each !== entry && each.target === entry.target && !each.held);
    this.entries = this.entries.filter((each) => each !== entry && !(each.held && each.target === entry.target));
    if (entry.found) this.#setAside(entry, { lines: entry.lines, seq: entry.seq, mine: asText(entry), theirs: entry.old, by: "", message, form: true });
    else if (!newer && !entry.action) this.entries.push(Object.assign(entry, { held: true }));
    const problems = answer?.problems?.length ? answer.problems : [{ field: "", message, remedy: "" }];
    this.tell(new CustomEvent("refused", { detail: { ...answer, problems, file: entry.file, lines: entry.lines } }));
  }

  /** @param {Entry} entry @param {import("./types.js").Stale} answer */
  #stale(entry, { state, lines, text, mine, by }) {
    const gone = lines[0] === lines[1];
    if (!gone && this.targets.wrote(entry.target, text)) {
      // What it says now is what we have written ourselves, with an answer that never came or while a button worked.
      const again = { ...entry, request: this.around.id(), lines, seq: state.seq, tried: false };
      this.entries = this.entries.map((each) => (each === entry ? again : each.target === entry.target ? { ...each, lines, seq: state.seq } : each));
    } else this.#setAside(entry, { lines, seq: state.seq, mine: mine || (entry.text ?? ""), theirs: text, by, message: "" });
    this.write();
    this.store.set(state);
  }

  /** @param {Entry} entry @param {Omit<Aside, "request" | "file">} said */
  #setAside(entry, said) {
    const newest = [...this.entries].reverse().find((each) => each !== entry && each.target === entry.target && each.text !== undefined);
    this.entries = this.entries.filter((each) => each !== entry && (each.target !== entry.target || each.text === undefined));
    this.aside.push({ request: entry.request, file: entry.file, ...said, mine: newest?.text ?? said.mine });
    this.targets.leave(entry.target);
    this.tell(new CustomEvent("stale", { detail: entry.target }));
  }
}
