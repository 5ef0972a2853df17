/** A question on the page: choosing, checking, trying again, seeing the answer. Marking is the kind's. */

import { make, need } from "./dom.js";
import { random } from "./random.js";
import { answerTo, check, choose, showAnswer, tryAgain } from "./state.js";
import { hash } from "./suspend.js";

/** @typedef {import("./types.js").Question} Question */
/** @typedef {import("./types.js").Kind} Kind */
/** @typedef {import("./app.js").App} App */

/**
 * @param {App} app
 * @param {HTMLFormElement} form
 * @param {Question} question
 * @param {Kind} kind
 * @returns {() => void} paints the form again from the state
 */
export function mountQuestion(app, form, question, kind) {
  const part = (/** @type {string} */ name) => need(form, `[data-part="${name}"]`, HTMLElement);
  const { name } = question;
  let began = performance.now();
  let all = false;

  kind.prepare(form, question, random(app.state.seed ^ hash(name)));
  form.addEventListener("change", () => {
    app.note(choose(app.state, name, kind.read(form)));
    part("verdict").hidden = true;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const response = kind.read(form);
    if (!response.length) return void say(app.say("choose_first"));
    const before = answerTo(app.state, name);
    const marked = kind.mark(question, response);
    const counted = before.checks === 0 && question.points > 0;
    const interaction = {
      ...kind.interaction(question, response),
      id: name,
      outcome: question.outcome,
      right: marked.right,
      weighting: question.points,
      seconds: (performance.now() - began) / 1000,
      at: new Date(),
    };
    app.change(check(app.state, name, response, marked), counted ? interaction : undefined);
    part("verdict").focus();
  });
  part("again").addEventListener("click", () => {
    began = performance.now();
    app.change(tryAgain(app.state, name));
    form.querySelector("input")?.focus();
  });
  part("show").addEventListener("click", () => {
    app.change(showAnswer(app.state, name));
    part("verdict").focus();
  });
  part("others").addEventListener("click", () => {
    all = true;
    paint();
    part("verdict").focus();
  });

  /** @param {string} text */
  function say(text) {
    part("said").textContent = text;
    part("verdict").hidden = false;
    part("verdict").dataset.verdict = "";
    part("verdict").focus();
  }

  function paint() {
    const answer = answerTo(app.state, name);
    const { response, checked, checks, open } = answer;
    const { right } = kind.mark(question, response);
    const settled = open || (checked && right);
    kind.restore(form, response);
    kind.show(form, question, { response, checked, open: settled, all }, app.say);
    part("try").textContent = ` · ${tryWords(app, checked || settled ? checks : checks + 1)}`;
    part("check").hidden = checked || settled;
    part("again").hidden = !checked || settled;
    part("show").hidden = settled || checks === 0;
    part("others").hidden = !settled || all || !form.querySelector('.option[data-verdict=""]');
    const feedback = form.querySelector('[data-part="feedback"]');
    if (feedback instanceof HTMLElement) feedback.hidden = !settled;
    part("verdict").hidden = !checked && !settled;
    if (checked || settled) verdict(answer, right, settled);
  }

  /** @param {import("./types.js").Answer} answer @param {boolean} right @param {boolean} settled */
  function verdict({ response, checked, checks }, right, settled) {
    const more = checked && !right ? kind.partly(question, response, app.say) : "";
    const partly = more !== "";
    part("verdict").dataset.verdict = !checked ? "shown" : right ? "right" : partly ? "partly" : "wrong";
    const words = [checked ? app.say(right ? "right" : partly ? "partly" : "wrong") : app.say("shown")];
    const counts = checked && !settled && checks === 1 && question.points > 0 ? app.say("first_counts") : "";
    part("said").replaceChildren(make("b", {}, ...words), " ", [more, counts].filter(Boolean).join(" "));
  }

  paint();
  return paint;
}

/** @param {App} app @param {number} tries */
const tryWords = (app, tries) => app.say(tries <= 3 ? `try_${Math.max(tries, 1)}` : "try_n", { n: tries });
