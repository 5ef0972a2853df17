/**
 * Calls on an LMS's API that say whether they worked: "true" with an error code is not "true", and a call may throw.
 * Only what has changed since the LMS last accepted it is set.
 */

import { attempt } from "../attempt.js";

/** Where a list that an LMS does not count is taken to end at last. */
const MOST = 500;
/** How often, and how long apart in milliseconds, an LMS is asked that answers nothing at all. */
const ASKED = 8;
const APART = 150;

/** An LMS did not do what was asked. `code` is its own; `passing` means that asking again may help. */
export class Refused extends Error {
  /** @param {string} call @param {string} element @param {string} code @param {boolean} passing */
  constructor(call, element, code, passing) {
    super(`${call} ${element} was refused (${code})`);
    this.passing = passing;
  }
}

/**
 * @typedef {object} Grammar how a standard names its calls and its errors
 * @property {Readonly<Record<"initialize" | "get" | "set" | "commit" | "terminate" | "error", string>>} calls
 * @property {readonly string[]} passing codes of faults that may pass; all others are about the element or its value
 * @property {readonly string[]} lost codes by which the LMS says that no session is open
 * @property {readonly string[]} running codes by which Initialize says that it was called before
 * @property {readonly string[]} unset codes by which GetValue says that there is no value yet
 */

/** @param {any} api @param {Grammar} grammar */
export function clientOf(api, grammar) {
  const { calls } = grammar;
  /** @type {Map<string, string>} */
  const accepted = new Map();
  const code = () => String(attempt(() => api[calls.error]()) ?? "101");

  /** @param {string} call @param {...string} values @returns {{value: unknown, code: string}} */
  function ask(call, ...values) {
    try {
      return { value: api[call](...values), code: code() };
    } catch {
      return { value: undefined, code: "thrown" };
    }
  }

  /** @param {string} call @param {string[]} values */
  function insist(call, ...values) {
    let { value, code: said } = ask(call, ...values);
    if (grammar.lost.includes(said)) {
      ask(calls.initialize, "");
      ({ value, code: said } = ask(call, ...values));
    }
    if (String(value) !== "true" || !/^0?$/.test(said)) {
      throw new Refused(call, values[0] ?? "", said, ["", "0", "thrown", ...grammar.passing, ...grammar.lost].includes(said));
    }
  }

  return {
    initialize() {
      const { value, code: said } = ask(calls.initialize, "");
      if (String(value) !== "true" && !grammar.running.includes(said)) throw new Refused(calls.initialize, "", said, true);
    },
    /** @param {string} element @returns {string} "" where there is none */
    get: (element) => reading(element).value,
    /** @param {string} element whether it can be read: if not, what it holds must not be overwritten with less */
    knows: (element) => reading(element).known,
    /** @param {string} element @param {string} value */
    set(element, value) {
      if (accepted.get(element) === value) return;
      insist(calls.set, element, value);
      accepted.set(element, value);
    },
    /** Sets what an LMS may leave out: an element or value that it does not take is not offered again. @param {string} element @param {string} value */
    offer(element, value) {
      if (accepted.get(element) === value) return;
      try {
        insist(calls.set, element, value);
      } catch (refused) {
        if (!(refused instanceof Refused) || refused.passing) throw refused;
      }
      accepted.set(element, value);
    },
    commit: () => insist(calls.commit, ""),
    terminate: () => insist(calls.terminate, ""),
  };

  /** @param {string} element */
  function reading(element) {
    const { value, code: said } = ask(calls.get, element);
    const known = /^0?$/.test(said) || grammar.unset.includes(said);
    return { value: value === undefined || value === null || !known ? "" : String(value), known };
  }
}

/** @typedef {ReturnType<typeof clientOf>} Client */

/**
 * How many entries a list of the LMS has. One that does not count them may still hold what a session before put there, which
 * must not be mixed with what comes now: its ids are gone through.
 * @param {Client} client @param {"objectives" | "interactions"} list
 */
function length(client, list) {
  const count = Number(client.get(`cmi.${list}._count`) || NaN);
  if (!Number.isNaN(count)) return count;
  let found = 0;
  while (found < MOST && client.get(`cmi.${list}.${found}.id`)) found += 1;
  return found;
}

/**
 * The index of the objective with an id, which the LMS may have put there itself; else the next free one.
 * @param {Client} client
 * @param {string} id
 * @param {Record<string, number>} known where others are
 */
export function objectiveIndex(client, id, known) {
  const count = length(client, "objectives");
  for (let index = 0; index < count; index += 1) {
    if (client.get(`cmi.objectives.${index}.id`) === id) return index;
  }
  return Math.max(count, Object.keys(known).length);
}

/** How many interactions the LMS holds; 0 where it tells nothing, so ours count too. @param {Client} client */
export const interactionCount = (client) => length(client, "interactions");

/**
 * Waits, for a second at most, for an LMS that answers nothing at all. An API that stands for another window says that it has
 * begun before that window's answers arrive, and a saved state that is not there yet must not be taken for none.
 * @param {Client} client @param {readonly string[]} elements
 */
export async function answering(client, elements) {
  const silent = () => elements.every((element) => !client.get(element));
  const pause = () => new Promise((resolve) => setTimeout(resolve, APART));
  for (let asked = 0; asked < ASKED && silent(); asked += 1) {
    await pause();
    // The first that is answered may come before the others.
    if (!silent()) await pause();
  }
}

/** A number as both standards write it: at most two decimals, no exponent. @param {number} value */
export const decimal = (value) => String(Math.round(value * 100) / 100);
