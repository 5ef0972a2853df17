/**
 * The pane with the real player, as wide as on a phone or on a desktop. It stays on the page that is edited, and the player swaps
 * what changed (`player/browser/follow.js`). While the text cannot be read, it keeps what it showed.
 */

import { button, byId, make } from "../../player/browser/dom.js";
import { remembered } from "./remembered.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Preview} Preview */

/**
 * What the preview uses of the desk.
 * @typedef {object} Desk
 * @property {{readonly state: State, watch(watcher: (state: State) => void): unknown}} store
 * @property {{go(file: string, page: string): Promise<unknown>}} sync
 * @property {(key: string, values?: Record<string, string | number>) => string} say
 * @property {{course: string, back?: string}} links
 */

/** @type {Readonly<Record<string, number>>} pixels */
const WIDTHS = { phone: 390, desktop: 1024 };

/** Keys of the desk that are also heard while the focus is in the player. */
const KEYS = ["F6", "F8"];

/** @param {HTMLElement} host @param {Desk} desk */
export function mountPreview(host, desk) {
  const { say, store } = desk;
  const kept = remembered("preview", { size: "phone" });
  const box = make("div", { class: "preview-box" });
  const note = make("p", { class: "preview-note", role: "status" });
  const sizes = Object.keys(WIDTHS).map((size) => button("plain-button", () => choose(size), { "data-size": size }, say(`preview_${size}`)));
  host.append(make("div", { class: "preview-sizes", role: "group", "aria-label": say("preview_size") }, ...sizes), note, box);

  const player = playerIn(box, desk, fit);
  new ResizeObserver(fit).observe(box);

  /** @param {string} size */
  function choose(size) {
    kept.set({ size });
    paintSizes();
    fit();
  }

  function paintSizes() {
    byId("panes").classList.toggle("preview-wide", kept.value.size === "desktop");
    for (const each of sizes) each.setAttribute("aria-pressed", String(each.dataset.size === kept.value.size));
  }

  /** Gives each frame the width of its device, and makes it smaller if the pane is narrower. */
  function fit() {
    const width = WIDTHS[kept.value.size] ?? 390;
    const scale = Math.min(1, box.clientWidth / width);
    if (!scale) return; // the pane is not shown
    for (const frame of box.querySelectorAll("iframe")) {
      frame.style.width = `${width}px`;
      frame.style.height = `${box.clientHeight / scale}px`;
      frame.style.transform = `scale(${scale})`;
      frame.style.insetInlineStart = `${Math.max(0, (box.clientWidth - width) / 2)}px`;
    }
  }

  paintSizes();
  let any = false;
  /** @type {Preview | null} */
  let before = null;
  store.watch((state) => {
    any ||= state.preview !== null;
    const words = state.preview ? (pageOf(state) ? "" : say("preview_bank")) : say(any ? "preview_kept" : "preview_not_yet");
    if (note.textContent !== words) note.textContent = words;
    box.hidden = !any;
    if (state.preview && state.preview !== before) player.take(state.preview, state.seq);
    before = state.preview;
    player.follow(pageOf(state));
  });
}

/** The page in the player. A shared bank is shown as one, and a course's own bank on none. @param {State} state */
const pageOf = ({ page, preview }) => page.id || preview?.page || "";

/**
 * Gives a frame a file, which it cannot ask for itself, because it has no cookies.
 * @param {string} course the address of its routes @param {string} path @param {HTMLIFrameElement} to
 */
export async function bring(course, path, to) {
  const parts = path.split("/");
  if (parts[0] !== "media" || parts.some((part) => !part || part === "." || part === "..")) return;
  let file = null;
  try {
    const answer = await fetch(`${course}/${parts.map(encodeURIComponent).join("/")}`);
    if (answer.ok) file = await answer.blob();
  } catch {
    // The connection is gone. The frame asks again with the next change.
  }
  to.contentWindow?.postMessage({ elearn: "media", path, file }, "*");
}

/**
 * @param {HTMLElement} box
 * @param {Desk} desk
 * @param {() => void} fit is called when there is a new frame
 */
function playerIn(box, desk, fit) {
  /** @type {HTMLIFrameElement | null} what is shown */
  let frame = null;
  /** @type {HTMLIFrameElement | null} what is loading behind it, and is shown when it is ready */
  let coming = null;
  /** @type {Preview | null} */
  let last = null;
  /** @type {number | null} a document of this change is wanted. What is loading is not given up for it, or fast typing would starve it */
  let wanted = null;
  /** The page in the player, as far as we know. */
  let at = "";
  let going = 0;

  /** @param {Record<string, unknown>} said */
  const tell = (said) => frame?.contentWindow?.postMessage(said, "*"); // its origin is opaque, so it has no name

  /** @param {number} seq */
  function load(seq) {
    wanted = null;
    coming = make("iframe", { sandbox: "allow-scripts", title: desk.say("preview_frame"), class: "coming", src: `${desk.links.course}/preview?seq=${seq}#${encodeURIComponent(at)}` });
    box.append(coming);
    fit();
  }

  function ready() {
    frame?.remove();
    frame = coming;
    coming = null;
    frame?.classList.remove("coming");
    tellAll();
    if (wanted !== null) load(wanted);
  }

  /** @param {string} page where a click in the player has led */
  async function went(page) {
    at = page;
    const { outline } = desk.store.state;
    const bank = desk.links.back ? outline.find((each) => each.id === page) : undefined;
    const file = bank ?? outline.find((each) => each.kind !== "bank" && each.pages.some(({ id }) => id === page));
    if (!file) return; // the result, which is on no page
    going += 1;
    try {
      await desk.sync.go(file.file, bank ? "" : page);
    } catch {
      // `sync.js` has said why.
    }
    going -= 1;
    follow(pageOf(desk.store.state));
  }

  let edited = "";
  /** Goes where the editor is, unless a click in the player is still leading it elsewhere. @param {string} page */
  function follow(page) {
    if (going || page === edited) return;
    edited = page;
    if (!page || page === at) return;
    at = page;
    tell({ elearn: "show", page });
  }

  addEventListener("message", ({ source, data }) => {
    if (!source || !data || typeof data !== "object") return;
    const from = [coming, frame].find((each) => each?.contentWindow === source);
    if (!from) return;
    if (data.elearn === "want" && Array.isArray(data.paths)) for (const path of data.paths) void bring(desk.links.course, String(path), from);
    if (data.elearn === "ready" && from === coming) ready();
    else if (data.elearn === "ready") tellAll();
    if (from !== frame) return;
    if (data.elearn === "shown") void went(String(data.page));
    if (data.elearn === "key" && KEYS.includes(data.key)) {
      box.dispatchEvent(new KeyboardEvent("keydown", { key: data.key, shiftKey: data.shift === true, bubbles: true, cancelable: true }));
    }
  });

  /** Brings a frame that has just been loaded up to date. */
  function tellAll() {
    if (last) tell({ elearn: "page", page: last.page, html: last.html, course: last.course });
    tell({ elearn: "show", page: at });
  }

  return {
    /** @param {Preview} preview @param {number} seq */
    take(preview, seq) {
      const first = !frame && !coming;
      at ||= preview.page;
      last = preview;
      if (!first && !preview.whole) return void tell({ elearn: "page", page: preview.page, html: preview.html, course: preview.course });
      if (coming) wanted = seq;
      else load(seq);
    },
    follow,
  };
}
