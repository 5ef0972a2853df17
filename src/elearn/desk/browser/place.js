/**
 * Which page is shown. Somebody may go on to another page while an answer is on its way: it does not lead them back.
 *
 * @typedef {import("./types.js").State} State
 * @typedef {{file: string, page: string}} At
 * @typedef {object} Sight
 * @property {(state: State) => void} seen a state is about to be shown
 * @property {(event: Event) => void} tell “page” and “going”, as `Sync` says them
 * @property {(error: unknown) => Error} failed there is no other page now. Gives why, in words
 */

import { ask } from "./api.js";

export class Place {
  /** Counts what we type, send and show, so that news that is older than it is not shown. */
  turn = 0;
  /** Counts the ways to other pages: the last one counts. */
  #gone = 0;

  /** @param {import("./store.js").Store} store @param {import("./waiting.js").Around} around @param {string} course address of its routes @param {Sight} sight */
  constructor(store, around, course, sight) {
    this.store = store;
    this.around = around;
    this.course = course;
    this.sight = sight;
    /** @type {At} */
    this.at = { file: store.state.page.file, page: store.state.page.id };
  }

  /** @param {State} state */
  show(state) {
    const { file, page } = this.at;
    this.at = { file: state.page.file, page: state.page.id };
    this.turn += 1;
    this.sight.seen(state);
    this.store.set(state);
    if (file !== this.at.file || page !== this.at.page) this.sight.tell(new Event("page"));
  }

  /** @param {State} state the answer @param {At} at the page that was shown when it was asked for @returns {Promise<State>} that of the page that is shown now */
  async here(state, at) {
    if (this.at === at || state.page.file !== at.file || state.page.id !== at.page) return state;
    const other = await this.#ask(this.at.file, this.at.page).catch(() => null);
    return other && other.seq >= state.seq ? other : state;
  }

  /** Shows another page. @param {string} file @param {string} page @param {() => Promise<unknown>} flush sends what waits @returns {Promise<State>} */
  async go(file, page, flush) {
    const mine = ++this.#gone;
    const going = (/** @type {boolean} */ detail) => this.sight.tell(new CustomEvent("going", { detail }));
    going(true);
    await flush();
    this.turn += 1;
    try {
      let state = await this.#ask(file, page);
      // An answer to a change was faster.
      if (state.seq < this.store.state.seq) state = await this.#ask(file, page);
      if (mine === this.#gone) this.show(state);
      return state;
    } catch (error) {
      throw this.sight.failed(error);
    } finally {
      if (mine === this.#gone) going(false);
    }
  }

  /** @param {string} file @param {string} page @returns {Promise<State>} */
  #ask(file, page) {
    return ask(this.around, `${this.course}/state?${new URLSearchParams({ file, page })}`);
  }
}
