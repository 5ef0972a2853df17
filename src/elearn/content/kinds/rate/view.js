/** A statement that is rated on a scale. */

import { chosen, choose } from "../_scale/scale.js";

/** @type {import("../../../player/browser/types.js").Kind} */
export default {
  kinds: ["rate"],
  prepare() {},
  read: (form) => chosen(form),
  restore: choose,
  fits: ({ options }, response) => response.length <= 1 && response.every((point) => options.includes(point)),
  show(form, _question, { checked }) {
    for (const input of form.querySelectorAll("input")) input.disabled = checked;
  },
  interaction: ({ options }, response) => ({ type: "likert", ids: options, response, correct: null }),
};
