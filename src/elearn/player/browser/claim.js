/**
 * A learner's work belongs to the window in which they opened the course last. If two windows went on, each would write over
 * what the other has saved. A window that nobody has seen yet claims nothing: an LMS may open one behind another by itself.
 */

import { attempt } from "./attempt.js";
import { seen } from "./seen.js";

/**
 * @param {string} key of a course and its learner. If "", nothing is claimed
 * @param {() => void} lost is called once when a later window has claimed the same
 */
export async function claim(key, lost) {
  const channel = key ? attempt(() => new BroadcastChannel(key)) : null;
  if (!channel) return;
  let since = 0;
  channel.addEventListener("message", ({ data }) => {
    // Of two windows that open at once, the earlier may not have heard of the later, so it is told.
    if (data < since) return channel.postMessage(since);
    channel.close();
    lost();
  });
  addEventListener("pagehide", () => channel.close());
  await seen();
  // Not the time of now: a window that may begin only late was still opened before.
  since = performance.timeOrigin + Math.random();
  attempt(() => channel.postMessage(since)); // unless it is lost already
}
