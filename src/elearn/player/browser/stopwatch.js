/** Counts the seconds that the course is in view. Time in a background window is not learning time. */

/** @returns {() => number} */
export function stopwatch() {
  let counted = 0;
  let since = document.visibilityState === "visible" ? performance.now() : null;
  document.addEventListener("visibilitychange", () => {
    const now = performance.now();
    if (since !== null) counted += now - since;
    since = document.visibilityState === "visible" ? now : null;
  });
  return () => (counted + (since === null ? 0 : performance.now() - since)) / 1000;
}
