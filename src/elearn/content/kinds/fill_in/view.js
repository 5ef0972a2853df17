/** A word or a few to type: how they are compared with the answers. */

import * as typed from "../_typed/typed.js";

/** @typedef {import("../../../player/browser/types.js").Question} Question */

/** The same as `plain` in `__init__.py`. @param {string} text @param {boolean} exact whether case matters */
function plain(text, exact) {
  const same = text
    .normalize("NFKC")
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐‑‒–—−]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
  const whole = same.length > 1 && same.endsWith(".") ? same.slice(0, -1).trimEnd() : same;
  return exact ? whole : whole.toLowerCase();
}

/** Letters left out, added, exchanged or turned round. @param {string} one @param {string} other */
function distance(one, other) {
  const [from, to] = [[...one], [...other]];
  const rows = [to.map((_, at) => at).concat(to.length)];
  from.forEach((letter, row) => {
    const [above = [], before = []] = [rows[row], rows[row - 1]];
    const here = [row + 1];
    to.forEach((wanted, at) => {
      const turned = row && at && letter === to[at - 1] && from[row - 1] === wanted ? (before[at - 1] ?? 0) + 1 : Infinity;
      here.push(Math.min((above[at + 1] ?? 0) + 1, (here[at] ?? 0) + 1, (above[at] ?? 0) + (letter === wanted ? 0 : 1), turned));
    });
    rows.push(here);
  });
  return rows[from.length]?.[to.length] ?? 0;
}

/** How many letters may be wrong: none in a very short word, and never a digit. @param {string} text */
const allowed = (text) => (text.length < 4 ? 0 : text.length < 9 ? 1 : 2);

/** @param {string} text */
const digits = (text) => text.replace(/\D/g, "");

/** The place of the answer that was meant, or -1. @param {Question} question @param {readonly string[]} response */
function meant({ answers, case: exact, near }, response) {
  const given = plain(response[0] ?? "", exact);
  const known = answers.map((/** @type {string} */ answer) => plain(answer, exact));
  const same = known.indexOf(given);
  if (same >= 0 || !near) return same;
  const gaps = known.map((/** @type {string} */ answer) => (digits(answer) === digits(given) ? distance(given, answer) : Infinity));
  const nearest = gaps.indexOf(Math.min(...gaps));
  return gaps[nearest] <= allowed(known[nearest]) ? nearest : -1;
}

/** @param {Question} question @param {readonly string[]} response */
function mark(question, response) {
  const right = question.right.includes(question.answers[meant(question, response)]);
  return { score: right ? 1 : 0, right };
}

/** @type {import("../../../player/browser/types.js").Kind} */
export default {
  kinds: ["fill-in"],
  prepare() {},
  read: typed.read,
  restore: typed.restore,
  fits: (_, response) => typed.fits(response),
  lacks: (_, response) => (response.length ? "" : "fill_in_lacks"),
  mark,
  show(form, question, view, say) {
    const { answers, right } = question;
    typed.show(form, view, say, mark(question, view.response).right, meant(question, view.response), answers.indexOf(right[0]));
  },
  interaction: ({ right, case: caseMatters }, response) => ({ type: "fill-in", ids: [], response, correct: right, caseMatters }),
};
