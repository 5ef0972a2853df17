/** The form of a picture to label: its spots, and labels that belong to nothing. */

import { spotsForm } from "../_media/spots.js";
import { extras } from "../_pairs/extra.js";

/** @type {import("../../../desk/browser/form.js").MountForm} */
export default function mountForm(host, kind, values, options) {
  const { say } = options.desk;
  const form = spotsForm(host, kind, values, {
    ...options,
    onChange(now) {
      draw();
      options.onChange(now);
    },
  });
  const draw = extras(host, form, {
    field: form.field,
    add: say("spots_add_extra"),
    note: say("spots_extra"),
    extra: (row) => !["across", "down", "source"].some((name) => String(row[name] ?? "").trim()) && !!String(row.target ?? "").trim(),
    told: form.told,
  });
  return {
    ...form,
    set(to) {
      form.set(to);
      draw();
    },
  };
}
