/** The page as its Markdown, and back. It is on the same history and goes the same way to the server as the cards. */

import { make } from "../../player/browser/dom.js";

/** @typedef {import("./types.js").Lines} Lines */
/** @typedef {import("./types.js").State} State */
/** @typedef {import("@codemirror/view").EditorView} EditorView */

/**
 * @typedef {object} Texted what the text view asks of the desk
 * @property {import("./store.js").Store} store
 * @property {import("./sync.js").Sync} sync
 * @property {import("./words.js").Say} say
 * @property {(text: string) => void} [announce]
 * @property {(file: string, lines: Lines) => unknown} [focusBlock]
 * @property {() => boolean} [text]
 * @property {(lines: Lines, focus: boolean) => boolean} [inText]
 * @property {import("./markdown.js").Options["picture"]} [picture]
 */

/** @param {HTMLElement} host `#text` @param {Texted} desk gets `inText`, and `text`, which turns the page into text or back and returns whether it is text now */
export function mountText(host, desk) {
  const cards = document.getElementById("cards");
  /** @type {{view: EditorView, end: () => void, line: () => number, show: (line: number, focus: boolean) => void} | null} */
  let open = null;
  let shown = false;

  desk.text = () => {
    shown = !shown;
    if (shown) void begin();
    else end();
    return shown;
  };
  desk.inText = (lines, focus) => {
    if (!shown) return false;
    if (open) open.show(lines[0], focus);
    return true;
  };
  async function begin() {
    const at = placeOf(desk.store.state.page);
    void desk.sync.flush();
    flip(true);
    host.replaceChildren(make("p", {}, desk.say("text_loading")));
    const tools = await loaded().catch(() => null);
    if (!shown || open) return;
    if (!tools) return host.replaceChildren(make("p", { role: "alert" }, desk.say("text_failed")));
    open = pageText(host, desk, tools);
    open.show(desk.store.state.page.lines[0] + at, true);
  }
  function end() {
    const line = open?.line() ?? 0;
    open?.end();
    open = null;
    flip(false);
    const { file, blocks } = desk.store.state.page;
    const block = blocks.find((each) => line < each.lines[1]) ?? blocks.slice(-1)[0];
    if (block) void desk.focusBlock?.(file, block.lines);
    else cards?.querySelector("button")?.focus();
  }
  /** @param {boolean} text */
  function flip(text) {
    host.hidden = !text;
    if (cards) cards.hidden = text;
  }
  /** @param {import("./types.js").PageView} page @returns {number} the line of the page at which its cards are */
  function placeOf(page) {
    const places = [...(cards?.querySelectorAll(".card-place") ?? [])];
    const focused = places.findIndex((place) => place.contains(document.activeElement) || place.querySelector(".card.open"));
    const seen = focused >= 0 ? focused : places.findIndex((place) => place.getBoundingClientRect().bottom > 120);
    return Math.max(0, (page.blocks[seen]?.lines[0] ?? page.lines[0]) - page.lines[0]);
  }
}

/** CodeMirror, when it is first needed. */
const loaded = async () => ({ ...(await import("./markdown.js")), ...(await import("./marks.js")) });

/** @param {HTMLElement} host @param {Texted} desk @param {Awaited<ReturnType<typeof loaded>>} tools */
function pageText(host, desk, { editor, show, marking }) {
  const { store, sync, say } = desk;
  const box = make("div", { class: "page-text" });
  const help = make("p", { id: "page-text-help", class: "field-help" }, say("text_help"));
  const problems = make("ul", { class: "text-findings" });
  host.replaceChildren(help, box, problems);
  const from = {};
  const marks = marking();
  /** @type {Lines} */
  let lines = store.state.page.lines;
  let known = store.state.page.text;
  let key = pageOf(store.state);
  /** @type {string[]} */
  let sent = [];
  const view = editor(box, {
    value: known,
    label: say("text_label", { title: store.state.page.title }),
    describedBy: "page-text-help",
    picture: desk.picture,
    more: marks.extension,
    onInput(value) {
      sent.push(value);
      sync.edit(store.state.page.file, lines, value, from);
    },
  });
  const endAside = sync.onAside(from, () => {
    sent = [];
    known = "";
  });
  const end = store.watch((state) => {
    const { page, edited } = state;
    // With its title, a page may get another id. It is still this page.
    const renamed = edited !== null && sent.length > 0 && edited[0] === lines[0] && page.lines[0] === lines[0];
    const other = pageOf(state) !== key && !renamed;
    // A new “##” makes two pages of it. What is typed here stays one text until it is closed.
    const split = !other && edited !== null && sent.length > 0 && edited[1] > page.lines[1];
    lines = split ? edited : page.lines;
    if (other || !split) take(page.text, other);
    key = pageOf(state);
    const found = state.findings.filter((each) => each.file === page.file && each.line >= lines[0] && each.line < lines[1]);
    marks.show(view, found.map((each) => ({ line: each.line - lines[0], words: each.message, severity: each.severity })));
    problems.replaceChildren(...found.map((each) => item(each)));
  });

  /** @param {string} text @param {boolean} other */
  function take(text, other) {
    if (text === view.state.doc.toString()) sent = [];
    else if (!other && sent.includes(text)) sent = sent.slice(sent.lastIndexOf(text) + 1);
    else if (other || text !== known) {
      sync.closed();
      show(view, text);
      sent = [];
    }
    known = text;
  }
  /** @param {import("./types.js").Finding} finding */
  function item(finding) {
    const line = finding.line - lines[0];
    const go = make("button", { type: "button", class: "plain-button" }, say(finding.severity === "error" ? "text_error" : "text_warning", { n: line + 1, message: finding.message }));
    go.addEventListener("click", () => goTo(finding.line, true));
    return make("li", {}, go, " ", finding.remedy);
  }
  /** @param {number} line of the file @param {boolean} focus */
  function goTo(line, focus) {
    const { doc, selection } = view.state;
    const at = doc.line(Math.max(1, Math.min(doc.lines, line - lines[0] + 1)));
    // The caret stays where it is in this line.
    const anchor = selection.main.head >= at.from && selection.main.head <= at.to ? selection.main.head : at.from;
    view.dispatch({ selection: { anchor }, scrollIntoView: true });
    if (focus) view.focus();
  }
  return {
    view,
    show: goTo,
    line: () => lines[0] + view.state.doc.lineAt(view.state.selection.main.head).number - 1,
    end() {
      end();
      endAside();
      sync.closed();
      view.destroy();
      host.replaceChildren();
    },
  };
}

/** @param {State} state */
const pageOf = ({ page }) => `${page.file}#${page.id}`;
