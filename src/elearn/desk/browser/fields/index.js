/** The fields of a form by their type. */

import { bank } from "./bank.js";
import { media } from "./media.js";
import { prose } from "./prose.js";
import { list, rows } from "./rows.js";
import { choice, id, line, number, outcome, tick } from "./simple.js";

const TYPES = { line, prose, number, choice, "yes-no": tick, id, outcome, bank, media, list, rows, mark: tick };

/**
 * @param {import("../middle.js").Field} field
 * @param {import("../middle.js").Value | undefined} value
 * @param {import("./frame.js").Context} context
 * @returns {import("./frame.js").Mounted}
 */
export function mountField(field, value, context) {
  return TYPES[field.type](withChoices(field, context.desk), value, context);
}

/** @param {import("../middle.js").Field} field @param {import("../middle.js").Middle} desk @returns {import("../middle.js").Field} a bank or an outcome is one that the course has now */
function withChoices(field, desk) {
  if (field.type !== "bank" && field.type !== "outcome") return field;
  return {
    ...field,
    get choices() {
      const { outline, outcomes } = desk.store.state;
      if (field.type === "outcome") return outcomes ?? field.choices ?? [];
      const shared = (field.choices ?? []).filter(({ value }) => value.startsWith("banks/"));
      return [...outline.filter((each) => each.kind === "bank").map((each) => ({ value: each.id, label: each.title || each.id })), ...shared];
    },
  };
}
