/** A question on the page: choosing, checking, trying again, seeing the answer. The kind does the marking. */

import { hash } from "./bits.js";
import { make, need } from "./dom.js";
import { random } from "./random.js";
import { answerTo, check, choose, showAnswer, tryAgain } from "./state.js";

const FAIR = 0.5; // below this we say “wrong”: an ending where a child is hurt again is not “partly right”

/** @typedef {import("./types.js").Question} Question */
/** @typedef {import("./types.js").Kind} Kind */
/** @typedef {import("./app.js").App} App */

/**
 * @param {App} app
 * @param {HTMLFormElement} form
 * @param {Question} question
 * @param {Kind} kind
 * @returns {() => void} repaints the form from the state
 */
export function mountQuestion(app, form, question, kind) {
  const part = (/** @type {string} */ name) => need(form, `[data-part="${name}"]`, HTMLElement);
  const find = (/** @type {string} */ name) => /** @type {HTMLElement | null} */ (form.querySelector(`[data-part="${name}"]`));
  const reveal = (/** @type {string} */ name, /** @type {boolean} */ shown) => find(name)?.toggleAttribute("hidden", !shown);
  const { name } = question;
  let began = performance.now();
  let all = false;

  kind.prepare(form, question, random(app.state.seed ^ hash(name)), app.say);
  for (const event of ["input", "change"]) form.addEventListener(event, () => {
    app.note(choose(app.state, name, kind.read(form)));
    part("verdict").hidden = true;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const response = kind.read(form);
    const lacks = kind.lacks?.(question, response) || (response.length ? "" : "choose_first");
    if (lacks) return void say(app.say(lacks));
    const before = answerTo(app.state, name);
    const marked = kind.mark?.(question, response) ?? null;
    const counted = marked ? before.checks === 0 && question.points > 0 : true;
    const reported = counted ? [kind.interaction(question, response) ?? []].flat() : [];
    const answers = reported.map(({ part, ...each }) => ({
      ...each,
      id: part ? `${name}-${part}` : name,
      question: name,
      checks: before.checks + 1,
      outcome: question.outcome ?? null,
      right: marked && marked.right,
      weighting: question.points,
      seconds: (performance.now() - began) / 1000,
      at: new Date(),
    }));
    app.change(check(app.state, question, response, marked), answers);
    part("verdict").focus();
  });
  part("again").addEventListener("click", () => {
    began = performance.now();
    app.change(tryAgain(app.state, name));
    need(form, "fieldset :is([data-begin], input, select, textarea, button)", HTMLElement).focus();
  });
  find("show")?.addEventListener("click", () => {
    app.change(showAnswer(app.state, name));
    part("verdict").focus();
  });
  find("others")?.addEventListener("click", () => {
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
    const right = kind.mark?.(question, response).right ?? true;
    const settled = open || (checked && right);
    kind.restore(form, response);
    kind.show(form, question, { response, checked, open: settled, all, told: (other) => answerTo(app.state, other).response }, app.say);
    const tries = find("try");
    if (tries) tries.textContent = ` · ${tryWords(app, checked || settled ? checks : checks + 1)}`;
    reveal("check", !checked && !settled);
    reveal("again", checked && (!settled || question.marked === false));
    reveal("show", !settled && checks > 0);
    reveal("others", settled && !all && form.querySelector('.option[data-verdict=""]') !== null);
    reveal("feedback", settled);
    reveal("verdict", checked || settled);
    if (checked || settled) verdict(answer, right, settled);
  }

  /** @param {import("./types.js").Answer} answer @param {boolean} right @param {boolean} settled */
  function verdict({ response, checked, checks }, right, settled) {
    if (question.marked === false) {
      part("verdict").dataset.verdict = "given";
      return void (part("said").textContent = app.say("given"));
    }
    const more = checked && !right ? (kind.partly?.(question, response, app.say) ?? "") : "";
    const partly = more !== "" && (kind.mark?.(question, response).score ?? 0) >= FAIR;
    part("verdict").dataset.verdict = !checked ? "shown" : right ? "right" : partly ? "partly" : "wrong";
    const words = [checked ? app.say(right ? "right" : partly ? "partly" : "wrong") : app.say("shown")];
    const counts = checked && !settled && checks === 1 && question.points > 0 ? app.say("first_counts") : "";
    const over = checked && settled && !right && checks === question.tries ? app.say("tries_over") : "";
    part("said").replaceChildren(make("b", {}, ...words), " ", [more, counts, over].filter(Boolean).join(" "));
  }

  paint();
  return paint;
}

/** @param {App} app @param {number} tries */
const tryWords = (app, tries) => app.say(tries <= 3 ? `try_${Math.max(tries, 1)}` : "try_n", { n: tries });
