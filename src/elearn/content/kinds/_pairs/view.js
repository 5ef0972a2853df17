/** Questions that give each of several sources one of a few targets. The response is source and target in turn. */

import { shuffled } from "../../../player/browser/random.js";
import { judge, marked, partly } from "../_parts/parts.js";

/** @typedef {import("../../../player/browser/types.js").Question} Question */

/** @param {HTMLFormElement} form */
const rows = (form) =>
  [...form.querySelectorAll("[data-source]")].flatMap((part) => {
    const select = part.querySelector("select");
    return part instanceof HTMLElement && select ? [{ part, select, source: part.dataset.source ?? "" }] : [];
  });

const FITS = 26;

/** Says in full what a select on a phone cuts off. @param {HTMLFormElement} form */
function spell(form) {
  for (const { part, select } of rows(form)) {
    const text = select.value ? (select.selectedOptions[0]?.text ?? "") : "";
    const place = part.querySelector(".part-chosen");
    if (place) place.textContent = text.length > FITS ? text : "";
  }
}

/** @param {readonly string[]} response @returns {Record<string, string>} */
function chosen(response) {
  /** @type {Record<string, string>} */
  const found = {};
  for (let at = 0; at < response.length; at += 2) found[response[at] ?? ""] = response[at + 1] ?? "";
  return found;
}

/** @param {Question} question @param {readonly string[]} response how many are right */
const found = ({ sources, right }, response) => {
  const given = chosen(response);
  return sources.filter((/** @type {string} */ source) => given[source] === right[source]).length;
};

/** @param {Question} question @param {Record<string, string>} given @returns {[string, string][]} */
const pairs = ({ sources }, given) => sources.flatMap((/** @type {string} */ source) => (given[source] ? [[source, given[source]]] : []));

/** @type {import("../../../player/browser/types.js").Kind} */
export default {
  kinds: ["match", "label-picture"],

  prepare(form, { targets, shuffle }, random) {
    const shown = shuffle ? shuffled(targets, random) : targets;
    for (const { select } of rows(form)) {
      select.append(...shown.flatMap((/** @type {string} */ target) => [...select.options].filter(({ value }) => value === target)));
    }
    form.addEventListener("change", () => spell(form));
  },

  read: (form) => rows(form).flatMap(({ select, source }) => (select.value ? [source, select.value] : [])),

  restore(form, response) {
    const given = chosen(response);
    for (const { select, source } of rows(form)) select.value = given[source] ?? "";
    spell(form);
  },

  fits({ sources, targets }, response) {
    const given = Object.entries(chosen(response));
    return given.every(([source, target]) => sources.includes(source) && targets.includes(target));
  },

  lacks: (question, response) => (response.length === 2 * question.sources.length ? "" : question.kind === "match" ? "match_lacks" : "label_picture_lacks"),

  mark: (question, response) => marked(question.credit, found(question, response), question.sources.length),

  show(form, { right }, { response, checked, open }, say) {
    const given = checked ? chosen(response) : {};
    for (const { part, select, source } of rows(form)) {
      const good = given[source] === right[source];
      select.disabled = open || checked;
      judge(part, checked ? (good ? "right" : "wrong") : open ? "shown" : "", checked ? say(good ? "option_right" : "option_wrong") : "", good || open);
      part.querySelector(".part-answer")?.toggleAttribute("hidden", good);
    }
    for (const wrong of form.querySelectorAll("[data-target]")) {
      wrong.toggleAttribute("hidden", !Object.values(given).includes(wrong.getAttribute("data-target") ?? ""));
    }
  },

  partly: (question, response, say) => partly(say, found(question, response), question.sources.length),

  interaction: (question, response) => ({
    type: "matching",
    ids: question.sources,
    targets: question.targets,
    response: pairs(question, chosen(response)),
    correct: pairs(question, question.right),
  }),
};
