/** Writes numbers as bits, six to a character. No LMS and no URL changes these characters. */

export const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

/** FNV-1a of a text. @param {string} text @param {number} [salt] */
export function hash(text, salt = 0) {
  let value = 0x811c9dc5 ^ salt;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
}

export function bitWriter() {
  /** @type {number[]} */
  const bits = [];
  const put = (/** @type {number} */ value, /** @type {number} */ width) => {
    for (let bit = width - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1);
  };
  return {
    put,
    /**
     * Writes a whole number in groups of `size` bits, lowest first. A bit before each group says whether more follow.
     * @param {number} value
     * @param {number} size
     */
    number(value, size) {
      for (let rest = value, more = 1; more; rest = Math.floor(rest / 2 ** size)) {
        more = rest >= 2 ** size ? 1 : 0;
        put(more, 1);
        put(rest % 2 ** size, size);
      }
    },
    /** Writes a small number as that many ones and a zero. @param {number} value */
    unary(value) {
      for (let left = value; left; left -= 1) put(1, 1);
      put(0, 1);
    },
    text() {
      let text = "";
      for (let at = 0; at < bits.length; at += 6) {
        text += LETTERS[bits.slice(at, at + 6).reduce((sum, bit, place) => sum | (bit << (5 - place)), 0)];
      }
      return text;
    },
  };
}

/** @param {string} text what a bitWriter wrote. Reading past its end throws, so that a damaged count wastes no time */
export function bitReader(text) {
  let at = 0;
  const take = (/** @type {number} */ width) => {
    let value = 0;
    for (const end = at + width; at < end; at += 1) {
      const six = LETTERS.indexOf(text[Math.floor(at / 6)] ?? " ");
      if (six < 0) throw new RangeError("no bits");
      value = value * 2 + ((six >>> (5 - (at % 6))) & 1);
    }
    return value;
  };
  return {
    take,
    /** @param {number} size */
    number(size) {
      let [value, unit, more] = [0, 1, 1];
      for (; more; unit *= 2 ** size) {
        more = take(1);
        value += take(size) * unit;
      }
      return value;
    },
    unary() {
      let value = 0;
      while (take(1)) value += 1;
      return value;
    },
  };
}

/** @typedef {ReturnType<typeof bitWriter>} BitWriter */
/** @typedef {ReturnType<typeof bitReader>} BitReader */
