/** Starts the frame of the desk with a made-up course, whose actions it carries out itself. */

import { mountFrame } from "/desk/browser/frame.js";
import { mountSteps } from "/desk/browser/steps.js";
const words = JSON.parse(document.getElementById("words").textContent);
const block = (n) => ({ lines: [n, n + 2], kind: "text", title: `Text: words ${n}`, name: "" });
let outline = [
  { file: "course.md", kind: "course", id: "", title: "C", pages: [{ id: "_start", title: "", lines: [0, 9], blocks: [block(5)] }] },
  ...["one", "two"].map((m) => ({ file: `${m}.md`, kind: "module", id: m, title: `Module ${m}`, pages: ["a", "b"].map((p, i) => ({ id: `${m}-${p}`, title: `Page ${m} ${p}`, lines: [i * 10 + 2, i * 10 + 12], blocks: [block(i * 10 + 3), block(i * 10 + 6)] })) })),
  { file: "bank.md", kind: "bank", id: "bank", title: "Bank", pages: [{ id: "", title: "", lines: [0, 9], blocks: [block(1)] }] }];
const watchers = [];
const finding = { key: "k", rule: "E1", severity: "error", message: "m", remedy: "r", file: "one.md", line: 3, column: 0, page: "one-a", field: "", apply: "" };
const store = { state: null, watch(fn) { watchers.push(fn); fn(store.state); } };
const view = (file, id) => ({ file, id, title: (outline.find((f) => f.file === file)?.pages.find((p) => p.id === id) ?? {}).title ?? "", lines: [0, 1], heading: null, text: "", blocks: [] });
const set = (some) => { store.state = { ...store.state, ...some, outline: structuredClone(outline), seq: (store.state?.seq ?? 0) + 1 }; watchers.forEach((fn) => fn(store.state)); };
set({ course: "c", title: "A course about something", page: view("one.md", "one-a"), findings: [finding], unsaved: true, clashes: [], people: [{ name: "Ann", page: "one-a", you: true }, { name: "Sam Example", page: "two-a", you: false }], steps: { undo: "Text changed", redo: "" }, preview: null, edited: null });
window.actions = [];
const file = (name) => outline.find((f) => f.file === name);
const sync = {
  async act(a) {
    window.actions.push(a); await null;
    if (a.action === "rename-page") file(a.file).pages.find((p) => p.id === a.page).title = a.title;
    if (a.action === "rename-module") file(a.file).title = a.title;
    if (a.action === "move-page") { const [p] = file(a.file).pages.splice(file(a.file).pages.findIndex((x) => x.id === a.page), 1); const to = file(a.to.file).pages; to.splice(a.to.before ? to.findIndex((x) => x.id === a.to.before) : to.length, 0, p); }
    if (a.action === "add-page") { const pages = file(a.file).pages; pages.splice(a.after ? pages.findIndex((p) => p.id === a.after) + 1 : 0, 0, { id: "new", title: a.title, lines: [90, 95], blocks: [] }); }
    if (a.action === "copy-page") file(a.file).pages.push({ ...file(a.file).pages.find((p) => p.id === a.page), id: "copy" });
    if (a.action === "delete-page") file(a.file).pages = file(a.file).pages.filter((p) => p.id !== a.page);
    set({});
  },
  async undo() { window.actions.push({ action: "undo" }); set({ steps: { undo: "", redo: "Text changed" } }); return { ...store.state, said: "Undone: Text changed" }; }, async redo() { return store.state; }, async save() { window.actions.push({ action: "save" }); return store.state; },
  async go(f, p) { set({ page: view(f, p) }); },
};
const say = (key, values = {}) => { if (!(key in words)) throw new Error(`no word ${key}`); return words[key].replace(/%\((\w+)\)s/g, (_, n) => String(values[n])); };
window.desk = mountFrame({ store, sync, say, links: { home: "/desk", courses: "/c", publish: "/p", course: "/desk/c" }, text: () => true, find() {}, pictures() {}, facts() {} });
mountSteps(window.desk);
window.desk.nameTitle = () => { window.named = store.state.page.id; };
