/**
 * Whether the server that the course came from can be reached, and still knows this learner.
 *
 * An LMS may say "true" to a commit that it sends in a way that nobody hears back from (a beacon). So "true" alone is no proof. We
 * ask the same server for the head of a script of our own. If none comes, the connection is down, or the session has ended and
 * every address leads to the page to sign in.
 */

/**
 * @param {string} address of a script of ours. A page to sign in is HTML, even if the server sends it with 200
 * @param {typeof fetch} [ask]
 */
export function reachOf(address, ask = (...request) => fetch(...request)) {
  let known = false;
  let usable = /^https?:/.test(address);
  let under = new AbortController();
  // If the page may ask nobody, not even its own server, we only have the LMS's word.
  document.addEventListener("securitypolicyviolation", (event) => {
    if (event.effectiveDirective === "connect-src") usable = false;
  });

  /** @returns {Promise<boolean>} true if the server answers as it did, or if we cannot know */
  async function holds() {
    if (!usable) return true;
    try {
      under = new AbortController();
      const answer = await ask(address, { method: "HEAD", cache: "no-store", redirect: "manual", signal: under.signal });
      const ours = answer.ok && !/html/.test(answer.headers.get("content-type") ?? "");
      // A server that never gives us the head of our file (it may not allow HEAD) proves nothing either way.
      if (!ours && !known) usable = false;
      known ||= ours;
      return ours || !usable;
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
