/**
 * Whether the server that the course came from can be reached, and still knows this learner.
 *
 * An LMS may say "true" to a commit that it sends in a way that nobody hears back from (a beacon). So "true" alone is no proof. We
 * ask the same server for the head of a file of our own. If the answer is not what it was at the start, the connection is
 * down, or the session has ended and every address leads to the page to sign in.
 */

/**
 * @param {string} address of a script of ours. A page to sign in is of another type, even if the server sends it with 200
 * @param {typeof fetch} [ask]
 */
export function reachOf(address, ask = (...request) => fetch(...request)) {
  /** @type {string | null} what the first answer was like */
  let usual = null;
  let usable = /^https?:/.test(address);
  let under = new AbortController();
  // If the page may ask nobody, not even its own server, we only have the LMS's word.
  document.addEventListener("securitypolicyviolation", () => (usable = false));

  /** @returns {Promise<boolean>} true if the server answers as it did at first, or if we cannot know */
  async function holds() {
    if (!usable) return true;
    try {
      under = new AbortController();
      const answer = await ask(address, { method: "HEAD", cache: "no-store", redirect: "manual", signal: under.signal });
      const now = `${answer.status} ${answer.headers.get("content-type") ?? ""}`;
      // A server that never gives us the head of our file (it may not allow HEAD) proves nothing either way.
      if (usual === null && !answer.ok) usable = false;
      usual ??= now;
      return now === usual || !usable;
    } catch {
      return !usable;
    }
  }

  return {
    holds,
    /** Ends the question that is under way, with "no". A connection that is gone may leave it open for minutes. */
    hurry: () => under.abort(),
  };
}

/** @typedef {ReturnType<typeof reachOf>} Reach */
