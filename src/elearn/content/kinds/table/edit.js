/** The form of a table: its cells side by side, as they will be read. */

import { button, make } from "../../../player/browser/dom.js";
import { usualForm } from "../../../desk/browser/form.js";
import { freshId, problemLine } from "../../../desk/browser/fields/frame.js";
import { growing, put } from "../../../desk/browser/fields/simple.js";

/** @typedef {import("../../../desk/browser/middle.js").Values} Values */
/** @typedef {{header: string[], sides: string[], rows: string[][]}} Cells */

const OWN = ["header", "sides", "rows"];

/** @type {import("../../../desk/browser/form.js").MountForm} */
export default function mountForm(host, kind, values, options) {
  const { say } = options.desk;
  const named = new Map(kind.fields.map((field) => [field.name, field]));
  const sides = named.get("sides")?.choices ?? [];
  const rest = usualForm(host, { ...kind, fields: kind.fields.filter((field) => !OWN.includes(field.name)) }, values, { ...options, onChange: told });
  const table = make("table", { class: "grid" });
  const wrong = make("ul", { class: "field-problems" });
  const addRow = button("quiet", () => change((cells) => cells.rows.push(cells.header.map(() => ""))), {}, `+ ${named.get("rows")?.add ?? ""}`);
  const addColumn = button("quiet", () => change((cells) => addTo(cells)), {}, `+ ${named.get("header")?.add ?? ""}`);
  const box = make("fieldset", { class: "field", "data-field": "rows" }, make("legend", {}, say("table_cells")), make("div", { class: "grid-frame" }, table), make("div", { class: "rows-end" }, addRow, addColumn), wrong);
  host.querySelector(".form")?.append(box);
  let cells = cellsOf(values);
  draw();

  /** @param {Cells} to */
  function addTo(to) {
    to.header.push("");
    to.sides.push(sides[0]?.value ?? "start");
    to.rows.forEach((row) => row.push(""));
  }
  function read() {
    return { ...rest.values(), header: [...cells.header], sides: [...cells.sides], rows: cells.rows.map((row) => ({ cells: [...row] })) };
  }
  function told() {
    options.onChange(/** @type {Values} */ (read()));
  }
  /** Adds or takes out cells. @param {(cells: Cells) => void} by */
  function change(by) {
    const before = [cells.rows.length, cells.header.length];
    by(cells);
    draw();
    const last = cells.rows.length > (before[0] ?? 0) ? table.querySelector("tbody tr:last-child textarea") : table.querySelector("thead th:last-of-type textarea");
    if (cells.rows.length > (before[0] ?? 0) || cells.header.length > (before[1] ?? 0)) /** @type {HTMLElement | null} */ (last)?.focus();
    told();
  }
  /** @param {string} label @param {string} value @param {string} at @param {(value: string) => void} written */
  function cell(label, value, at, written) {
    const input = growing(freshId());
    for (const [name, given] of Object.entries({ "aria-label": label, "data-at": at, autocomplete: "off", spellcheck: "true" })) input.setAttribute(name, given);
    input.value = value;
    input.addEventListener("input", () => {
      written(input.value);
      told();
    });
    return input;
  }
  /** @param {number} n */
  function column(n) {
    const select = make("select", { "aria-label": say("table_side", { n: n + 1 }) }, ...sides.map(({ value, label }) => make("option", { value }, label)));
    select.value = cells.sides[n] ?? "start";
    select.addEventListener("change", () => {
      cells.sides[n] = select.value;
      told();
    });
    const tools = cells.header.length > 1 ? [remove(say("table_remove_column", { n: n + 1 }), (all) => [all.header, all.sides, ...all.rows].forEach((row) => row.splice(n, 1)), addColumn)] : [];
    return make("th", { scope: "col" }, cell(say("table_column", { n: n + 1 }), cells.header[n] ?? "", `header.${n}`, (value) => (cells.header[n] = value)), make("div", { class: "grid-tools" }, select, ...tools));
  }
  /** @param {string[]} row @param {number} at */
  function line(row, at) {
    const tools = cells.rows.length > 1 ? [remove(say("table_remove_row", { n: at + 1 }), (all) => all.rows.splice(at, 1), addRow)] : [];
    return make("tr", {}, ...row.map((value, n) => make("td", {}, cell(say("table_cell", { row: at + 1, n: n + 1 }), value, `rows.${at}.cells.${n}`, (now) => (/** @type {string[]} */ (cells.rows[at])[n] = now)))), make("td", { class: "grid-tools" }, ...tools));
  }
  /** @param {string} label @param {(cells: Cells) => void} by @param {HTMLElement} then gets focus */
  function remove(label, by, then) {
    const act = () => {
      change(by);
      then.focus();
    };
    return button("plain-button", act, { "aria-label": label, title: label }, make("span", { "aria-hidden": "true" }, "×"));
  }
  function draw() {
    table.replaceChildren(make("thead", {}, make("tr", {}, ...cells.header.map((_, n) => column(n)), make("td", {}))), make("tbody", {}, ...cells.rows.map(line)));
  }
  /** @returns {HTMLTextAreaElement[]} */
  const inputs = () => [...table.querySelectorAll("textarea")];

  return {
    values: () => /** @type {Values} */ (read()),
    set(to) {
      rest.set(to);
      const now = cellsOf(to);
      if (JSON.stringify(now) === JSON.stringify(cells)) return;
      const same = now.rows.length === cells.rows.length && now.header.length === cells.header.length;
      cells = now;
      if (!same) return draw();
      const texts = [...now.header, ...now.rows.flat()];
      inputs().forEach((input, n) => put(input, texts[n] ?? ""));
      table.querySelectorAll("select").forEach((select, n) => (select.value = now.sides[n] ?? "start"));
    },
    focus(field = "") {
      const own = OWN.includes(field.split(".")[0] ?? "");
      if (own) (inputs().find((input) => input.dataset.at === field) ?? inputs()[0])?.focus();
      else rest.focus(field);
    },
    problems(found) {
      const own = found.filter((each) => OWN.includes(each.field.split(".")[0] ?? ""));
      rest.problems(found.filter((each) => !own.includes(each)));
      wrong.replaceChildren(...own.map((each) => problemLine(each, say)));
      inputs().forEach((input) => input.toggleAttribute("aria-invalid", own.some((each) => each.field === input.dataset.at)));
    },
    destroy() {
      rest.destroy();
      box.remove();
    },
  };
}

/** @param {Values} values @returns {Cells} with as many cells in each row as there are columns */
function cellsOf({ header, sides, rows }) {
  const texts = (/** @type {unknown} */ of) => (Array.isArray(of) ? of.map((each) => (typeof each === "string" ? each : "")) : []);
  const names = texts(header);
  const inner = (Array.isArray(rows) ? rows : []).map((row) => texts(/** @type {any} */ (row).cells));
  const count = Math.max(1, names.length, ...inner.map((row) => row.length));
  const wide = (/** @type {string[]} */ row, /** @type {string} */ fill) => Array.from({ length: count }, (_, n) => row[n] || fill);
  return { header: wide(names, ""), sides: wide(texts(sides), "start"), rows: inner.map((row) => wide(row, "")) };
}
