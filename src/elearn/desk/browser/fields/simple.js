/** Fields of one input: a line, a number, one of several, yes or no, a tick, an id. */

import { button, make } from "../../../player/browser/dom.js";
import { asText, frame } from "./frame.js";

/** @typedef {import("./frame.js").Context} Context */
/** @typedef {import("./frame.js").Mounted} Mounted */
/** @typedef {import("../middle.js").Field} Field */
/** @typedef {import("../middle.js").Value} Value */

/** @param {Field} field @param {Value | undefined} value @param {Context} context @returns {Mounted} words are seen whole, however long they are */
export function line(field, value, context) {
  const around = frame(field, context);
  const words = field.type === "line";
  const input = words ? growing(around.id) : make("input", { id: around.id, type: "text" });
  for (const [name, given] of Object.entries({ "aria-describedby": around.described, autocomplete: "off", spellcheck: String(words) })) input.setAttribute(name, given);
  if (field.type === "number") input.inputMode = "decimal";
  if (field.type === "id") input.autocapitalize = "none";
  if (field.longest) input.maxLength = field.longest;
  if (field.required) input.setAttribute("aria-required", "true");
  input.value = asText(value);
  input.addEventListener("input", context.changed);
  return { ...around, element: around.fill(input), get: () => input.value, set: (to) => put(input, asText(to)), focus: () => input.focus(), problems: (found) => around.problems(found, input), destroy() {} };
}

/** A line that is shown in as many as it needs. A line break that is pasted becomes a space. @param {string} id */
export function growing(id) {
  const input = make("textarea", { id, rows: "1", class: "one-line" });
  const grow = () => {
    input.style.height = "auto";
    if (input.scrollHeight) input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
  };
  input.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && event.preventDefault());
  input.addEventListener("input", () => {
    if (/[\r\n]/.test(input.value)) {
      const at = input.selectionStart;
      input.value = input.value.replace(/\s*[\r\n]+\s*/g, " ");
      input.setSelectionRange(Math.min(at, input.value.length), Math.min(at, input.value.length));
    }
    grow();
  });
  input.addEventListener("put", grow);
  let width = 0;
  new ResizeObserver(() => {
    if (input.clientWidth === width) return;
    width = input.clientWidth;
    grow();
  }).observe(input);
  return input;
}

/** @param {HTMLInputElement | HTMLTextAreaElement} input @param {string} text leaves the caret where it is */
export function put(input, text) {
  if (input.value === text) return;
  const { selectionStart, selectionEnd } = input;
  input.value = text;
  input.dispatchEvent(new Event("put"));
  if (document.activeElement === input) input.setSelectionRange(selectionStart ?? text.length, selectionEnd ?? text.length);
}

/** A number is typed as text, so that nothing that was typed is lost: the server says what is wrong with it. */
export const number = line;

/** An id is written once. It is shown on request. @param {Field} field @param {Value | undefined} value @param {Context} context @returns {Mounted} */
export function id(field, value, context) {
  const inner = line(field, value, context);
  const box = make("details", { class: "field-fold" }, make("summary", {}, ...(context.within ? [make("span", { class: "unseen" }, `${context.within}, `)] : []), context.desk.say("form_show_id", { label: field.label })), inner.element);
  box.dataset.field = field.name;
  const opened = () => (box.open = true);
  return {
    ...inner,
    element: box,
    focus() {
      opened();
      inner.focus();
    },
    problems(found) {
      if (found.length) opened();
      inner.problems(found);
    },
  };
}

/** @param {Field} field @param {Value | undefined} value @param {Context} context @returns {Mounted} */
export function choice(field, value, context) {
  const around = frame(field, context);
  const select = make("select", { id: around.id, "aria-describedby": around.described });
  /** @param {string} now */
  function offers(now) {
    const offered = field.choices ?? [];
    const blank = field.required && now ? [] : [{ value: "", label: context.desk.say(field.required ? "form_choose" : "form_none") }];
    const unknown = now && !offered.some((each) => each.value === now) ? [{ value: now, label: now }] : [];
    const has = offered.some((each) => each.value === "");
    return [...(has ? [] : blank), ...offered, ...unknown];
  }
  /** @param {string} now */
  function options(now) {
    select.replaceChildren(...offers(now).map((each) => make("option", { value: each.value }, each.label)));
    select.value = now;
  }
  options(asText(value));
  select.addEventListener("change", context.changed);
  // What can be chosen may be another since: somebody has added an outcome or a bank.
  for (const reached of ["focus", "pointerdown"]) select.addEventListener(reached, () => [...select.options].map((each) => each.value).join() !== offers(select.value).map((each) => each.value).join() && options(select.value));
  return { ...around, element: around.fill(select), get: () => select.value, set: (to) => asText(to) !== select.value && options(asText(to)), focus: () => select.focus(), problems: (found) => around.problems(found, select), destroy() {} };
}

/** A box to tick, also for a "mark": whether a row is right. If one row alone may be, the rows share a set of radio buttons. @param {Field} field @param {Value | undefined} value @param {Context} context @returns {Mounted} */
export function tick(field, value, context) {
  const around = frame(field, context);
  const text = typeof value === "string";
  const one = field.type === "mark" && field.one === true;
  const isOn = (/** @type {Value | undefined} */ of) => of === true || of === "yes" || of === "true";
  const input = make("input", { id: around.id, type: one ? "radio" : "checkbox", "aria-describedby": around.described });
  if (one && context.set) input.name = context.set;
  input.checked = isOn(value);
  input.addEventListener("change", context.changed);
  around.label.prepend(input);
  around.label.removeAttribute("for");
  return { ...around, element: around.fill(), get: () => (text ? (input.checked ? "yes" : "no") : input.checked), set: (to) => void (input.checked = isOn(to)), focus: () => input.focus(), problems: (found) => around.problems(found, input), destroy() {} };
}

/** One of the course's outcomes, with a way to add one. @param {Field} field @param {Value | undefined} value @param {Context} context @returns {Mounted} */
export function outcome(field, value, context) {
  const inner = choice(field, value, context);
  const add = button("plain-button field-beside", () => context.desk.facts?.({ field: "outcomes" }), {}, context.desk.say("form_add_outcome"));
  inner.element.append(add);
  return inner;
}
