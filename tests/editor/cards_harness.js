/** Shows the cards of a made-up page, whose actions it carries out itself. An answer to typing comes when the test says so. */

import * as choice from "/content/kinds/_choice/edit.js";
import { mountCards } from "/desk/browser/cards.js";
import { mountFacts } from "/desk/browser/facts.js";

window.elearnEditors = { _choice: choice };
window.optionsIn = choice.optionsIn;
const words = JSON.parse(document.getElementById("words").textContent);
const kinds = JSON.parse(document.getElementById("kinds").textContent);
const example = (kind, n = "") => ({ text: `${kind} ${n}`, kind, name: "", values: structuredClone(kinds.find((each) => each.id === kind).values), html: `<p>${kind} ${n}</p>`, lines: [0, 0] });
let blocks = [example("callout", 1), example("choose-one", 2), { ...example("callout", 3), kind: "", values: null, html: null }];
const watchers = [];
const waiting = [];
Object.assign(window, { actions: [], sent: [], said: [], answerAll: () => waiting.splice(0).forEach((answer) => answer()) });
const view = (edited) => {
  blocks = blocks.map((block, n) => ({ ...block, lines: [n * 3 + 2, n * 3 + 4] }));
  const page = { file: "one.md", id: "p", title: "A page", lines: [0, 999], heading: [0, 1], text: "", blocks };
  const finding = { key: "k", rule: "E1", severity: "error", message: "It has no heading.", remedy: "Write one.", file: "one.md", line: 2, column: 0, page: "p", field: "heading", apply: "" };
  return { seq: (store.state?.seq ?? 0) + 1, course: "c", title: "C", page, findings: [finding], unsaved: true, clashes: [], people: [], steps: { undo: "", redo: "" }, preview: null, edited,
    outline: [{ file: "one.md", kind: "module", id: "one", title: "One", pages: [{ ...page, blocks: blocks.map((block) => ({ ...block, title: block.text })) }] }] };
};
const store = { state: null, watch(fn) { watchers.push(fn); fn(store.state); } };
const set = (edited = null) => { store.state = view(edited); watchers.forEach((fn) => fn(store.state)); return store.state; };
store.state = view(null);
const at = (lines) => blocks.findIndex((block) => block.lines[0] === lines[0]);
let before = blocks;
const sync = {
  async act(action) {
    window.actions.push(action);
    before = blocks;
    const made = action.action === "add-block" ? example(action.kind, 9) : blocks[at(action.lines)];
    const next = action.to?.before ?? action.before;
    const to = next ? blocks[at(next)] : null;
    if (action.action !== "add-block") blocks = blocks.filter((block) => block !== made);
    if (action.action !== "delete-block") blocks = blocks.toSpliced(to ? blocks.indexOf(to) : blocks.length, 0, made);
    view(null);
    return set(action.action === "add-block" ? blocks[blocks.indexOf(blocks.find((block) => block.text === made.text))].lines : null);
  },
  fields(_file, lines, _kind, values) {
    window.sent.push(structuredClone(values));
    const place = at(lines);
    waiting.push(() => {
      const read = structuredClone(values);
      for (const [n, row] of (read.options ?? []).entries()) row.id ||= "abcdef"[n];
      blocks = blocks.map((block, n) => (n === place ? { ...block, text: `${block.text}+`, values: read } : block));
      set([place * 3 + 2, place * 3 + 4]);
    });
  },
  edit(_file, _lines, text) { window.sent.push(text); }, undo() { blocks = before; set(); }, go() {}, addEventListener() {},
};
const say = (key, values = {}) => { if (!(key in words)) throw new Error(`no word ${key}`); return words[key].replace(/%\((\w+)\)s/g, (_, n) => String(values[n])); };
window.desk = { store, sync, say, links: { home: "/desk", course: "/desk/c" }, announce: (text) => window.said.push(text), open() {}, step: async () => sync.undo() };
window.becomes = (some) => { blocks = some(blocks); set(); };
mountFacts(window.desk);
mountCards(document.getElementById("cards"), window.desk);
