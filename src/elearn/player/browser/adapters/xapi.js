/** An LMS's record store (xAPI 1.0.3): statements and documents over HTTP. Requests that write outlive the page. */

import { hash } from "../bits.js";
import { Refused } from "./client.js";

const VERSION = "1.0.3";
const PATIENCE = 20000;
const MOST_KEPT_ALIVE = 60000;

/** @typedef {Record<string, any>} Json */

/**
 * @param {string} url @param {string} method @param {Record<string, string>} headers @param {string} [body]
 * @returns {Promise<Response>} throws Refused if nothing answered
 */
export async function request(url, method, headers, body) {
  const signal = AbortSignal.timeout?.(PATIENCE) ?? null;
  // Browsers limit the size of a request that outlives the page. A longer one is sent in the ordinary way.
  const keepalive = method !== "GET" && (body?.length ?? 0) < MOST_KEPT_ALIVE;
  try {
    return await fetch(url, { method, headers, body: body ?? null, signal, keepalive, cache: "no-store" });
  } catch {
    throw new Refused(method, url, "unanswered", true);
  }
}

/** @param {string} endpoint @param {string} token */
export function storeOf(endpoint, token) {
  const base = endpoint.replace(/\/?$/, "/");

  /**
   * @param {string} method
   * @param {string} path
   * @param {Record<string, string>} query
   * @param {unknown} [body]
   * @param {Record<string, string>} [more]
   */
  function call(method, path, query, body, more = {}) {
    const headers = { Authorization: `Basic ${token}`, "X-Experience-API-Version": VERSION, ...more };
    const asked = new URLSearchParams(query).toString();
    const url = `${base}${path}${asked ? `?${asked}` : ""}`;
    if (body === undefined) return request(url, method, headers);
    return request(url, method, { ...headers, "Content-Type": "application/json" }, JSON.stringify(body));
  }

  return {
    /**
     * @param {string} path
     * @param {Record<string, string>} query
     * @returns {Promise<any>} null if there is none, or if we may not read it
     */
    async read(path, query) {
      const answer = await call("GET", path, query);
      if (answer.status === 404 || answer.status === 403 || answer.status === 204) return null;
      if (!answer.ok) throw new Refused("GET", path, String(answer.status), true);
      return answer.json().catch(() => null);
    },

    /**
     * Writes a document. If the store wants to know which version we replace, we ask it for the tag.
     * @param {Record<string, string>} query @param {unknown} body
     */
    async write(query, body) {
      const path = "activities/state";
      let answer = await call("PUT", path, query, body);
      if ([409, 412, 428].includes(answer.status)) {
        const now = await call("GET", path, query);
        const tag = now.headers.get("ETag");
        answer = await call("PUT", path, query, body, now.ok && tag ? { "If-Match": tag } : { "If-None-Match": "*" });
      }
      if (!answer.ok) throw new Refused("PUT", path, String(answer.status), true);
    },

    /**
     * Sends statements in order, and takes each off the list once the store has it. Sending twice is harmless: each has its
     * own id, and the store answers that it has it already (409).
     * @param {Json[]} list
     * @param {(statement: Json) => boolean} spare whether to drop a statement that the store will never accept
     */
    async send(list, spare) {
      const all = [...list];
      const drop = (/** @type {Json[]} */ sent) => list.splice(0, list.length, ...list.filter((each) => !sent.includes(each)));
      if (!all.length) return;
      const whole = await call("POST", "statements", {}, all);
      if (whole.ok) return void drop(all);
      for (const each of all) {
        const answer = all.length > 1 ? await call("POST", "statements", {}, [each]) : whole;
        const never = [400, 413, 422].includes(answer.status) && spare(each);
        if (!answer.ok && answer.status !== 409 && !never) throw new Refused("POST", each.id, String(answer.status), true);
        drop([each]);
      }
    },
  };
}

/** @typedef {ReturnType<typeof storeOf>} Store */

/** Makes a UUID from a text. The same text always gives the same UUID. @param {string} text */
export function uuid(text) {
  const back = [...text].reverse().join("");
  const hex = [hash(text), hash(back), hash(text, 1), hash(back, 1)].map((part) => part.toString(16).padStart(8, "0")).join("");
  const variant = "89ab"[parseInt(hex[16] ?? "0", 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
