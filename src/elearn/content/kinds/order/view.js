/** Steps to be put in order with two buttons each. The response is the steps' ids in the learner's order, once any has moved. */

import { shuffled } from "../../../player/browser/random.js";
import { judge, marked } from "../_parts/parts.js";

/** @typedef {import("../../../player/browser/types.js").Question} Question */

/** The order in which each question is first shown. @type {WeakMap<HTMLFormElement, readonly string[]>} */
const first = new WeakMap();

/** @param {HTMLFormElement} form @returns {HTMLElement[]} */
const items = (form) => [...form.querySelectorAll("[data-step]")].flatMap((item) => (item instanceof HTMLElement ? item : []));

/** @param {HTMLFormElement} form */
const order = (form) => items(form).map((item) => item.dataset.step ?? "");

/** @param {HTMLFormElement} form @param {readonly string[]} ids */
function arrange(form, ids) {
  const list = form.querySelector("[data-steps]");
  if (list && order(form).join() !== ids.join()) list.append(...ids.flatMap((id) => items(form).filter((item) => item.dataset.step === id)));
  ends(form);
}

/** The first cannot go up, nor the last down; they stay in reach, so that focus is not lost. @param {HTMLFormElement} form */
function ends(form) {
  const all = items(form);
  for (const item of all) {
    item.querySelector('[data-move="-1"]')?.setAttribute("aria-disabled", String(item === all[0]));
    item.querySelector('[data-move="1"]')?.setAttribute("aria-disabled", String(item === all[all.length - 1]));
  }
}

/** @param {Question} question @param {readonly string[]} response */
const inPlace = ({ steps }, response) => response.filter((step, at) => steps[at] === step).length;

/** @type {import("../../../player/browser/types.js").Kind} */
export default {
  kinds: ["order"],

  prepare(form, { steps }, random, say) {
    const mixed = shuffled(/** @type {string[]} */ (steps), random);
    const shown = mixed.join() === steps.join() ? [...mixed.slice(1), ...mixed.slice(0, 1)] : mixed;
    first.set(form, shown);
    form.querySelector("[data-steps]")?.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("[data-move]") : null;
      const item = button?.closest("[data-step]");
      const up = button?.getAttribute("data-move") === "-1";
      const other = up ? item?.previousElementSibling : item?.nextElementSibling;
      if (!item || !other) return;
      // The other one moves, so that the button keeps its focus.
      if (up) item.after(other);
      else item.before(other);
      form.dataset.ordered = "";
      ends(form);
      const status = form.querySelector("[data-moved]");
      const place = { step: item.querySelector(".order-step")?.textContent ?? "", n: items(form).indexOf(/** @type {HTMLElement} */ (item)) + 1 };
      if (status) status.textContent = say("order_moved", { ...place, total: steps.length });
      form.dispatchEvent(new Event("change"));
    });
  },

  read: (form) => ("ordered" in form.dataset ? order(form) : []),

  restore(form, response) {
    if (response.length) form.dataset.ordered = "";
    else delete form.dataset.ordered;
    arrange(form, response.length ? response : (first.get(form) ?? []));
  },

  fits: ({ steps }, response) => !response.length || [...response].sort().join() === [...steps].sort().join(),

  lacks: (_, response) => (response.length ? "" : "order_lacks"),

  mark: (question, response) => marked(question.credit, inPlace(question, response), question.steps.length),

  show(form, { steps }, { response, checked, open }, say) {
    for (const [at, item] of items(form).entries()) {
      const good = checked && steps[at] === response[at];
      judge(item, !checked ? "" : good ? "right" : "wrong", checked ? say(good ? "order_right" : "order_wrong") : "");
      item.querySelector(".order-moves")?.toggleAttribute("hidden", checked || open);
    }
    form.querySelector(".order-answer")?.toggleAttribute("hidden", !open);
  },

  partly(question, response, say) {
    const found = inPlace(question, response);
    return found ? say("order_partly", { found, total: question.steps.length }) : "";
  },

  interaction: ({ steps }, response) => ({ type: "sequencing", ids: steps, response, correct: steps }),
};
