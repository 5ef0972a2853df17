/** A free text: it stays in this window, or is sent to the training lead and not kept in the saved state. */

import { need } from "../../../player/browser/dom.js";
import { keepPrivate, longest, tellWhere } from "../_writing/writing.js";

/** @type {Map<string, string>} */
const texts = new Map();

/** @param {HTMLFormElement} form */
const fieldOf = (form) => need(form, "textarea", HTMLTextAreaElement);

/** @type {import("../../../player/browser/types.js").Kind & import("../../../player/browser/types.js").Behaviour} */
export default {
  kinds: ["reflect"],
  blocks: ["reflect"],

  prepare(form, question) {
    if (question.private) keepPrivate(form);
  },

  mount(element, app) {
    if (element.dataset.seenBy === "only-me") return;
    tellWhere(element, app, "reflect_unsent");
    const field = need(element, "textarea", HTMLTextAreaElement);
    const left = need(element, "[data-part=left]", HTMLElement);
    field.maxLength = longest(app.outline.course.standard);
    left.id = `${field.id}-left`;
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby")} ${left.id}`);
    left.hidden = false;
    const count = () => {
      const n = field.maxLength - field.value.length;
      left.textContent = app.say("reflect_left", { n });
      left.setAttribute("aria-live", n <= 20 ? "polite" : "off");
    };
    field.addEventListener("input", count);
    count();
  },

  read(form) {
    const text = fieldOf(form).value.trim();
    texts.set(form.getAttribute("data-question") ?? "", text);
    return text ? ["given"] : [];
  },

  restore() {},

  fits: (question, response) => !question.private && response.every((each) => each === "given"),

  show(form, question, { checked }) {
    const field = fieldOf(form);
    const sent = checked && !question.private;
    field.readOnly = sent;
    field.hidden = sent && !field.value;
    need(form, "[data-part=earlier]", HTMLElement).hidden = !field.hidden;
    form.querySelector("[data-part=left]")?.toggleAttribute("hidden", sent || question.private);
  },

  interaction: (question, response) =>
    question.private || !response.length ? null : { type: "long-fill-in", ids: [], response: [texts.get(question.name) ?? ""], correct: null },
};
