/** Statements that are rated twice; the second time shows what was chosen the first. A response is statement, point, statement, point … */

import { choose, chosen } from "../_scale/scale.js";

/** @param {HTMLFormElement} form @returns {HTMLElement[]} */
const statementsOf = (form) => [...form.querySelectorAll("[data-statement]")].flatMap((each) => (each instanceof HTMLElement ? each : []));

/** @param {readonly string[]} response @param {string} statement @returns {string[]} */
const pointOf = (response, statement) => response.slice(...place(response, statement));

/** @param {readonly string[]} response @param {string} statement @returns {[number, number]} */
function place(response, statement) {
  const at = response.findIndex((each, index) => index % 2 === 0 && each === statement);
  return at < 0 ? [0, 0] : [at + 1, at + 2];
}

/** @type {import("../../../player/browser/types.js").Kind} */
export default {
  kinds: ["confidence"],
  prepare() {},
  read: (form) =>
    statementsOf(form).flatMap((each) => chosen(each).flatMap((point) => [each.dataset.statement ?? "", point])),
  restore(form, response) {
    for (const each of statementsOf(form)) choose(each, pointOf(response, each.dataset.statement ?? ""));
  },
  fits: ({ statements, options }, response) =>
    response.length % 2 === 0 && response.every((each, index) => (index % 2 ? options : statements).includes(each)),
  lacks: ({ statements }, response) => (response.length < 2 * statements.length ? "confidence_lacks" : ""),
  show(form, { before }, { checked, told }, say) {
    for (const input of form.querySelectorAll("input")) input.disabled = checked;
    for (const each of before ? statementsOf(form) : []) {
      const [point] = pointOf(told(before), each.dataset.statement ?? "");
      const line = each.querySelector(".told");
      if (!(line instanceof HTMLElement)) continue;
      const word = each.querySelector(`input[value="${point}"] + span`)?.textContent;
      line.hidden = !word;
      line.textContent = word ? say("confidence_told", { word }) : "";
    }
  },
  interaction: ({ statements, options }, response) =>
    statements.map((/** @type {string} */ statement) => ({
      type: "likert",
      ...(statements.length > 1 ? { part: statement } : {}),
      ids: options,
      response: pointOf(response, statement),
      correct: null,
    })),
};
