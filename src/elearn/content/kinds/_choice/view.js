/** How questions with options behave, and how they are marked. Each option is a radio button or a checkbox. */

import { shuffled } from "../../../player/browser/random.js";

/** @typedef {import("../../../player/browser/types.js").Question} Question */
/** @typedef {import("../../../player/browser/types.js").Say} Say */

/** @param {HTMLFormElement} form @returns {HTMLInputElement[]} in the order shown */
const inputs = (form) => [...form.querySelectorAll("input")];

/** @param {Question} question @param {readonly string[]} response */
function counts({ right }, response) {
  const found = response.filter((option) => right.includes(option)).length;
  return { found, extra: response.length - found };
}

/** @type {import("../../../player/browser/types.js").Kind} */
export default {
  kinds: ["choose-one", "choose-many", "true-or-false"],

  prepare(form, { options, shuffle }, random) {
    const list = form.querySelector(".options");
    if (!shuffle || !list) return;
    const shown = shuffled(options, random);
    list.append(...shown.flatMap((id) => [...list.querySelectorAll(`[data-option="${id}"]`)]));
  },

  read: (form) =>
    inputs(form)
      .filter((input) => input.checked)
      .map((input) => input.value)
      .sort(),

  restore(form, response) {
    for (const input of inputs(form)) input.checked = response.includes(input.value);
  },

  fits: ({ options }, response) => response.every((option) => options.includes(option)),

  /** All right options and no other is right; else each right one found, less each wrong one chosen, may be a part of it. */
  mark(question, response) {
    const { found, extra } = counts(question, response);
    const total = question.right.length;
    const right = found === total && extra === 0;
    return { score: right ? 1 : question.credit === "all" ? 0 : Math.max(0, (found - extra) / total), right };
  },

  show(form, question, { response, checked, open, all }, say) {
    const { right } = question;
    const some = checked && counts(question, response).found > 0;
    for (const input of inputs(form)) {
      const box = form.querySelector(`[data-option="${input.value}"]`);
      const feedback = box?.querySelector(".option-say");
      const verdict = box?.querySelector(".option-verdict");
      if (!(box instanceof HTMLElement) || !(feedback instanceof HTMLElement) || !verdict) continue;
      const chosen = checked && response.includes(input.value);
      const good = right.includes(input.value);
      const shown = chosen || (open && (good || all));
      input.disabled = open || checked;
      box.dataset.verdict = !shown ? "" : good ? "right" : chosen ? "wrong" : "other";
      feedback.hidden = !shown;
      verdict.textContent = shown ? say(!good ? "option_wrong" : some && !chosen ? "option_missed" : "option_right") : "";
      if (shown) input.setAttribute("aria-describedby", feedback.id);
      else input.removeAttribute("aria-describedby");
    }
  },

  partly(question, response, say) {
    const { found, extra } = counts(question, response);
    const total = question.right.length;
    if (!found) return "";
    return extra ? say("partly_extra", { found, total, n: extra }) : say("partly_said", { found, total });
  },

  interaction: ({ kind, options, right }, response) => ({
    type: kind === "true-or-false" ? "true-false" : "choice",
    ids: options,
    response,
    correct: right,
  }),
};
