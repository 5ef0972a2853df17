/** Durations and instants in the grammar of each standard. */

/** @param {number} value @param {number} width */
const padded = (value, width) => String(value).padStart(width, "0");

/**
 * Writes a SCORM 1.2 CMITimespan: `HHHH:MM:SS.SS`, zero-padded (RTE 3.4, data types).
 * @param {number} seconds
 */
export function timespan(seconds) {
  const hundredths = Math.max(0, Math.round(seconds * 100));
  const hours = Math.min(9999, Math.floor(hundredths / 360000));
  const minutes = Math.floor(hundredths / 6000) % 60;
  return `${padded(hours, 4)}:${padded(minutes, 2)}:${(hundredths % 6000 / 100).toFixed(2).padStart(5, "0")}`;
}

/**
 * Writes a SCORM 2004 timeinterval(second,10,2): `PT1H2M3.5S`, or `PT0S` for zero (4th ed. RTE 4.1.1.7).
 * @param {number} seconds
 */
export function duration(seconds) {
  const hundredths = Math.max(0, Math.round(seconds * 100));
  const hours = Math.floor(hundredths / 360000);
  const minutes = Math.floor(hundredths / 6000) % 60;
  const rest = hundredths % 6000 / 100;
  return `PT${hours ? `${hours}H` : ""}${minutes ? `${minutes}M` : ""}${rest || !(hours || minutes) ? `${rest}S` : ""}`;
}

/**
 * Writes a SCORM 1.2 CMITime, in the learner's time of day.
 * @param {Date} at
 */
export const timeOfDay = (at) =>
  `${padded(at.getHours(), 2)}:${padded(at.getMinutes(), 2)}:${padded(at.getSeconds(), 2)}`;

/**
 * Writes a SCORM 2004 time(second,10,0) in UTC. A zone needs a fraction of a second before it (4th ed. RTE 4.1.1.6).
 * @param {Date} at
 */
export const timestamp = (at) => `${at.toISOString().slice(0, 22)}Z`;
