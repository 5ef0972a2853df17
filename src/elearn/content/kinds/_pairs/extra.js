/** Rows that match nothing, in the form of what is matched: how they are added and told from the others. */

import { button, make } from "../../../player/browser/dom.js";

/** @typedef {import("../../../desk/browser/middle.js").Values} Values */

/**
 * @param {HTMLElement} host
 * @param {import("../../../desk/browser/form.js").MountedForm} form
 * @param {{field: string, add: string, note: string, more?: readonly HTMLElement[], extra: (row: Values) => boolean, told: () => void}} how `told` is called after a row has been added
 * @returns {() => void} notes at each row whether it matches something. To be called after each change
 */
export function extras(host, form, how) {
  const box = /** @type {HTMLElement} */ (host.querySelector(`[data-field="${how.field}"]`));
  const add = button("quiet", () => append(form, how.field, { target: "" }, "target", how.told), {}, `+ ${how.add}`);
  box.querySelector(":scope > .rows-end .rows-back")?.before(...(how.more ?? []), add);
  const holder = /** @type {HTMLElement} */ (box.querySelector(":scope > .rows"));
  const watcher = new MutationObserver(draw);
  watcher.observe(holder, { childList: true });
  function draw() {
    const rows = rowsOf(form.values(), how.field);
    [...holder.querySelectorAll(":scope > .row")].forEach((element, n) => {
      const extra = how.extra(rows[n] ?? {});
      element.classList.toggle("extra", extra);
      const note = element.querySelector(":scope > .row-extra");
      if (!extra) note?.remove();
      else if (!note) element.append(make("p", { class: "row-extra" }, how.note));
    });
  }
  draw();
  return draw;
}

/**
 * Adds a row, and goes to one of its fields.
 * @param {import("../../../desk/browser/form.js").MountedForm} form @param {string} field @param {Values} row @param {string} to @param {() => void} told
 */
export function append(form, field, row, to, told) {
  const now = form.values();
  const rows = rowsOf(now, field);
  form.set({ ...now, [field]: [...rows, row] });
  form.focus(`${field}.${rows.length}.${to}`);
  told();
}

/** @param {Values} values @param {string} field @returns {Values[]} */
export const rowsOf = (values, field) => (Array.isArray(values[field]) ? /** @type {Values[]} */ (values[field]) : []);
