/** Makes the part of the desk that talks with the server, and ties it to what happens to the window. */

import { browser, randomId } from "./around.js";
import { watchNews } from "./news.js";
import { Store } from "./store.js";
import { Sync } from "./sync.js";

/** @typedef {import("./types.js").State} State */

/**
 * @param {State} state
 * @param {{course: string}} links
 * @param {import("./words.js").Say} say
 */
export function connect(state, links, say) {
  const store = new Store(state);
  const about = { course: links.course, person: String(state.person ?? ""), window: randomId(), words: { away: say("sync_not_done"), out: say("sync_signed_out"), changed: say("sync_changed"), long: say("sync_too_long"), failed: say("sync_failed") } };
  const sync = new Sync(store, about, browser(state.person));
  // Somebody else has signed in in another tab: nothing that was typed here goes as theirs.
  store.watch((now) => {
    if (String(now.person ?? "") !== about.person && !sync.halted) sync.resume(false);
  });
  const news = watchNews(sync, () => document.visibilityState === "visible");
  const back = () => {
    sync.hurry();
    void news.now();
  };
  addEventListener("online", back);
  addEventListener("focus", back);
  addEventListener("pageshow", (event) => event.persisted && back());
  addEventListener("blur", () => void sync.flush());
  addEventListener("pagehide", () => sync.leave());
  for (const way of ["paste", "cut", "drop"]) {
    document.addEventListener(way, () => {
      sync.apart(way !== "cut");
      // What is typed after it is another step too.
      setTimeout(() => sync.apart());
    }, { capture: true });
  }
  document.addEventListener("focusout", () => void sync.flush());
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? sync.leave() : back()));
  addEventListener("beforeunload", (event) => {
    if (!sync.unsent && (sync.kept || !sync.aside.length)) return;
    void sync.flush();
    event.preventDefault();
  });
  sync.addEventListener("page", () => {
    const { file, page } = sync.at;
    history.replaceState(null, "", `?${new URLSearchParams({ file, page })}`);
  });
  return { store, sync, news };
}
