/**
 * Calls an LMS's API and checks that each call worked: "true" with an error code counts as a failure, and a call may throw.
 * A value is set only if it has changed since the LMS last accepted it.
 */

import { attempt } from "../attempt.js";
import { another } from "./differ.js";

/** The longest list that we look through if the LMS does not count its entries. */
const MOST = 500;
/** If an LMS answers nothing at all, we ask this often, this many milliseconds apart. */
const ASKED = 8;
const APART = 150;

/** The LMS did not do what we asked. `code` is its error code. `passing` means that asking again may help. */
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
 * @property {readonly string[]} passing codes of faults that may pass. All others are about the element or its value
 * @property {readonly string[]} lost codes by which the LMS says that no session is open
 * @property {readonly string[]} running codes by which Initialize says that it was called before
 * @property {readonly string[]} ended codes by which Initialize says that it can begin no more in this page
 * @property {boolean} typed whether the type of an interaction decides what its other elements may be
 * @property {readonly string[]} unset codes by which GetValue says that there is no value yet
 */

/** @param {any} api @param {Grammar} grammar */
export function clientOf(api, grammar) {
  const { calls } = grammar;
  /** @type {Map<string, string>} */
  const accepted = new Map();
  /** What has been set since it was last known that all has arrived, in this order. @type {Map<string, string>} */
  const unproved = new Map();
  /** What the LMS held of an element before we first set it. @type {Map<string, string>} */
  const before = new Map();
  /** How many entries a list had before we first set one. @type {Map<string, number>} */
  const lengths = new Map();
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
      if (String(value) !== "true" && !grammar.running.includes(said)) throw new Refused(calls.initialize, "", said, !grammar.ended.includes(said));
    },
    /** @param {string} element @returns {string} "" if there is none */
    get: (element) => reading(element).value,
    /** @param {string} element whether it can be read: if not, we must not overwrite it with something worse */
    knows: (element) => reading(element).known,
    /** @param {string} element @param {string} value */
    set(element, value) {
      if (accepted.get(element) === value) return;
      remember(element);
      insist(calls.set, element, value);
      took(element, value);
    },
    /**
     * Sets an element that an LMS may not support. If the LMS refuses an element or value, it is not offered again.
     * @param {string} element
     * @param {string} value
     */
    offer(element, value) {
      if (accepted.get(element) === value) return;
      remember(element);
      try {
        insist(calls.set, element, value);
      } catch (refused) {
        if (!(refused instanceof Refused) || refused.passing) throw refused;
      }
      took(element, value);
    },
    /** What has been set so far, of which it is not known that it has arrived. @returns {ReadonlyMap<string, string>} */
    unproved: () => new Map(unproved),
    /** This has arrived, as far as we can know. @param {ReadonlyMap<string, string>} values */
    proved(values) {
      for (const [element, value] of values) if (unproved.get(element) === value) unproved.delete(element);
    },
    /**
     * Makes everything that may not have arrived count as changed, so that the next commit sends it. For this, other values are
     * committed, which may not arrive either, and then the right ones are set.
     */
    differ() {
      const all = [...unproved].filter(([element, value]) => !same(before.get(element) ?? "", value));
      const isType = (/** @type {string} */ element) => /^cmi\.interactions\.\d+\.type$/.test(element);
      const typeOf = (/** @type {string} */ element) => accepted.get(element.replace(/^(cmi\.interactions\.\d+\.).*$/, "$1type")) ?? "";
      const types = new Map(all.map(([element]) => [element, typeOf(element)]));
      // Other elements depend on the type of an interaction, so it changes after them.
      const parts = [all.filter(([element]) => !isType(element)), all.filter(([element]) => isType(element))];
      for (const part of grammar.typed ? parts : [parts.flat()]) {
        const changed = part.filter(([element, value]) => {
          const other = another(element, value, types.get(element) ?? "");
          return other !== null && String(ask(calls.set, element, other).value) === "true" && accepted.delete(element);
        });
        if (changed.length) ask(calls.commit, "");
      }
      for (const [element, value] of all) {
        if (accepted.has(element)) continue;
        if (String(ask(calls.set, element, value).value) === "true") accepted.set(element, value);
      }
    },
    commit: () => insist(calls.commit, ""),
    terminate: () => insist(calls.terminate, ""),
  };

  /** Reads what the LMS holds of an element, once. An entry that is not there yet is not asked for. @param {string} element */
  function remember(element) {
    if (before.has(element)) return;
    const [, list = "", index = ""] = /^(cmi\.\w+)\.(\d+)\./.exec(element) ?? [];
    if (list && !lengths.has(list)) lengths.set(list, Number(reading(`${list}._count`).value) || 0);
    const there = !list || Number(index) < (lengths.get(list) ?? 0);
    before.set(element, there ? reading(element).value : "");
  }

  /** @param {string} element @param {string} value */
  function took(element, value) {
    accepted.set(element, value);
    unproved.delete(element);
    // The time is another one at each commit.
    if (!element.endsWith("session_time")) unproved.set(element, value);
  }

  /** @param {string} element */
  function reading(element) {
    const { value, code: said } = ask(calls.get, element);
    const known = /^0?$/.test(said) || grammar.unset.includes(said);
    return { value: value === undefined || value === null || !known ? "" : String(value), known };
  }
}

/** @typedef {ReturnType<typeof clientOf>} Client */

/** Whether an LMS would find two values the same. @param {string} one @param {string} other */
const same = (one, other) => one === other || (one !== "" && other !== "" && Number(one) === Number(other));

/**
 * How many entries a list of the LMS has. An LMS that does not count them may still hold entries of an earlier session, which
 * must not be mixed with new ones. Then we look through the ids.
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
 * The index of the objective with this id (the LMS may have put it there itself), or else the next free index.
 * @param {Client} client
 * @param {string} id
 * @param {Record<string, number>} known the index of each objective that we have set
 */
export function objectiveIndex(client, id, known) {
  const count = length(client, "objectives");
  for (let index = 0; index < count; index += 1) {
    if (client.get(`cmi.objectives.${index}.id`) === id) return index;
  }
  return Math.max(count, Object.keys(known).length);
}

/**
 * How many interactions the LMS holds. If it does not say, this is 0, so the caller counts its own too.
 * @param {Client} client
 */
export const interactionCount = (client) => length(client, "interactions");

/**
 * Waits, for about a second at most, while an LMS answers nothing at all. An API that relays to another window may say that it
 * has started before that window's answers arrive. A saved state that has not arrived yet must not be read as none.
 * @param {Client} client @param {readonly string[]} elements
 */
export async function answering(client, elements) {
  const silent = () => elements.every((element) => !client.get(element));
  const pause = () => new Promise((resolve) => setTimeout(resolve, APART));
  for (let asked = 0; asked < ASKED && silent(); asked += 1) {
    await pause();
    // The first answer may arrive before the others.
    if (!silent()) await pause();
  }
}

/** Writes a number for both standards: at most two decimals, no exponent. @param {number} value */
export const decimal = (value) => String(Math.round(value * 100) / 100);
