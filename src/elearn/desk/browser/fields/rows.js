/** Rows of fields, and lists of lines: to add, take out, and move, with buttons and with keys alone. */

import { button, make } from "../../../player/browser/dom.js";
import { asText, frame, freshId } from "./frame.js";
import { mountField } from "./index.js";
import { handleOf, rowDragging } from "./row-drag.js";

/** @typedef {import("./frame.js").Context} Context */
/** @typedef {import("./frame.js").Mounted} Mounted */
/** @typedef {import("../middle.js").Field} Field */
/** @typedef {import("../middle.js").Value} Value */
/** @typedef {import("../middle.js").Values} Values */
/** @typedef {{element: HTMLElement, body: HTMLElement, name: string, parts: Map<string, Mounted>}} Row */

/** @param {string | undefined} row “an option” @returns {string} “Option” */
export function rowName(row = "") {
  const bare = row.replace(/^(an?|the)\s+/i, "");
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

/** @param {Field} field @param {Value | undefined} value @param {Context} context @returns {Mounted} texts, one a row */
export function list(field, value, context) {
  const inner = rows({ ...field, type: "rows", plain: true, fields: [{ name: "text", label: rowName(field.row) || field.label, type: field.choices?.length ? "choice" : "line", required: false, choices: field.choices, longest: field.longest }] }, toRows(value), context);
  return { ...inner, get: () => /** @type {Values[]} */ (inner.get()).map((row) => asText(row.text)), set: (to) => inner.set(toRows(to)), focus: (path = []) => inner.focus(path[0] ? [path[0], "text"] : []) };
}

/** @param {Value | undefined} value @returns {Values[]} */
const toRows = (value) => (Array.isArray(value) ? value.map((text) => ({ text: typeof text === "string" ? text : "" })) : []);

/** @param {Field & {plain?: boolean}} field `plain`: each row is one text, and needs no name above it @param {Value | undefined} value @param {Context} context @returns {Mounted} */
export function rows(field, value, context) {
  const around = frame(field, context, true);
  const { say } = context.desk;
  const holder = make("div", { class: field.plain ? "rows plain" : "rows" });
  /** What is shown on request comes last, so that nobody types into it unawares. */
  const ordered = [...(field.fields ?? [])].sort((a, b) => Number(a.type === "id") - Number(b.type === "id"));
  /** @type {Row[]} */
  let all = [];
  /** @type {{at: number, values: Values} | null} */
  let taken = null;
  const add = button("quiet rows-add", () => insert(all.length, {}, true), {}, `+ ${field.add || say("form_add_row")}`);
  const back = button("plain-button rows-back", restore, { hidden: "" }, say("form_restore_row"));
  const title = rowName(field.row) || field.label;
  /** Whether there are always as many rows: then none is added, taken out or moved. */
  const fixed = field.most !== undefined && field.fewest === field.most;
  const set = freshId();

  /** @param {Values} values @param {number} at @returns {Row} */
  function row(values, at) {
    const name = say("form_nth", { row: title, n: at + 1 });
    const body = make("div", { class: "row-fields" });
    const element = make("div", { class: "row", role: "group", "aria-label": name });
    /** @type {Map<string, Mounted>} */
    const parts = new Map();
    for (const each of ordered) {
      const made = mountField(each, values[each.name] ?? blank(each), { ...context, within: name, set });
      parts.set(each.name, made);
      body.append(made.element);
    }
    const made = { element, body, name, parts };
    element.append(...(field.plain ? [body, tools(made)] : [tools(made), body]));
    element.addEventListener("keydown", (event) => keys(event, made));
    return made;
  }

  /** @param {Row} of */
  function tools(of) {
    const at = () => all.indexOf(of);
    const tool = (/** @type {string} */ key, /** @type {string} */ sign, /** @type {() => void} */ act) =>
      button(`plain-button row-${key}`, act, { "aria-label": `${say(`form_row_${key}`)}: ${of.name}`, title: say(`form_row_${key}`) }, make("span", { "aria-hidden": "true" }, sign));
    if (fixed) return make("div", { class: "row-tools" }, make("span", { class: "row-name", "aria-hidden": "true" }, of.name));
    return make("div", { class: "row-tools" }, handleOf(say("form_drag")), make("span", { class: "row-name", "aria-hidden": "true" }, of.name), tool("up", "↑", () => move(at(), at() - 1, ".row-up")), tool("down", "↓", () => move(at(), at() + 1, ".row-down")), tool("remove", "×", () => remove(at())));
  }

  /** Names the rows anew, as their order has changed. */
  function renumber() {
    const values = read();
    const opened = all.map((each) => [...each.element.querySelectorAll("details")].map((fold) => fold.open));
    fresh(values);
    all.forEach((each, n) => each.element.querySelectorAll("details").forEach((fold, k) => (fold.open = opened[n]?.[k] ?? false)));
  }
  /** @param {readonly Values[]} values */
  function fresh(values) {
    for (const each of all) each.parts.forEach((part) => part.destroy());
    all = values.map(row);
    holder.replaceChildren(...all.map((each) => each.element));
    fit();
  }
  function fit() {
    add.hidden = field.most !== undefined && all.length >= field.most;
    all.forEach((each, n) => {
      enable(each, ".row-up", n > 0);
      enable(each, ".row-down", n < all.length - 1);
    });
  }
  /** @param {Row} of @param {string} tool @param {boolean} can */
  const enable = (of, tool, can) => of.element.querySelector(`:scope > .row-tools > ${tool}`)?.setAttribute("aria-disabled", String(!can));
  const read = () => all.map((each) => Object.fromEntries([...each.parts].map(([name, part]) => [name, part.get()])));

  /** @param {number} at @param {Values} values @param {boolean} focus */
  function insert(at, values, focus) {
    const now = read();
    now.splice(at, 0, values);
    if (at === all.length) {
      const made = row(values, at);
      all.push(made);
      holder.append(made.element);
      fit();
    } else fresh(now);
    if (focus) focusRow(at);
    context.changed();
  }
  /** @param {number} at */
  function remove(at) {
    const values = read()[at];
    const gone = all[at];
    if (!values || !gone) return;
    taken = { at, values };
    gone.parts.forEach((part) => part.destroy());
    gone.element.remove();
    all.splice(at, 1);
    renumber();
    back.hidden = false;
    context.desk.announce(say("form_removed", { row: gone.name }));
    if (all.length) focusRow(Math.max(0, at - 1), true);
    else back.focus();
    context.changed();
  }
  function restore() {
    if (!taken) return;
    const { at, values } = taken;
    taken = null;
    back.hidden = true;
    insert(Math.min(at, all.length), values, true);
  }
  /** @param {number} at @param {number} to @param {string} [then] the button that keeps focus */
  function move(at, to, then = "") {
    const now = read();
    const moved = now[at];
    if (!moved || to < 0 || to >= now.length) return;
    now.splice(at, 1);
    now.splice(to, 0, moved);
    fresh(now);
    if (then) /** @type {HTMLElement | null} */ (all[to]?.element.querySelector(then))?.focus();
    context.desk.announce(say("form_moved", { n: to + 1, count: now.length }));
    context.changed();
  }
  /** @param {number} at @param {boolean} [end] */
  function focusRow(at, end = false) {
    firstOf(all[at])?.focus();
    const input = document.activeElement;
    if (end && isLine(input)) input.setSelectionRange(input.value.length, input.value.length);
  }

  /** @param {KeyboardEvent} event @param {Row} of */
  function keys(event, of) {
    const at = all.indexOf(of);
    const target = event.target;
    if (fixed) return;
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      event.stopPropagation();
      const name = /** @type {HTMLElement} */ (target).closest("[data-field]")?.getAttribute("data-field") ?? "";
      const to = at + (event.key === "ArrowUp" ? -1 : 1);
      if (to < 0 || to >= all.length) return;
      move(at, to);
      (all[to]?.parts.get(name) ?? firstOf(all[to]))?.focus();
    } else if (event.key === "Enter" && !event.isComposing && isLine(target)) {
      event.preventDefault();
      event.stopPropagation();
      if (!add.hidden) insert(at + 1, {}, true);
    } else if (event.key === "Backspace" && isLine(target) && isEmpty(read()[at])) {
      event.preventDefault();
      event.stopPropagation();
      remove(at);
    }
  }

  fresh(Array.isArray(value) ? /** @type {Values[]} */ (value) : []);
  rowDragging(holder, () => all.map((each) => each.element), move);
  around.fill(holder, make("div", { class: "rows-end" }, add, back));
  return {
    element: around.element,
    get: read,
    set(to) {
      const wanted = Array.isArray(to) ? /** @type {Values[]} */ (to) : [];
      if (wanted.length !== all.length) {
        const at = all.findIndex((each) => each.element.contains(document.activeElement));
        fresh(wanted);
        if (at >= 0) firstOf(all[Math.min(at, all.length - 1)])?.focus();
        return;
      }
      wanted.forEach((values, n) => all[n]?.parts.forEach((part, name) => part.set(values[name])));
    },
    focus(path = []) {
      const at = Number(path[0] ?? 0);
      if (!all[at]) return add.focus();
      (all[at]?.parts.get(path[1] ?? "") ?? firstOf(all[at]))?.focus(path.slice(2));
    },
    problems(found) {
      around.problems(found.filter((each) => !all[Number(each.field.split(".")[0] || NaN)]));
      all.forEach((each, n) => each.parts.forEach((part, name) => part.problems(below(found, `${n}.${name}`))));
    },
    destroy: () => all.forEach((each) => each.parts.forEach((part) => part.destroy())),
  };
}

/** @param {EventTarget | null} input @returns {input is HTMLInputElement | HTMLTextAreaElement} whether it is a field of one line */
const isLine = (input) => (input instanceof HTMLInputElement && input.type === "text") || (input instanceof HTMLTextAreaElement && input.classList.contains("one-line"));

/** @param {Row | undefined} row @returns {Mounted | undefined} its first field to type in: the text rather than the tick before it */
function firstOf(row) {
  const all = [...(row?.parts.values() ?? [])];
  return all.find((part) => part.element.matches(".field:not(.field-mark)")) ?? all[0];
}

/**
 * @param {readonly import("../middle.js").Problem[]} problems
 * @param {string} path
 * @returns {import("../middle.js").Problem[]} those of the field there, with the rest of their path
 */
export function below(problems, path) {
  return problems.filter((each) => each.field === path || each.field.startsWith(`${path}.`)).map((each) => ({ ...each, field: each.field.slice(path.length + 1) }));
}

/** @param {Field} field @returns {Value} */
function blank(field) {
  if (field.type === "mark") return false;
  return field.type === "rows" || field.type === "list" ? [] : (/** @type {{default?: string}} */ (field).default ?? "");
}

/** @param {Value | Values | undefined} value @returns {boolean} */
function isEmpty(value) {
  if (!value || value === true) return !value;
  if (typeof value === "string") return !value.trim();
  /** @type {(Value | Values)[]} */
  const inner = Array.isArray(value) ? value : Object.values(value);
  return inner.every((each) => isEmpty(each));
}
