/** The form of a question with options: the usual one, with a way to paste a list, and a hint if none is right. */

import { button, make } from "../../../player/browser/dom.js";
import { usualForm } from "../../../desk/browser/form.js";

/** @typedef {import("../../../desk/browser/middle.js").Values} Values */

const BULLET = /^\s*(?:[-*+•–]\s+(?=\S)|\(?(?:\d{1,2}|[A-Za-z])[.)]\s+)/;
const TICKED = /^\[[xX✓]\]\s*/;
const OPEN = /^\[\s?\]\s*/;
const STAR = /^\s*\*(?!\*)(?![^*\s][^*]*\*)\s*(?=\S)/;
const SAID = /\s*[([](?:correct|right|cywir)[)\]]\s*$/i;

/**
 * @param {string} text as pasted: a line an option
 * @returns {{text: string, right: boolean}[]}
 */
export function optionsIn(text) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim());
  const starred = lines.some((line) => STAR.test(line)) && !lines.every((line) => STAR.test(line));
  return lines.map((line) => {
    const star = starred && STAR.test(line);
    let said = (star ? line.replace(STAR, "") : line).replace(BULLET, "").trim();
    let right = star;
    if (STAR.test(said)) [said, right] = [said.replace(STAR, ""), true];
    if (TICKED.test(said) || SAID.test(said)) right = true;
    return { text: said.replace(TICKED, "").replace(OPEN, "").replace(SAID, "").trim(), right };
  }).filter((option) => option.text);
}

/** @type {import("../../../desk/browser/form.js").MountForm} */
export default function mountForm(host, kind, values, options) {
  const { say } = options.desk;
  const form = usualForm(host, kind, values, {
    ...options,
    onChange(now) {
      hint(now);
      options.onChange(now);
    },
  });
  const none = make("p", { class: "choice-hint", role: "status" });
  const text = make("textarea", { rows: "4", id: `paste-${Math.random().toString(36).slice(2)}` });
  const send = (/** @type {boolean} */ instead) => {
    const found = optionsIn(text.value);
    if (!found.length) return text.focus();
    const now = form.values();
    const before = instead ? [] : rowsOf(now);
    const next = { ...now, options: [...before, ...found.map((each) => ({ ...empty(), ...each }))] };
    form.set(next);
    hint(next);
    options.onChange(form.values());
    text.value = "";
    paste.open = false;
    form.focus(`options.${before.length}.text`);
  };
  const paste = make(
    "details",
    { class: "field-fold choice-paste" },
    make("summary", {}, say("form_paste")),
    make("label", { for: text.id }, say("form_paste_help")),
    text,
    make("div", { class: "rows-end" }, button("quiet", () => send(false), {}, say("form_paste_add")), button("quiet", () => send(true), {}, say("form_paste_replace"))),
  );
  const field = kind.fields.find((each) => each.name === "options");
  const fixed = field?.most !== undefined && field.fewest === field.most;
  host.querySelector('[data-field="options"]')?.append(none, ...(fixed ? [] : [paste]));
  host.querySelector(".form")?.classList.add("sized");
  hint(values);

  /** @param {Values} now */
  function hint(now) {
    none.textContent = rowsOf(now).some((row) => row.right === true) ? "" : say("form_none_right");
  }
  /** @returns {Values} an option with nothing in it */
  function empty() {
    const fields = kind.fields.find((field) => field.name === "options")?.fields ?? [];
    return Object.fromEntries(fields.map((field) => [field.name, field.type === "mark" ? false : ""]));
  }
  return {
    ...form,
    set(to) {
      form.set(to);
      hint(to);
    },
  };
}

/** @param {Values} values @returns {Values[]} */
const rowsOf = (values) => (Array.isArray(values.options) ? /** @type {Values[]} */ (values.options) : []);
