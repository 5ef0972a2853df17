/** The fields of a form by their type. */

import { media } from "./media.js";
import { prose } from "./prose.js";
import { list, rows } from "./rows.js";
import { choice, id, line, number, outcome, tick } from "./simple.js";

const TYPES = { line, prose, number, choice, "yes-no": tick, id, outcome, bank: choice, media, list, rows, mark: tick };

/**
 * @param {import("../middle.js").Field} field
 * @param {import("../middle.js").Value | undefined} value
 * @param {import("./frame.js").Context} context
 * @returns {import("./frame.js").Mounted}
 */
export function mountField(field, value, context) {
  return TYPES[field.type](withChoices(field, context.desk.store.state), value, context);
}

/** @param {import("../middle.js").Field} field @param {import("../middle.js").State} state @returns {import("../middle.js").Field} a bank is one of the course's */
function withChoices(field, state) {
  if (field.type !== "bank" || field.choices?.length) return field;
  return { ...field, choices: state.outline.filter((each) => each.kind === "bank").map((each) => ({ value: each.id, label: each.title || each.id })) };
}
