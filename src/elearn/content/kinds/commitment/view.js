/** A step to take, and when. In one's own words it is in this window alone, and sent where the page says so. */

import { need, make } from "../../../player/browser/dom.js";
import { chosen } from "../_scale/scale.js";
import { keepPrivate, tellWhere } from "../_writing/writing.js";

/** @typedef {import("../../../player/browser/types.js").Question} Question */
/** @typedef {import("../../../player/browser/types.js").Say} Say */

/** What each form says now, by the name of its question. @type {Map<string, {response: readonly string[], own: string}>} */
const said = new Map();

/** @param {HTMLFormElement} form */
const partsOf = (form) => ({
  own: need(form, "[type=text]", HTMLInputElement),
  time: need(form, "select", HTMLSelectElement),
});

/** @param {HTMLFormElement} form @returns {string[]} step and when, as far as they are chosen */
function read(form) {
  const { own, time } = partsOf(form);
  const response = [...chosen(need(form, ".scale", HTMLElement)).slice(0, 1), time.value].filter(Boolean);
  said.set(form.dataset.question ?? "", { response, own: own.value.trim() });
  return response;
}

/** The words of a step and its time; "" where one of them is not chosen. @param {Question} question @param {readonly string[]} response @param {Say} say */
function inWords({ name, steps, times }, response, say) {
  const [step = "", time = ""] = response;
  const own = said.get(name)?.own || (response.length && !said.has(name) ? say("commitment_own_sent") : "");
  const words = step === "own" ? own : steps[step];
  return words && times.includes(time) ? say("commitment_line", { step: words, when: say(`commitment_when_${time}`) }) : "";
}

let say = /** @type {Say} */ ((key) => key);

/** @type {import("../../../player/browser/types.js").Kind & import("../../../player/browser/types.js").Behaviour} */
export default {
  kinds: ["commitment"],
  blocks: ["commitment"],

  prepare(form, question, _random, sayIt) {
    say = sayIt;
    if (!question.private) return;
    for (const event of ["input", "change"]) form.addEventListener(event, () => read(form));
    keepPrivate(form);
  },

  mount: (element, app) => tellWhere(element, app, "commitment_unsent"),

  read,

  restore(form, response) {
    if (said.has(form.dataset.question ?? "") && !response.length) return;
    const { time } = partsOf(form);
    for (const input of form.querySelectorAll("[type=radio]")) /** @type {HTMLInputElement} */ (input).checked = response.includes(/** @type {HTMLInputElement} */ (input).value);
    time.value = response[1] ?? "";
  },

  fits: ({ steps, times, private: kept }, response) =>
    !kept && response.length <= 2 && response.every((each) => each in steps || times.includes(each)),

  lacks: (question, response) => (response.length < 2 || !inWords(question, response, say) ? "commitment_lacks" : ""),

  show(form, question, { checked }) {
    const locked = checked && !question.private;
    for (const input of form.querySelectorAll("input, select")) /** @type {HTMLInputElement} */ (input).disabled = locked;
  },

  interaction: (question, response) =>
    question.private ? null : { type: "long-fill-in", ids: [], response: [inWords(question, response, say)], correct: null },

  atEnd({ outline, state, say, tracks }) {
    const own = Object.values(outline.question).filter(({ kind }) => kind === "commitment");
    const lines = own.flatMap((question) => {
      const answer = state.answers[question.name];
      const response = question.private ? said.get(question.name)?.response : answer?.checked && answer.response;
      const words = response ? inWords(question, response, say) : "";
      const seen = say(question.private || tracks ? `commitment_keep_${question.private ? "only-me" : "training-lead"}` : "commitment_unsent");
      return words ? [make("li", {}, words, make("p", {}, seen))] : [];
    });
    return lines.length ? [make("section", { class: "commitments" }, make("h2", {}, say("commitment_title")), make("ul", {}, ...lines))] : [];
  },
};
