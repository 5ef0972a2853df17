/** What every field has around its input: its label, its help, and its problems below. */

import { make } from "../../../player/browser/dom.js";

/** @typedef {import("../middle.js").Field} Field */
/** @typedef {import("../middle.js").Value} Value */
/** @typedef {import("../middle.js").Problem} Problem */

/**
 * @typedef {object} Context
 * @property {import("../middle.js").Middle} desk
 * @property {() => void} changed called at every input
 * @property {string} within the row that the field is in, as in “Option 2”, for screen readers. "" if in none
 * @property {boolean} [fresh] whether the form's words are still ours
 * @property {string} [set] the name that the radio buttons of all rows share
 *
 * @typedef {object} Mounted a field on the page
 * @property {HTMLElement} element
 * @property {() => Value} get
 * @property {(value: Value | undefined) => void} set
 * @property {(path?: readonly string[]) => void} focus `path`: into its rows
 * @property {(problems: readonly Problem[]) => void} problems those of this field. `field` is the rest of the path
 * @property {() => void} destroy
 */

let count = 0;
/** @returns {string} an id that no other element has */
export const freshId = () => `f${(count += 1)}`;

/**
 * @param {Field} field
 * @param {Context} context
 * @param {boolean} [group] whether it has several inputs, so that its label is a legend
 */
export function frame(field, context, group = false) {
  const id = freshId();
  const { desk } = context;
  const words = [
    ...(context.within ? [make("span", { class: "unseen" }, `${context.within}, `)] : []),
    field.label,
    ...(field.required ? [make("span", { class: "field-required" }, ` ${desk.say("form_required")}`)] : []),
  ];
  const label = group ? make("legend", {}, ...words) : make("label", { for: id, id: `${id}l` }, ...words);
  const help = field.help ? make("p", { class: "field-help", id: `${id}h` }, field.help) : null;
  const wrong = make("ul", { class: "field-problems", id: `${id}p`, hidden: "" });
  const element = make(group ? "fieldset" : "div", { class: `field field-${field.type}`, "data-field": field.name }, label, ...(help ? [help] : []));
  const described = [...(help ? [help.id] : []), wrong.id].join(" ");
  if (group) element.setAttribute("aria-describedby", described);

  /** @param {readonly Problem[]} found @param {HTMLElement} [input] */
  function problems(found, input) {
    wrong.replaceChildren(...found.map((problem) => problemLine(problem, desk.say)));
    wrong.hidden = found.length === 0;
    const bad = found.some((problem) => problem.severity !== "warning");
    if (bad) input?.setAttribute("aria-invalid", "true");
    else input?.removeAttribute("aria-invalid");
  }
  /** @param {...HTMLElement} inner */
  function fill(...inner) {
    element.append(...inner, wrong);
    return element;
  }
  const name = `${context.within ? `${context.within}, ` : ""}${field.label}`;
  return { id, element, label, described, name, problems, fill };
}

/**
 * @param {Problem} problem
 * @param {import("../middle.js").Middle["say"]} say
 * @returns {HTMLLIElement} with a word and a shape
 */
export function problemLine(problem, say) {
  const kind = problem.severity === "warning" ? "warning" : "error";
  const shape = make("span", { class: "shape", "aria-hidden": "true" }, kind === "error" ? "▲" : "◆");
  const remedy = problem.remedy ? ` ${problem.remedy}` : "";
  return make("li", { class: `problem ${kind}` }, shape, make("span", {}, make("strong", {}, say(`form_${kind}`)), ` ${problem.message}${remedy}`));
}

/** @param {Value | undefined} value */
export const asText = (value) => (typeof value === "string" ? value : "");
