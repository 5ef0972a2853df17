/** Tells an answer that only repeats what the open form sent from news that the form has to show. Nothing here draws. */

/** @typedef {import("./middle.js").Values} Values */
/** @typedef {import("./middle.js").Value} Value */
/** @typedef {import("./middle.js").Field} Field */

const MOST = 200;

/**
 * @param {readonly Field[]} fields
 * @param {Values} first what the server had when the form was opened
 */
export function echoes(fields, first) {
  let known = first;
  /** What was sent and not answered yet, the newest last. @type {Values[]} */
  let sent = [];
  return {
    /** What was sent stands beside: the form shows what the server has. */
    forget() {
      known = {};
      sent = [];
    },
    /** @param {Values} values */
    sent(values) {
      sent.push(values);
      if (sent.length > MOST) sent.splice(0, MOST / 2);
    },
    /**
     * @param {Values} now what the server has
     * @param {Values} mine what the form shows
     * @returns {Values | null} what the form should show. Null: what it shows
     */
    answer(now, mine) {
      const before = known;
      known = now;
      const named = withIds(fields, mine, now);
      const at = sent.findIndex((each) => same(withIds(fields, each, now), now));
      // The first one: who types, takes it back, and is answered once for each, sees the answers in this order.
      if (at >= 0) sent = sent.slice(at + 1);
      else if (same(named, now)) sent = [];
      else if (!same(before, now)) return merged(before, mine, now, sent.length > 0);
      return JSON.stringify(named) === JSON.stringify(mine) ? null : named;
    },
  };
}

/**
 * Changes from elsewhere go in field by field: what was typed meanwhile in a field stays.
 * @param {Values} before @param {Values} mine @param {Values} now @param {boolean} typing @returns {Values}
 */
function merged(before, mine, now, typing) {
  if (!typing) return now;
  return Object.fromEntries(Object.entries(now).map(([name, value]) => [name, name in mine && !same(mine[name], before[name]) ? /** @type {Value} */ (mine[name]) : value]));
}

/**
 * The ids that the server gave to new rows.
 * @param {readonly Field[]} fields @param {Values} mine @param {Values} now @returns {Values}
 */
function withIds(fields, mine, now) {
  const made = { ...mine };
  for (const field of fields) {
    const [ours, theirs] = [mine[field.name], now[field.name]];
    if (field.type === "id" && !ours && theirs) made[field.name] = theirs;
    if (field.type !== "rows" || !Array.isArray(ours) || !Array.isArray(theirs) || ours.length !== theirs.length) continue;
    made[field.name] = ours.map((row, n) => withIds(field.fields ?? [], /** @type {Values} */ (row), /** @type {Values} */ (theirs[n])));
  }
  return made;
}

/** @param {unknown} one @param {unknown} other @returns {boolean} also if they differ only in space at the end of lines and texts, or in the order of their keys */
function same(one, other) {
  return plain(one) === plain(other);
}

/** @param {unknown} values */
function plain(values) {
  return JSON.stringify(values, (_, value) => {
    if (typeof value === "string") return value.replace(/[ \t]+$/gm, "").trim();
    return value && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
  });
}
