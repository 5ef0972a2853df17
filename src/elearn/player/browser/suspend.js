/**
 * Turns a state into the text that an LMS stores, and back. The text is `2`, then bits, then a checksum, so that we never read
 * a text that was cut. SCORM 1.2 stores 4,096 characters, and `player/budget.py` counts the most that we can write.
 *
 * Every page, question and option is named by a hash of its id, never by its position. So another version of the course can
 * read what it still has. Hashes of pages and questions have 24 bits. They are sorted, and if there are many, each distance
 * takes about 18 bits (Rice coding). Options have the fewest bits that tell them apart. `player/browser/README.md` says why.
 */

import { bitReader, bitWriter, hash } from "./bits.js";
import { attempt } from "./attempt.js";
import { RESULT, START } from "./outline.js";
import { decode1 } from "./suspend1.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Question} Question */
/** @typedef {import("./types.js").Kind} Kind */
/** @typedef {import("./outline.js").Outline} Outline */
/** @typedef {import("./bits.js").BitWriter} BitWriter */
/** @typedef {import("./bits.js").BitReader} BitReader */

const FORM = "2";
const WIDTH = 24;
const MOST_CHECKS = 63;
const LONGEST_TEXT = 250;
const NARROWEST = 6;
/** @type {readonly State["success"][]} */
const SUCCESS = ["unknown", "failed", "passed"];

/**
 * @param {Outline} outline
 * @param {(kind: string) => Kind | undefined} kindOf
 */
export function codecOf(outline, kindOf) {
  const pages = outline.pages.map((page) => page.id);
  const names = Object.keys(outline.question);
  const salt = saltFor([START, RESULT, ...pages], names);
  const pageKeys = keysOf([START, RESULT, ...pages], salt);
  const nameKeys = keysOf(names, salt);
  /** @type {Map<string, Words>} */
  const wordsOf = new Map();

  /** @param {Question} question */
  function words(question) {
    const known = wordsOf.get(question.name) ?? wordsIn(question);
    wordsOf.set(question.name, known);
    return known;
  }

  /** @param {string} name @param {readonly string[]} response */
  function fits(name, response) {
    const question = outline.question[name];
    return question !== undefined && (kindOf(question.kind)?.fits(question, response) ?? false);
  }

  /** @param {State} state @returns {string} */
  function encode(state) {
    const bits = bitWriter();
    bits.put(salt, 4);
    bits.put(key(state.version, 0), WIDTH);
    bits.put(state.seed, 31);
    bits.number(state.attempt, 2);
    bits.put(SUCCESS.indexOf(state.success) * 4 + (state.completed ? 2 : 0) + (state.finished ? 1 : 0), 4);
    optional(bits, state.best === null ? null : Math.round(state.best * 100), 14);
    bits.put(pageKeys.get(state.page) ?? 0, WIDTH);
    const [seen, skipped] = [new Set(state.seen), new Set(state.skipped)];
    const plain = seen.size === new Set([...seen, ...skipped]).size && !skipped.size;
    bits.put(plain ? 1 : 0, 1);
    for (const page of writeIds(bits, pages.filter((page) => seen.has(page) || skipped.has(page)), pageKeys)) {
      if (!plain) bits.put((seen.has(page) ? 1 : 0) + (skipped.has(page) ? 2 : 0), 2);
    }
    for (const name of writeIds(bits, names.filter((name) => state.answers[name]), nameKeys)) {
      writeAnswer(bits, /** @type {Question} */ (outline.question[name]), /** @type {Answer} */ (state.answers[name]));
    }
    return signed(FORM + bits.text());
  }

  /** @param {BitWriter} bits @param {Question} question @param {Answer} answer */
  function writeAnswer(bits, question, { checks, best, checked, open, response }) {
    const usual = checks === 1 && checked && open && best === 100;
    bits.put(usual ? 1 : 0, 1);
    if (!usual) {
      bits.number(Math.min(checks, MOST_CHECKS), 2);
      bits.put((checked ? 1 : 0) + (open ? 2 : 0), 2);
      optional(bits, best, 7);
    }
    const packed = kindOf(question.kind)?.pack?.(question, response) ?? response;
    writeResponse(bits, packed, words(question), question.longest ?? LONGEST_TEXT);
  }

  /** @param {string} text @returns {State | null} null if it cannot be read. What the course no longer has is left out */
  function decode(text) {
    if (text.startsWith("1~")) return attempt(() => decode1(text, outline, fits)) ?? null;
    const body = text.slice(0, -4);
    if (body[0] !== FORM || signed(body) !== text) return null;
    return attempt(() => decodeBits(bitReader(body.slice(1)))) ?? null;
  }

  /** @param {BitReader} bits @returns {State} */
  function decodeBits(bits) {
    const theirs = bits.take(4);
    const pageOf = named([START, RESULT, ...pages], theirs);
    const version = bits.take(WIDTH) === key(outline.course.version, 0) ? outline.course.version : "";
    const [seed, attempts, flags] = [bits.take(31), bits.number(2), bits.take(4)];
    const best = given(bits, 14, 10000);
    const page = pageOf.get(bits.take(WIDTH)) ?? START;
    const plain = bits.take(1);
    const marks = readIds(bits).map((id) => ({ page: pageOf.get(id), mark: plain || bits.take(2) }));
    const marked = (/** @type {number} */ flag) => marks.flatMap((each) => (each.page && each.mark & flag ? each.page : []));
    return {
      version,
      seed,
      attempt: attempts,
      page,
      seen: marked(1),
      skipped: marked(2),
      finished: (flags & 1) > 0,
      answers: readAnswers(bits, named(names, theirs)),
      completed: (flags & 2) > 0,
      success: SUCCESS[flags >> 2] ?? "unknown",
      best: best === null ? null : best / 100,
    };
  }

  /** @param {BitReader} bits @param {Map<number, string>} nameOf */
  function readAnswers(bits, nameOf) {
    /** @type {Record<string, Answer>} */
    const answers = {};
    for (const id of readIds(bits)) {
      const usual = bits.take(1) > 0;
      const checks = usual ? 1 : bits.number(2);
      const flags = usual ? 3 : bits.take(2);
      const best = usual ? 100 : given(bits, 7, 100);
      const question = outline.question[nameOf.get(id) ?? ""];
      const packed = readResponse(bits, question ? words(question).ids : []);
      if (!question || !packed) continue;
      const response = attempt(() => kindOf(question.kind)?.unpack?.(question, packed) ?? packed);
      if (!response || !attempt(() => fits(question.name, response))) continue;
      answers[question.name] = { response, checks, checked: (flags & 1) > 0, open: (flags & 2) > 0, best };
    }
    return answers;
  }

  return { encode, decode };
}

/** @typedef {ReturnType<typeof codecOf>} Codec */

/** @param {string} text @param {number} salt */
function key(text, salt) {
  const value = hash(text, salt);
  return (value ^ (value >>> 8)) & (2 ** WIDTH - 1);
}

/** @param {readonly string[]} ids @param {number} salt @returns {Map<string, number>} */
const keysOf = (ids, salt) => new Map(ids.map((id) => [id, key(id, salt)]));

/**
 * The first salt that gives no two pages, and no two questions, of a course the same hash.
 * @param {...readonly string[]} lists
 */
function saltFor(...lists) {
  const salts = [...Array(16).keys()];
  return salts.find((salt) => lists.every((ids) => new Set(keysOf(ids, salt).values()).size === ids.length)) ?? 0;
}

/**
 * What each hash with another version's salt means here, or "" if it could mean two things.
 * @param {readonly string[]} ids
 * @param {number} salt
 */
function named(ids, salt) {
  /** @type {Map<number, string>} */
  const found = new Map();
  for (const id of ids) found.set(key(id, salt), found.has(key(id, salt)) ? "" : id);
  return found;
}

/** @param {string} text to which a hash of all of it is added */
function signed(text) {
  const bits = bitWriter();
  bits.put(key(text, 0), WIDTH);
  return text + bits.text();
}

/** @param {BitWriter} bits @param {number | null} value @param {number} width */
function optional(bits, value, width) {
  bits.put(value === null ? 0 : 1, 1);
  if (value !== null) bits.put(value, width);
}

/** @param {BitReader} bits @param {number} width @param {number} most */
const given = (bits, width, most) => (bits.take(1) ? Math.min(bits.take(width), most) : null);

/** How many low bits to write for each distance between this many sorted hashes. @param {number} many */
const lowBits = (many) => WIDTH - (32 - Math.clz32(many - 1));

/**
 * @param {BitWriter} bits
 * @param {readonly string[]} ids
 * @param {Map<string, number>} keys
 * @returns {string[]} the ids in the order written
 */
function writeIds(bits, ids, keys) {
  const sorted = ids.map((id) => ({ id, at: keys.get(id) ?? 0 })).sort((one, other) => one.at - other.at);
  const fine = lowBits(sorted.length);
  bits.number(sorted.length, 4);
  let before = 0;
  for (const { at } of sorted) {
    bits.unary((at - before) >>> fine);
    bits.put(at - before, fine);
    before = at;
  }
  return sorted.map(({ id }) => id);
}

/**
 * Reads this many times, one after another. A damaged count reserves no memory.
 * @template T
 * @param {number} many
 * @param {() => T} read
 * @returns {T[]}
 */
function times(many, read) {
  const list = [];
  while (list.length < many) list.push(read());
  return list;
}

/** @param {BitReader} bits @returns {number[]} */
function readIds(bits) {
  const many = bits.number(4);
  const fine = lowBits(many);
  let at = 0;
  return times(many, () => (at += bits.unary() * 2 ** fine + bits.take(fine)));
}

/**
 * The ids that a response can name, each once, and how many bits of their hashes tell them apart.
 * @typedef {{ids: readonly string[], width: number}} Words
 */

/** @param {Question} question @returns {Words} */
function wordsIn(question) {
  const ids = [...new Set(Object.values(question).flatMap((value) => (typeof value === "object" ? strings(value) : [])))];
  let width = NARROWEST;
  while (width <= WIDTH && new Set(ids.map((id) => low(id, width))).size < ids.length) width += 1;
  return { ids, width };
}

/** Every text and every key in lists and objects. @param {unknown} value @returns {string[]} */
const strings = (value) =>
  typeof value === "string"
    ? [value]
    : value && typeof value === "object"
      ? [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(strings)]
      : [];

/** @param {string} id @param {number} width */
const low = (id, width) => hash(id) & (2 ** width - 1);

/**
 * @param {BitWriter} bits
 * @param {readonly string[]} response
 * @param {Words} words
 * @param {number} longest most bytes of a text that is not one of the ids
 */
function writeResponse(bits, response, { ids, width }, longest) {
  const known = width <= WIDTH && response.every((each) => ids.includes(each));
  bits.number(known ? width - NARROWEST + 1 : 0, 2);
  bits.number(response.length, 2);
  for (const each of response) {
    if (known) bits.put(low(each, width), width);
    else writeText(bits, each, longest);
  }
}

/** @param {BitWriter} bits @param {string} text @param {number} longest */
function writeText(bits, text, longest) {
  const bytes = new TextEncoder().encode(text);
  let end = Math.min(bytes.length, longest);
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  bits.number(end, 4);
  for (const byte of bytes.slice(0, end)) bits.put(byte, 8);
}

/**
 * @param {BitReader} bits
 * @param {readonly string[]} ids of the question in this version
 * @returns {string[] | null} null if a word does not match exactly one
 */
function readResponse(bits, ids) {
  const code = bits.number(2);
  const many = bits.number(2);
  if (!code) {
    return times(many, () => {
      const bytes = times(bits.number(4), () => bits.take(8));
      return new TextDecoder().decode(Uint8Array.from(bytes));
    });
  }
  const width = code + NARROWEST - 1;
  const found = times(many, () => {
    const word = bits.take(width);
    const meant = ids.filter((id) => low(id, width) === word);
    return meant.length === 1 ? meant[0] ?? "" : null;
  });
  return found.includes(null) ? null : /** @type {string[]} */ (found);
}
