/** A number to type: how it is read, and whether it is near enough. */

import * as typed from "../_typed/typed.js";

/** @typedef {import("../../../player/browser/types.js").Question} Question */

/**
 * What was typed as a decimal with a point, at most ten digits before it and seven behind; "" where it is no number.
 * A comma or point that stands before three digits, and that the language does not write before decimals, divides thousands.
 * @param {string} text
 * @param {string} unit may stand behind the number
 * @param {string} language
 */
export function decimal(text, unit, language) {
  const lower = text.trim().toLowerCase();
  const bare = unit && lower.endsWith(unit.toLowerCase()) ? lower.slice(0, -unit.length) : lower;
  const plain = bare.replace(/[\s'’_]/g, "").replace(/[−–‐]/g, "-").replace(/^\+/, "");
  const found = /^(-?)(\d[\d.,]*|[.,]\d+)$/.exec(plain);
  const body = found?.[2] ?? "";
  const point = pointOf(body, language);
  const at = point ? body.lastIndexOf(point) : -1;
  const [whole, parts] = at < 0 ? [body, ""] : [body.slice(0, at), body.slice(at + 1)];
  if (!found || !/^(\d*|\d{1,3}([.,]\d{3})+)$/.test(whole) || !/^\d*$/.test(parts) || (point && whole.includes(point))) return "";
  const [digits, decimals] = [whole.replace(/\D/g, "").replace(/^0+(?=\d)/, "") || "0", parts.replace(/0+$/, "")];
  if (digits.length > 10 || decimals.length > 7) return "";
  const value = decimals ? `${digits}.${decimals}` : digits;
  return value === "0" ? value : `${found[1]}${value}`;
}

/** The sign before the decimals, or "". @param {string} body @param {string} language */
function pointOf(body, language) {
  const signs = body.match(/[.,]/g) ?? [];
  const last = signs[signs.length - 1] ?? "";
  if (signs.length > 1) return signs.every((sign) => sign === last) ? "" : last;
  const thousands = /^[1-9]\d{0,2}[.,]\d{3}$/.test(body);
  const usual = new Intl.NumberFormat(language).formatToParts(1.5).find(({ type }) => type === "decimal")?.value;
  return thousands && last !== usual ? "" : last;
}

/** @param {Question} question @param {readonly string[]} response */
const value = ({ unit }, response) => decimal(response[0] ?? "", unit, document.documentElement.lang || "en");

/** The place of the answer that was given, or -1; the right one first. @param {Question} question @param {readonly string[]} response */
function meant(question, response) {
  const given = value(question, response);
  const within = (/** @type {[string, string]} */ [low, high]) => given !== "" && Number(given) >= Number(low) && Number(given) <= Number(high);
  return within(question.spans[question.right]) ? question.right : question.spans.findIndex(within);
}

/** @param {Question} question @param {readonly string[]} response */
function mark(question, response) {
  const right = meant(question, response) === question.right;
  return { score: right ? 1 : 0, right };
}

/** @type {import("../../../player/browser/types.js").Kind} */
export default {
  kinds: ["number"],
  prepare() {},
  read: typed.read,
  restore: typed.restore,
  fits: (_, response) => typed.fits(response),
  lacks: (question, response) => (value(question, response) === "" ? "number_lacks" : ""),
  mark,
  show(form, question, view, say) {
    typed.show(form, view, say, mark(question, view.response).right, meant(question, view.response), question.right);
  },
  interaction(question, response) {
    const [low, high] = question.spans[question.right];
    return { type: "numeric", ids: [], response: [value(question, response)], correct: question.exact, range: [Number(low), Number(high)] };
  },
};
