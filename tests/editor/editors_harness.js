/** Shows the form of one kind of block as its card does, without a server. What is typed is in `values`. */

import * as media from "/content/kinds/labelled_image/edit.js";
import * as pairs from "/content/kinds/_pairs/edit.js";
import * as labels from "/content/kinds/label_picture/edit.js";
import * as story from "/content/kinds/scenario/edit.js";
import { mountFind } from "/desk/browser/find.js";
import { mountForm } from "/desk/browser/form.js";
import { mountPictures } from "/desk/browser/pictures.js";

window.elearnEditors = { labelled_image: media, _pairs: pairs, label_picture: labels, scenario: story };
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const [words, kinds] = [read("words"), read("kinds")];
const say = (key, values = {}) => { if (!(key in words)) throw new Error(`no word ${key}`); return words[key].replace(/%%|%\((\w+)\)s/g, (whole, n) => (whole === "%%" ? "%" : String(values[n]))); };
const state = { course: "c", outline: [{ file: "one.md", kind: "module", title: "One", pages: [{ id: "p", title: "A page" }] }] };
Object.assign(window, { said: [], actions: [], values: null, went: null });
const sync = { async act(action) { window.actions.push(action); return { ...state, said: "" }; }, async undo() { window.actions.push({ action: "undo" }); }, async go(...to) { window.went = to; } };
const desk = { store: { state, watch() {} }, sync, say, links: { home: "/desk", course: "/desk/c" }, announce: (text) => window.said.push(text) };
mountPictures(desk);
mountFind(desk);
window.desk = desk;
let form = null;
window.show = (id) => {
  form?.destroy();
  const kind = kinds.find((each) => each.id === id);
  window.values = structuredClone(kind.values);
  form = mountForm(document.getElementById("form"), kind, kind.values, { desk, block: null, onChange: (now) => (window.values = now) });
  window.form = form;
};
