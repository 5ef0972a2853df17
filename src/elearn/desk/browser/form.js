/** The form of a block, made from the fields of its kind. */

import { make } from "../../player/browser/dom.js";
import { mountField } from "./fields/index.js";
import { below } from "./fields/rows.js";

/** @typedef {import("./middle.js").Values} Values */
/** @typedef {import("./middle.js").Problem} Problem */
/** @typedef {Pick<import("./types.js").Kind, "fields" | "editor">} Formed */
/**
 * @typedef {object} FormOptions
 * @property {(values: Values) => void} onChange called at every input
 * @property {import("./middle.js").Middle} desk
 * @property {import("./types.js").Block | null} block
 * @property {boolean} [fresh] whether its words are ours, to be replaced: then the first key replaces them
 *
 * @typedef {object} MountedForm
 * @property {() => Values} values
 * @property {(values: Values) => void} set only what differs is drawn anew, and focus stays
 * @property {(field?: string) => void} focus `field` may lead into rows, as in “options.1.text”. "": the first one
 * @property {(problems: readonly Problem[]) => void} problems
 * @property {() => void} destroy
 *
 * @typedef {(host: HTMLElement, kind: Formed, values: Values, options: FormOptions) => MountedForm} MountForm
 */

/** What is rarely changed, and folded up as “More settings”. Besides these, every id. */
const RARE = new Set([
  "points", "tries", "shuffle", "hint",
  "completion_questions", "completion_score", "completion_unscored", "bands", "author", "approved_by", "changes",
  "theme_logo", "theme_logo_alt", "theme_accent", "theme_accent_dark",
]);

/** @type {MountForm} a kind's own editor if it has one, else the usual form */
export function mountForm(host, kind, values, options) {
  const own = /** @type {any} */ (window).elearnEditors?.[kind.editor];
  return (own?.default ?? own ?? usualForm)(host, kind, values, options);
}

/** @type {MountForm} */
export function usualForm(host, kind, values, options) {
  const { desk } = options;
  const changed = () => options.onChange(read());
  /** @type {Map<string, import("./fields/frame.js").Mounted>} */
  const parts = new Map(kind.fields.map((field) => [field.name, mountField(field, values[field.name], { desk, changed, within: "", fresh: options.fresh })]));
  const rare = kind.fields.filter((field) => (RARE.has(field.name) || field.type === "id") && !(field.required && field.type !== "id" && !values[field.name]));
  const element = make("div", { class: "form" });
  for (const field of kind.fields) if (!rare.includes(field)) element.append(parts.get(field.name)?.element ?? "");
  const more = make("details", { class: "form-more" }, make("summary", {}, desk.say("form_more")));
  for (const field of rare) more.append(parts.get(field.name)?.element ?? "");
  if (rare.length) element.append(more);
  keepTools(element);
  if (options.fresh) replacing(element);
  const other = make("ul", { class: "field-problems" });
  element.append(make("div", { role: "status" }, other));
  host.append(element);
  /** What the form does not show stays as it is. @type {Values} */
  let kept = values;
  const read = () => ({ ...kept, ...Object.fromEntries([...parts].map(([name, part]) => [name, part.get()])) });

  return {
    values: read,
    set(to) {
      kept = to;
      for (const [name, part] of parts) if (JSON.stringify(part.get()) !== JSON.stringify(to[name])) part.set(to[name]);
    },
    focus(field = "") {
      const [name = "", ...path] = field.split(".");
      const part = parts.get(name) ?? [...parts.values()].find((each) => !more.contains(each.element));
      if (part && more.contains(part.element)) more.open = true;
      part?.focus(path);
    },
    problems(found) {
      for (const [name, part] of parts) {
        const own = below(found, name);
        part.problems(own);
        if (own.length && more.contains(part.element)) more.open = true;
      }
      const stray = found.filter((each) => !parts.has(each.field.split(".")[0] ?? ""));
      other.replaceChildren(...stray.map((each) => make("li", { class: "problem error" }, `▲ ${each.message} ${each.remedy ?? ""}`)));
    },
    destroy() {
      parts.forEach((part) => part.destroy());
      element.remove();
    },
  };
}

/**
 * The buttons of the prose that was last in use stay: if they went with the focus, everything below would move up under a
 * pointer that is about to click it. @param {HTMLElement} form
 */
function keepTools(form) {
  form.addEventListener("focusin", (event) => {
    const prose = /** @type {HTMLElement} */ (event.target).closest(".prose");
    if (!prose) return;
    for (const other of form.querySelectorAll(".prose.in-use")) if (other !== prose) other.classList.remove("in-use");
    prose.classList.add("in-use");
  });
}

/** Selects all of a text that is still ours when somebody comes to it, so that typing replaces it. @param {HTMLElement} form */
function replacing(form) {
  const ours = new Set();
  const all = () => form.querySelectorAll("textarea, input[type=text], .cm-content");
  requestAnimationFrame(() => all().forEach((each) => ours.add(each)));
  form.addEventListener("input", (event) => ours.delete(event.target));
  const select = (/** @type {Event} */ event) => {
    const field = /** @type {HTMLElement} */ (event.target).closest("textarea, input, .cm-content");
    requestAnimationFrame(() => {
      if (!field || !ours.has(field) || document.activeElement !== field) return;
      // A second click puts the caret where it is.
      if (event.type === "click") ours.delete(field);
      if (getSelection()?.isCollapsed !== false) document.execCommand("selectAll");
    });
  };
  form.addEventListener("focusin", select);
  form.addEventListener("click", select);
}
