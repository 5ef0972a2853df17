/** Undo, Redo and Save, by key or button. What was taken back is said, and what changed by it is shown. */

import { mountKeys } from "./keys.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Lines} Lines */
/** @typedef {"undo" | "redo"} Way */

/** Steps that are under way or wait for it. */
const MOST = 2;

/**
 * @typedef {object} Stepped what this part asks of the desk
 * @property {import("./store.js").Store} store
 * @property {import("./sync.js").Sync} sync
 * @property {import("./words.js").Say} say
 * @property {(text: string) => void} announce
 * @property {(text: string, more?: {label: string, run: () => void}) => void} tell
 * @property {{publish?: string}} links
 * @property {(file: string, lines: Lines, field?: string, how?: "open" | "look" | "quiet") => unknown} [focusBlock]
 * @property {(way: Way) => Promise<void>} [step]
 * @property {() => Promise<void>} [save]
 */

/** @param {Stepped} desk gets `step` and `save` */
export function mountSteps(desk) {
  const { sync, store, say } = desk;
  let running = 0;
  let last = Promise.resolve();
  let before = store.state;
  let now = store.state;
  store.watch((state) => {
    before = now;
    now = state;
  });

  desk.step = (way) => {
    // Who presses twice means two. Who holds the keys down would take back more than they see.
    if (running < MOST) {
      running += 1;
      last = last.then(() => one(way)).finally(() => (running -= 1));
    }
    return last;
  };
  /** @param {Way} way */
  async function one(way) {
    const how = howToShow();
    try {
      const state = await sync[way]();
      desk.tell(state.said || say(way === "undo" ? "sync_undone" : "sync_redone"));
      const at = changed(before, state);
      if (at) await desk.focusBlock?.(at.file, at.lines, undefined, how);
    } catch (error) {
      desk.tell(wordsOf(error));
    }
  }
  desk.save = async () => {
    // What was typed a moment ago is not in the state yet, and is to be saved too.
    if (!store.state.unsaved && !sync.unsent) return desk.announce(say("bar_save_nothing"));
    if (store.state.clashes.length) return desk.announce(say("bar_save_clash"));
    try {
      const { said } = await sync.save();
      const publish = desk.links.publish;
      desk.tell(`${said || `${say("bar_saved")}.`} ${say("bar_saved_next")}`, publish ? { label: say("bar_publish"), run: () => location.assign(publish) } : undefined);
    } catch (error) {
      desk.tell(wordsOf(error));
    }
  };
  /** @param {unknown} error */
  const wordsOf = (error) => (error instanceof Error && error.message ? error.message : say("sync_not_done"));

  mountKeys({ step: (way) => void desk.step?.(way) });
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    void desk.save?.();
  });
}

/** @returns {"open" | "look" | "quiet"} who writes goes on writing, who is among the cards looks at the card, who is elsewhere stays there */
function howToShow() {
  const at = document.activeElement;
  if (at?.closest(".card-body, #text")) return "open";
  return !at || at === document.body || at.closest("#page") ? "look" : "quiet";
}

/** @param {State} before @param {State} state @returns {{file: string, lines: Lines} | null} what differs: on the page that is shown, else where the outline does */
export function changed(before, state) {
  const { page } = state;
  if (state.edited) return { file: page.file, lines: some(state.edited) };
  if (before.page.file === page.file && before.page.id === page.id && before.page.text !== page.text) {
    const known = new Set(before.page.blocks.map((block) => block.text));
    const block = page.blocks.find((each) => !known.has(each.text));
    return { file: page.file, lines: some(block?.lines ?? gap(before.page.blocks, page)) };
  }
  for (const file of state.outline) {
    const was = before.outline.find((each) => each.file === file.file);
    for (const [n, each] of file.pages.entries()) {
      const old = was?.pages.find((other) => other.id === each.id) ?? was?.pages[n];
      if (JSON.stringify([old?.title, old?.blocks.map(shape)]) === JSON.stringify([each.title, each.blocks.map(shape)])) continue;
      const block = each.blocks.find((one, at) => shape(one) !== shape(old?.blocks[at]));
      return { file: file.file, lines: some(block?.lines ?? each.lines) };
    }
  }
  return null;
}

/** @param {Lines} lines @returns {Lines} at least one line */
const some = ([start, end]) => [start, Math.max(end, start + 1)];

/** @param {import("./types.js").OutlineBlock | undefined} block what of it does not change with what stands above it */
const shape = (block) => block && JSON.stringify([block.title, block.kind, block.lines[1] - block.lines[0]]);

/** @param {State["page"]["blocks"]} before @param {State["page"]} page @returns {Lines} of the block before which one is gone, or of the last one */
function gap(before, { blocks, lines }) {
  const at = blocks.findIndex((block, n) => block.text !== before[n]?.text);
  return (blocks[at] ?? blocks[blocks.length - 1])?.lines ?? lines;
}
