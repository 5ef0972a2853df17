/** Makes the part of the desk that talks with the server, and ties it to what happens to the window. */

import { browser, randomId } from "./around.js";
import { mountKeys } from "./keys.js";
import { watchNews } from "./news.js";
import { Store } from "./store.js";
import { Sync } from "./sync.js";

/** @typedef {import("./types.js").State} State */

/**
 * @param {State} state
 * @param {{course: string, person?: string}} links
 * @param {import("./words.js").Say} say
 */
export function connect(state, links, say) {
  const store = new Store(state);
  const about = { course: links.course, person: links.person ?? "", window: randomId(), words: { away: say("sync_not_done"), out: say("sync_signed_out"), changed: say("sync_changed") } };
  const sync = new Sync(store, about, browser());
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

/**
 * Undo and Redo, by key or button: what changed is shown afterwards.
 * @param {{store: Store, sync: Sync, say: import("./words.js").Say, announce?: (text: string) => void, tell?: (text: string) => void, focusBlock?: (file: string, lines: import("./types.js").Lines) => unknown}} desk
 */
export function mountSteps(desk) {
  const { sync, store, say } = desk;
  let running = false;
  /** @param {"undo" | "redo"} way */
  async function step(way) {
    if (running) return;
    running = true;
    try {
      const before = store.state;
      const state = await sync[way]();
      desk.announce?.(state.said || say(way === "undo" ? "sync_undone" : "sync_redone"));
      const at = changed(before, state);
      if (at) await desk.focusBlock?.(at.file, at.lines);
    } catch (error) {
      desk.tell?.(error instanceof Error && error.message ? error.message : say("sync_not_done"));
    } finally {
      running = false;
    }
  }
  mountKeys({ step: (way) => void step(way) });
  return step;
}

/** @param {State} before @param {State} state @returns {{file: string, lines: import("./types.js").Lines} | null} the block that differs: on the page that is shown, else where the outline does */
export function changed(before, state) {
  const { page } = state;
  if (state.edited) return { file: page.file, lines: state.edited };
  if (before.page.file === page.file && before.page.id === page.id && before.page.text !== page.text) {
    const known = new Set(before.page.blocks.map((block) => block.text));
    const block = page.blocks.find((each) => !known.has(each.text));
    return block ? { file: page.file, lines: block.lines } : null;
  }
  for (const file of state.outline) {
    const was = before.outline.find((each) => each.file === file.file);
    for (const [n, each] of file.pages.entries()) {
      const old = was?.pages.find((other) => other.id === each.id) ?? was?.pages[n];
      const shape = (/** @type {typeof old} */ of) => JSON.stringify([of?.title, of?.blocks.map(({ title, kind, lines }) => [title, kind, lines[1] - lines[0]])]);
      if (shape(old) !== shape(each)) return { file: file.file, lines: each.blocks.find((block, at) => JSON.stringify([block.title, block.lines[1] - block.lines[0]]) !== JSON.stringify([old?.blocks[at]?.title, (old?.blocks[at]?.lines[1] ?? 0) - (old?.blocks[at]?.lines[0] ?? 0)]))?.lines ?? each.lines };
    }
  }
  return null;
}
