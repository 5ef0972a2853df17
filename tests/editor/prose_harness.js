// Fields for prose, the text view and two versions of a text, with a state that does not change by itself.

import { mountClash, mountKeys, mountText, prose, fromHtml, Store, sayer } from "/parts.js";

const words = JSON.parse(document.getElementById("words").textContent);
const say = (key, values) => {
  if (!(key in words)) throw new Error(`no word ${key}`);
  return sayer(words, "en")(key, values);
};
const block = { lines: [2, 3], text: "First.", kind: "text", name: "", values: null, html: "<p>First.</p>" };
const page = { file: "one.md", id: "p", title: "A page", lines: [0, 5], heading: [0, 1], text: "## A page\n\nFirst.\n\nSecond **one**.", blocks: [block, { ...block, lines: [4, 5], text: "Second **one**." }] };
const finding = { key: "k", rule: "E1", severity: "error", message: "It is too short.", remedy: "Write more.", file: "one.md", line: 2, column: 0, page: "p", field: "", apply: "" };
const state = { seq: 1, page, findings: [finding], clashes: [], edited: null };
const sync = Object.assign(new EventTarget(), {
  aside: [],
  edit: (...given) => window.edits.push(given.slice(0, 3)),
  closed() {},
  onAside: () => () => {},
  flush: async () => true,
  async choose(aside, choice) {
    window.chosen.push(choice);
    sync.aside = [];
    sync.dispatchEvent(new Event("stale"));
  },
});
const desk = { store: new Store(state), sync, say, focusBlock: (...given) => window.focused.push(given) };
const host = document.getElementById("prose");
Object.assign(window, { edits: [], inputs: [], chosen: [], focused: [], fromHtml, desk });
window.field = prose(host, { value: "Plain words", label: "The text", describedBy: "help", lang: "cy", say, placeholder: "Write here", onInput: (value) => window.inputs.push(value), picture: async (file, onAlt) => (onAlt("A [small]\nmark"), `media/${file.name}`) });
window.clash = () => {
  sync.aside = [{ request: "r", file: "one.md", lines: [2, 3], seq: 1, mine: "The child was not brought.", theirs: "The child did not come.", by: "Bo", message: "" }];
  sync.dispatchEvent(new Event("stale"));
};
window.paste = (html, text) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
};
window.pastePicture = () => {
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File(["x"], "mark.png", { type: "image/png" }));
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
};
window.steps = [];
mountKeys({ step: (way) => window.steps.push(way) });
mountText(document.getElementById("text"), desk);
mountClash(document.getElementById("clashes"), desk);
document.getElementById("turn").addEventListener("click", () => desk.text());
