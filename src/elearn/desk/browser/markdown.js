/** CodeMirror for Markdown: its colours, its keys, and what every field of ours has. */

import { standardKeymap } from "@codemirror/commands";
import { defineLanguageFacet, HighlightStyle, Language, languageDataProp, syntaxHighlighting } from "@codemirror/language";
import { EditorSelection, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { parser } from "@lezer/markdown";
import { fromHtml, isRich } from "./paste.js";

const data = defineLanguageFacet();
const markdown = new Language(data, parser.configure({ props: [languageDataProp.add({ Document: data })] }), [], "markdown");
const looks = HighlightStyle.define([
  { tag: tags.heading, class: "md-heading" },
  { tag: tags.strong, class: "md-strong" },
  { tag: tags.emphasis, class: "md-emphasis" },
  { tag: [tags.link, tags.url], class: "md-link" },
  { tag: tags.monospace, class: "md-code" },
  { tag: tags.quote, class: "md-quote" },
  { tag: tags.processingInstruction, class: "md-mark" },
]);

/**
 * @typedef {object} Options
 * @property {string} value
 * @property {string} label
 * @property {string} [describedBy] ids of elements
 * @property {string} [lang] language of the text, for the spell check
 * @property {string} [placeholder]
 * @property {(value: string) => void} onInput called at every change that the person makes
 * @property {(file: File, onAlt: (alt: string) => void) => Promise<string | null>} [picture] keeps a pasted picture and returns where it is in
 *   the course. `onAlt` gets what it shows, in words
 * @property {import("@codemirror/state").Extension} [more]
 */

/** @param {HTMLElement} host @param {Options} options @returns {EditorView} */
export function editor(host, options) {
  let view = /** @type {EditorView | null} */ (null);
  const changed = EditorView.updateListener.of((update) => {
    if (update.docChanged && !update.transactions.some((each) => each.isUserEvent("desk"))) options.onInput(update.state.doc.toString());
  });
  /** @type {Record<string, string>} */
  const attributes = { "aria-label": options.label, spellcheck: "true", autocorrect: "on", autocapitalize: "sentences", writingsuggestions: "false" };
  if (options.describedBy) attributes["aria-describedby"] = options.describedBy;
  if (options.lang) attributes.lang = options.lang;
  const nonce = /** @type {HTMLScriptElement | null} */ (document.querySelector("script[nonce]"))?.nonce;
  view = new EditorView({
    parent: host,
    state: EditorState.create({
      doc: options.value,
      extensions: [
        markdown,
        syntaxHighlighting(looks),
        drawSelection(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ tabindex: "0", ...attributes }),
        EditorState.lineSeparator.of("\n"),
        nonce ? EditorView.cspNonce.of(nonce) : [],
        options.placeholder ? placeholder(options.placeholder) : [],
        // Tab leaves the field, as everywhere. A list is indented with spaces.
        keymap.of([{ key: "Mod-b", run: (on) => wrap(on, "**") }, { key: "Mod-i", run: (on) => wrap(on, "*"), preventDefault: true }, { key: "Enter", run: nextItem }, ...standardKeymap.filter(({ key }) => key !== "Tab" && key !== "Shift-Tab" && key !== "Mod-Enter")]),
        pasting(options.picture),
        changed,
        options.more ?? [],
      ],
    }),
  });
  return view;
}

/** @param {EditorView} view @param {string} value only what differs is replaced, so that the cursor stays */
export function show(view, value) {
  const now = view.state.doc.toString();
  if (now === value) return;
  let from = 0;
  while (from < now.length && from < value.length && now[from] === value[from]) from += 1;
  let tail = 0;
  while (tail < now.length - from && tail < value.length - from && now[now.length - 1 - tail] === value[value.length - 1 - tail]) tail += 1;
  view.dispatch({ changes: { from, to: now.length - tail, insert: value.slice(from, value.length - tail) }, userEvent: "desk" });
}

/** Puts a mark around what is selected, or around the word, or takes it away. @param {EditorView} view @param {string} mark */
export function wrap(view, mark) {
  const { state } = view;
  view.dispatch(state.update(state.changeByRange((range) => {
    const word = range.empty ? state.wordAt(range.head) ?? range : range;
    const text = state.sliceDoc(word.from, word.to);
    const core = text.trim();
    const from = word.from + text.indexOf(core);
    const to = from + core.length;
    const size = mark.length;
    // “**” is not “*” twice: a mark is there only if the run of stars has it.
    const before = /\*+$/.exec(state.sliceDoc(Math.max(0, from - 3), from))?.[0].length ?? 0;
    const after = /^\*+/.exec(state.sliceDoc(to, to + 3))?.[0].length ?? 0;
    const has = (/** @type {number} */ stars) => stars === 3 || stars === size;
    if (has(before) && has(after)) return { changes: [{ from: from - size, to: from }, { from: to, to: to + size }], range: EditorSelection.range(from - size, to - size) };
    return { changes: [{ from, insert: mark }, { from: to, insert: mark }], range: core ? EditorSelection.range(from + size, to + size) : EditorSelection.cursor(from + size) };
  }), { userEvent: "input", scrollIntoView: true }));
  return true;
}

/** Puts a sign at the start of each line that is selected, or takes it away. @param {EditorView} view @param {string} sign */
export function prefix(view, sign) {
  const { doc, selection } = view.state;
  const first = doc.lineAt(selection.main.from).number;
  const last = doc.lineAt(selection.main.to).number;
  const lines = Array.from({ length: last - first + 1 }, (_, n) => doc.line(first + n)).filter((line) => line.text.trim() || first === last);
  const all = lines.every((line) => line.text.startsWith(sign));
  view.dispatch({ changes: lines.map((line) => (all ? { from: line.from, to: line.from + sign.length } : { from: line.from, insert: line.text.startsWith(sign) ? "" : sign })), userEvent: "input" });
  return true;
}

/** @param {EditorView} view @param {string} address */
export function link(view, address) {
  const { state } = view;
  const range = state.selection.main.empty ? state.wordAt(state.selection.main.head) ?? state.selection.main : state.selection.main;
  const text = state.sliceDoc(range.from, range.to) || address;
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : address.includes("@") && !address.includes("/") ? `mailto:${address}` : `https://${address}`;
  const made = `[${text}](${whole.replace(/[\s()<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`)})`;
  view.dispatch({ changes: { from: range.from, to: range.to, insert: made }, selection: { anchor: range.from + made.length }, userEvent: "input" });
}

/** Enter in a list begins the next item, and in an empty item it ends the list. @param {EditorView} view */
function nextItem(view) {
  const { state } = view;
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  const found = /^(\s*)(?:([-*+])|(\d{1,8})([.)]))(\s+)(?:\[[ x]\]\s)?/.exec(line.text);
  if (!main.empty || !found || main.head < line.from + found[0].length) return false;
  if (found[0].trimEnd() === line.text.trimEnd()) {
    view.dispatch({ changes: { from: line.from, to: line.to }, userEvent: "input" });
    return true;
  }
  const sign = found[2] ?? `${Number(found[3]) + 1}${found[4]}`;
  view.dispatch(state.replaceSelection(`\n${found[1]}${sign}${found[5]}`), { userEvent: "input", scrollIntoView: true });
  return true;
}

/** @param {Options["picture"]} keep */
function pasting(keep) {
  const put = (/** @type {EditorView} */ view, /** @type {string} */ text) => view.dispatch(view.state.replaceSelection(text), { userEvent: "input.paste", scrollIntoView: true });
  let plain = false;
  return EditorView.domEventHandlers({
    keydown(event) {
      plain = (event.ctrlKey || event.metaKey) && event.shiftKey && event.key.toLowerCase() === "v";
    },
    paste(event, view) {
      const given = event.clipboardData;
      const html = plain ? "" : (given?.getData("text/html") ?? "");
      const cleaned = html && isRich(html) ? fromHtml(html) : "";
      const picture = [...(given?.files ?? [])].find((file) => file.type.startsWith("image/"));
      if (cleaned) put(view, cleaned);
      else if (keep && picture && !given?.getData("text/plain")) void keepPicture(keep, picture).then((made) => made && put(view, made));
      else return false;
      event.preventDefault();
      return true;
    },
  });
}

/** @param {NonNullable<Options["picture"]>} keep @param {File} file @returns {Promise<string>} its Markdown, or "" if nothing was kept */
async function keepPicture(keep, file) {
  let alt = "";
  const path = await keep(file, (words) => (alt = words));
  return path ? `![${alt.replace(/[\\[\]]/g, "\\$&").replace(/\s+/g, " ")}](${path})` : "";
}
