/** Which words differ between two texts. */

/** @typedef {{text: string, same: boolean}} Part */

/** More pairs of words than this are not compared one by one. */
const MOST = 4_000_000;

/** @param {string} one @param {string} other @returns {[Part[], Part[]]} each text, cut where it differs from the other */
export function differ(one, other) {
  const a = words(one);
  const b = words(other);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - start && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const [keptA, keptB] = common(a.slice(start, a.length - tail), b.slice(start, b.length - tail));
  return [parts(a, start, tail, keptA), parts(b, start, tail, keptB)];
}

/** @param {string} text */
const words = (text) => text.match(/[\p{L}\p{N}'’]+|\s+|[^\p{L}\p{N}\s]/gu) ?? [];

/** @param {string[]} a @param {string[]} b @returns {[boolean[], boolean[]]} which words of each are in the longest text that both have */
function common(a, b) {
  const keptA = a.map(() => false);
  const keptB = b.map(() => false);
  if (a.length * b.length > MOST) return [keptA, keptB];
  const wide = b.length + 1;
  const length = new Uint16Array((a.length + 1) * wide);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const at = i * wide + j;
      length[at] = a[i] === b[j] ? (length[at + wide + 1] ?? 0) + 1 : Math.max(length[at + wide] ?? 0, length[at + 1] ?? 0);
    }
  }
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      keptA[i] = keptB[j] = true;
      i += 1;
      j += 1;
    } else if ((length[(i + 1) * wide + j] ?? 0) >= (length[i * wide + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return [keptA, keptB];
}

/** @param {string[]} all @param {number} start @param {number} tail @param {boolean[]} kept @returns {Part[]} */
function parts(all, start, tail, kept) {
  /** @type {Part[]} */
  const made = [];
  all.forEach((text, n) => {
    const same = n < start || n >= all.length - tail || kept[n - start] === true;
    const last = made[made.length - 1];
    if (last?.same === same) last.text += text;
    else made.push({ text, same });
  });
  return made;
}
