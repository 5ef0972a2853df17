/** Comments in the editor: what is asked of the server, and those of the page as a whole. `talk.js` shows them at a card. */

import { byId } from "../../player/browser/dom.js";
import { ask, Fault } from "./api.js";
import { Talk } from "./talk.js";

/** @typedef {import("./types.js").State} State */

/** Mount it before the frame: it offers a link for its menu. @param {any} desk gets `remark` */
export function mountComments(desk) {
  const { say, links, store, sync } = desk;
  desk.offers.push({ label: say("comments_all"), href: `${links.course}/comments` });
  desk.remark = async (/** @type {Record<string, unknown>} */ what) => {
    // What was typed before is said about what it says then.
    await sync.flush();
    const { seq } = store.state;
    try {
      const answer = await ask(sync.around, `${links.course}/remarks`, { seq, window: sync.about.window, at: sync.at, ...what });
      store.set({ ...store.state, comments: answer.comments, edited: null });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.kind === "signed-out") sync.signedOut();
      throw new Error(error.message || say(error.kind === "signed-out" ? "sync_signed_out" : "comments_away"));
    }
  };
}

/** The comments of the page as a whole, and those on what is gone. Mount it with the cards. @param {any} desk @returns {HTMLElement[]} */
export function pageComments(desk) {
  if (!desk.remark) return [];
  const talk = new Talk(desk, () => ({ about: "page", lines: null }), desk.say("comments_add_page"));
  talk.button.classList.add("of-page");
  desk.store.watch((/** @type {State} */ state) => {
    talk.show((state.comments?.threads ?? []).filter((each) => !each.lines), byId("page-heading").textContent ?? "");
  });
  return [talk.button, talk.panel];
}
