/** How a scenario is played: one scene at a time, what follows a choice said first where it leads, and the way shown at the end. */

import { make } from "../../../player/browser/dom.js";

/** @typedef {import("../../../player/browser/types.js").Question} Question */
/** @typedef {import("../../../player/browser/types.js").Say} Say */

/** @param {Question} question @returns {string} */
const first = ({ scenes }) => /** @type {string} */ (Object.keys(scenes)[0]);

/** The steps of a way: where each choice was made and where it led; null where one of them cannot be made. @param {Question} question @param {readonly string[]} way */
function steps(question, way) {
  let at = first(question);
  const made = [];
  for (const choice of way) {
    const to = question.scenes[at]?.[choice];
    if (to === undefined) return null;
    made.push({ at, choice, to });
    at = to;
  }
  return made;
}

/** The scene where a way ends. @param {Question} question @param {readonly string[]} way @returns {string} */
const place = (question, way) => steps(question, way)?.pop()?.to ?? first(question);

/** What the ending of a way earns, in percent; undefined before an ending. @param {Question} question @param {readonly string[]} way @returns {number | undefined} */
const earned = (question, way) => question.endings[place(question, way)];

/** No longer than what is kept: the oldest detours, which lead back to where they began, are forgotten. @param {Question} question @param {readonly string[]} way */
function bounded(question, way) {
  const made = steps(question, way) ?? [];
  while (made.length > 2 * Object.keys(question.scenes).length) {
    const end = made.findIndex(({ to }, index) => made.slice(0, index + 1).some((step) => step.at === to));
    const start = made.findIndex((step) => step.at === made[end]?.to);
    made.splice(start, end - start + 1);
  }
  return made.map((step) => step.choice);
}

/** @param {HTMLFormElement} form @param {string} scene */
const sceneOf = (form, scene) => /** @type {HTMLElement} */ (form.querySelector(`[data-scene="${scene}"]`));

/** @param {HTMLFormElement} form @param {string} scene */
const headingOf = (form, scene) => /** @type {HTMLElement} */ (sceneOf(form, scene).querySelector(".scene-title"));

/** @param {HTMLFormElement} form @returns {string[]} */
const wayOf = (form) => form.dataset.way?.split(" ").filter(Boolean) ?? [];

/** @param {HTMLFormElement} form */
const reading = (form) => form.dataset.reading === "all";

/** Shows the scene where the way ends, with what followed the last choice under its heading. @param {HTMLFormElement} form @param {Question} question @param {readonly string[]} way */
function arrive(form, question, way) {
  form.dataset.way = way.join(" ");
  const here = place(question, way);
  const last = steps(question, way)?.pop();
  const follows = last && sceneOf(form, last.at).querySelector(`[data-choice="${last.choice}"] .follows`);
  const arrival = /** @type {HTMLElement} */ (form.querySelector(".arrival"));
  arrival.replaceChildren(...(follows ? [...follows.cloneNode(true).childNodes] : []));
  arrival.hidden = !follows || reading(form);
  headingOf(form, here).after(arrival);
  for (const scene of form.querySelectorAll("[data-scene]")) {
    const shown = scene.getAttribute("data-scene") === here;
    /** @type {HTMLElement} */ (scene).hidden = !shown && !reading(form);
    const heading = scene.querySelector(".scene-title");
    if (shown && follows) heading?.setAttribute("aria-describedby", arrival.id);
    else heading?.removeAttribute("aria-describedby");
  }
  form.toggleAttribute("data-ended", earned(question, way) !== undefined);
  return here;
}

/** The choices of a way, each with what followed it. @param {HTMLFormElement} form @param {Question} question @param {readonly string[]} way @param {string} title */
function told(form, question, way, title) {
  const items = (steps(question, way) ?? []).map(({ at, choice }) => {
    const item = sceneOf(form, at).querySelector(`[data-choice="${choice}"]`);
    const copy = (/** @type {string} */ part) => [...(item?.querySelector(part)?.cloneNode(true).childNodes ?? [])];
    return make("li", {},
      make("p", {}, make("b", {}, ...copy(".way"))),
      ...copy(".follows"),
    );
  });
  return [make("p", { class: "journey-title" }, title), make("ol", {}, ...items)];
}

/** @type {import("../../../player/browser/types.js").Kind} */
export default {
  kinds: ["scenario"],

  prepare(form, question, _random, say) {
    form.dataset.reading = "one";
    sceneOf(form, first(question)).append(make("div", { class: "arrival", id: `${form.id}-arrival` }));
    for (const link of form.querySelectorAll("a.way")) {
      const choice = link.closest("[data-choice]")?.getAttribute("data-choice") ?? "";
      const scene = link.closest("[data-scene]")?.getAttribute("data-scene") ?? "";
      const button = make("button", { type: "button", class: "way" }, ...link.childNodes);
      button.addEventListener("click", (event) => {
        if (event.detail > 1) return; // the second half of a double click would choose in the scene that has just come
        const to = question.scenes[scene][choice];
        if (!reading(form)) {
          arrive(form, question, bounded(question, [...wayOf(form), choice]));
          form.dispatchEvent(new Event("change"));
          if (form.hasAttribute("data-ended")) form.dispatchEvent(new Event("submit", { cancelable: true }));
        }
        headingOf(form, to).focus();
        headingOf(form, to).scrollIntoView({ block: "nearest" });
      });
      link.replaceWith(button);
    }
    const all = form.querySelector("[data-part=scenes] button");
    all?.addEventListener("click", () => {
      form.dataset.reading = reading(form) ? "one" : "all";
      all.textContent = say(reading(form) ? "scenario_fewer" : "scenario_all");
      const here = arrive(form, question, wayOf(form));
      headingOf(form, reading(form) ? first(question) : here).focus();
    });
  },

  read: wayOf,

  restore(form, response) {
    form.dataset.way = response.join(" ");
  },

  fits: (question, response) => steps(question, response) !== null,

  lacks: (question, response) => (earned(question, response) === undefined ? "scenario_unfinished" : ""),

  mark(question, response) {
    const n = earned(question, response) ?? 0;
    return { score: n / 100, right: n === 100 };
  },

  show(form, question, { response, checked, open }, say) {
    const n = earned(question, response);
    if (!open) form.dataset.reading = "one";
    else if (n === undefined) form.dataset.reading = "all";
    arrive(form, question, response);
    const journey = /** @type {HTMLElement} */ (form.querySelector("[data-part=journey]"));
    journey.replaceChildren(
      ...(checked && n !== undefined ? told(form, question, response, say("scenario_your_way")) : []),
      ...(open && n !== 100 ? told(form, question, question.best, say("scenario_best_way")) : []),
    );
    journey.hidden = !journey.firstChild;
    form.querySelector("[data-part=scenes]")?.toggleAttribute("hidden", !open || n === undefined);
  },

  partly(question, response, say) {
    const n = earned(question, response);
    return n ? say(question.points ? "scenario_points" : "scenario_practice", { n, earned: (question.points * n) / 100, total: question.points }) : "";
  },

  interaction: (question, response) => ({
    type: "performance",
    ids: Object.keys(question.scenes),
    targets: [...new Set(Object.values(question.scenes).flatMap((ways) => Object.keys(ways)))],
    response: pairs(question, response),
    correct: pairs(question, question.best),
  }),
};

/** @param {Question} question @param {readonly string[]} way @returns {[string, string][]} */
const pairs = (question, way) => (steps(question, way) ?? []).map(({ at, choice }) => [at, choice]);
