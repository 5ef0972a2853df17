/** The form of what is matched: pairs side by side, and answers that match nothing. */

import { usualForm } from "../../../desk/browser/form.js";
import { extras } from "./extra.js";

/** @type {import("../../../desk/browser/form.js").MountForm} */
export default function mountForm(host, kind, values, options) {
  const { say } = options.desk;
  const form = usualForm(host, kind, values, { ...options, onChange: told });
  host.querySelector('[data-field="rows"]')?.classList.add("pairs");
  host.querySelector(".form")?.classList.add("sized");
  const draw = extras(host, form, {
    field: "rows",
    add: say("pairs_add_extra"),
    note: say("pairs_extra"),
    extra: (row) => !String(row.source ?? "").trim() && !!String(row.target ?? "").trim(),
    told: () => told(form.values()),
  });
  /** @param {import("../../../desk/browser/middle.js").Values} now */
  function told(now) {
    draw();
    options.onChange(now);
  }
  return {
    ...form,
    set(to) {
      form.set(to);
      draw();
    },
  };
}
