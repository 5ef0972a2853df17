/**
 * Another value that an element may have. Some LMSs send only what has changed since they last sent it, whether it arrived or
 * not. If it did not, we set another value first, so that the right one counts as changed.
 */

/** @type {Readonly<Record<string, string>>} by the type of an interaction: some response of that type */
const RESPONSES = { numeric: "0", matching: "x[.]x", performance: "x[.]x" };

/**
 * @param {string} element
 * @param {string} value
 * @param {string} type the type of the interaction that it belongs to, or ""
 * @returns {string | null} null if the element is better left as it is
 */
export function another(element, value, type) {
  const list = /^cmi\.interactions\.\d+\.(.*)$/.exec(element)?.[1];
  const name = (list ?? element).replace(/^.*\./, "");
  if (list !== undefined) return ofInteraction(list, name, value, type);
  if (name === "suspend_data") return value + ALTERED;
  if (/^(lesson_status|completion_status|status)$/.test(name)) return value === "incomplete" ? null : "incomplete";
  if (name === "success_status") return value === "unknown" ? null : "unknown";
  if (/^(raw|min|max|scaled|progress_measure)$/.test(name)) return near(value);
  return null;
}

/** At the end of a saved state: the same state, in other letters. */
export const FILLER = ".";
/** At the end of a saved state: some elements beside it have other values than they should. */
export const ALTERED = "!";

/** @param {string} list @param {string} name @param {string} value @param {string} type */
function ofInteraction(list, name, value, type) {
  if (list === "type") return value === "other" ? "long-fill-in" : value === "choice" ? "likert" : "choice";
  if (name === "id") return `${value}_`;
  if (name === "weighting") return near(value);
  if (name === "result") return value === "neutral" ? "unanticipated" : "neutral";
  if (name === "time") return value === "00:00:00" ? "00:00:01" : "00:00:00";
  if (name === "timestamp") return "2000-01-01T00:00:00.0Z";
  if (name === "latency") return value.startsWith("P") ? "PT0.01S" : "0000:00:00.01";
  if (type !== "true-false") return RESPONSES[type] ?? "x";
  return { t: "f", f: "t", true: "false", false: "true" }[value] ?? null;
}

/** A number close to it, in the same range. @param {string} value */
const near = (value) => String(Math.round((Number(value) > 0 ? Number(value) - 0.0001 : 0.0001) * 10000) / 10000);
