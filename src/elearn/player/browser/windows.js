/** The windows around ours: those that our frame is in, those beside it, and those of the window that opened us. */

import { attempt } from "./attempt.js";

/**
 * @param {Window} ours
 * @returns {Window[]} those whose documents we may touch, ours among them
 */
export function windowsOf(ours) {
  const tops = [ours.top, attempt(() => ours.top?.opener?.top), attempt(() => ours.opener?.top)];
  const all = new Set(tops.flatMap((top) => (top ? within(top) : [])));
  return [...all].filter((each) => attempt(() => each.document));
}

/** @param {Window} outer @returns {Window[]} */
function within(outer) {
  const frames = Array.from({ length: attempt(() => outer.length) ?? 0 }, (_, index) => attempt(() => outer[index]));
  return [outer, ...frames.flatMap((frame) => (frame ? within(frame) : []))];
}
