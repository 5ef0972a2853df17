/** Asks the desk's server. Whatever goes wrong is a `Fault`, which says what kind of thing it is. */

/**
 * @typedef {"away" | "signed-out" | "stale" | "refused" | "not-done"} FaultKind "away": nobody answered, or something that is
 *   not our server, or it is too busy. "not-done": the server understood, and did not do it
 */

/** How long we wait for an answer, in milliseconds. */
const LONGEST = 30_000;
/** More than this cannot be sent while a page closes. Characters, of up to three bytes. */
const KEEPALIVE = 20_000;

export class Fault extends Error {
  /** @param {FaultKind} kind @param {string} message @param {number} status @param {any} [answer] what the server said */
  constructor(kind, message, status = 0, answer = null) {
    super(message);
    this.kind = kind;
    this.status = status;
    this.answer = answer;
  }
}

/** @typedef {{fetch: typeof fetch, setTimeout: (fn: () => void, wait: number) => any, clearTimeout: (timer: any) => void}} Line */

/**
 * @param {Line} line
 * @param {string} address
 * @param {unknown} [body] what is posted as JSON. Without it, we only ask
 * @returns {Promise<any>} the JSON, or null if there is nothing new (204). Throws Fault
 */
export async function ask(line, address, body) {
  const ending = new AbortController();
  const timer = line.setTimeout(() => ending.abort(), LONGEST);
  try {
    const response = await line.fetch(address, { ...request(body), signal: ending.signal });
    return await read(response);
  } catch (error) {
    throw error instanceof Fault ? error : new Fault("away", "");
  } finally {
    line.clearTimeout(timer);
  }
}

/** @param {unknown} body @returns {RequestInit} */
function request(body) {
  const headers = { Accept: "application/json" };
  if (body === undefined) return { headers, cache: "no-store" };
  const text = JSON.stringify(body);
  return { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body: text, keepalive: text.length < KEEPALIVE };
}

/** @param {Response} response */
async function read(response) {
  const { status } = response;
  if (status === 204) return null;
  // A proxy says this with a page of its own. To send it again would change nothing.
  if (status === 413) throw new Fault("not-done", "", status);
  const answer = status >= 500 || status === 429 || status === 408 ? null : await response.json();
  if (response.ok && answer && typeof answer === "object") return answer;
  if (!answer || typeof answer !== "object") throw new Fault("away", "", status);
  const words = [answer.message, answer.remedy].filter((part) => typeof part === "string" && part).join(" ");
  if (status === 401) throw new Fault("signed-out", words, status, answer);
  if (status === 409 && answer.status === "stale") throw new Fault("stale", words, status, answer);
  if (status === 422 && Array.isArray(answer.problems) && answer.problems.length) throw new Fault("refused", words, status, answer);
  throw new Fault("not-done", words, status, answer);
}
