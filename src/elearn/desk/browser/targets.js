/**
 * Which card a text is typed into, and in which lines that card is now. A card passes the same object (`from`) while it is open.
 *
 * @typedef {import("./types.js").Lines} Lines
 * @typedef {import("./types.js").State} State
 * @typedef {import("./waiting.js").Entry} Entry
 * @typedef {{id: string, file: string, lines: Lines, seq: number, asked: Lines | null, from: unknown}} Target `asked`: the lines that
 *   the card named, until an answer says where they are
 */

import { movedBy } from "./lines.js";

export class Targets {
  /** @type {Target | null} the open card */
  #open = null;
  /** @type {WeakMap<object, string>} the target of what is open */
  #ids = new WeakMap();
  /** @type {Map<string, string>} what we wrote last, by target */
  #ours = new Map();
  /** @type {{target: string, lines: Lines, seq: number} | null} where the last text went, which may be several blocks now */
  #last = null;

  /** @param {() => string} newId */
  constructor(newId) {
    this.newId = newId;
  }

  /** @param {string} file @param {Lines} lines @param {unknown} from @param {number} seq of the state that names these lines @returns {Target} */
  of(file, lines, from, seq) {
    const open = this.#open;
    const known = open && [open.asked, open.lines].some((each) => each && each[0] === lines[0] && each[1] === lines[1]);
    if (open && open.file === file && (from === undefined ? open.from === undefined && known : open.from === from)) return open;
    const within = from instanceof Object ? from : {};
    const id = this.#ids.get(within) ?? this.newId();
    this.#ids.set(within, id);
    const last = this.#last;
    const now = last?.target === id && last.seq === seq ? last.lines : lines;
    this.#open = { id, file, lines: now, asked: lines, seq, from };
    return this.#open;
  }

  /** @param {object} from @returns {string | undefined} the target of what is typed there */
  idOf(from) {
    return this.#ids.get(from);
  }

  /** A card goes on with what waits for these lines. @param {Entry} entry @param {number} seq @param {object} from */
  goOn({ target, file, lines }, seq, from) {
    this.#ids.set(from, target);
    this.#open = { id: target, file, lines, seq, asked: null, from };
  }

  /** The lines may say something else: whoever types next names them anew. @param {string} [target] only if this one is open */
  leave(target = this.#open?.id) {
    if (this.#open?.id === target) this.#open = null;
  }

  /** The next text is for something else. */
  close() {
    this.#open = null;
    this.#ids = new WeakMap();
  }

  /**
   * @param {Entry} entry what was acknowledged
   * @param {State} state the answer
   * @param {Lines | null} edited where its text is now. Null: we do not know
   * @param {string | null} wrote what it says
   */
  moved(entry, state, edited, wrote) {
    if (wrote) this.#ours.set(entry.target, wrote);
    this.#last = edited && { target: entry.target, lines: edited, seq: state.seq };
    const open = this.#open;
    if (!edited) this.#open = null;
    else if (open?.id === entry.target) Object.assign(open, { lines: edited, seq: state.seq, asked: null });
    else if (open && state.seq === entry.seq + 1 && open.seq === entry.seq) {
      Object.assign(open, { lines: open.file === entry.file ? movedBy(open.lines, entry.lines, edited) : open.lines, seq: state.seq });
    }
  }

  /** @param {string} target @param {string} text @returns {boolean} whether we have written this there ourselves. It is said once */
  wrote(target, text) {
    const ours = this.#ours.get(target) === text;
    if (ours) this.#ours.delete(target);
    return ours;
  }
}
