/** The outline as a tree: what its rows are, and which action puts a row in another place. Nothing here draws. */

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Lines} Lines */
/** @typedef {import("./types.js").Action} Action */

/**
 * @typedef {object} Row
 * @property {string} key the same as long as the row is in its place
 * @property {"intro" | "module" | "banks" | "bank" | "page" | "block"} type
 * @property {string} title
 * @property {string} id shown on request
 * @property {string} file
 * @property {string} page id. "" if it is not on a page
 * @property {Lines | null} lines
 * @property {Row | null} parent
 * @property {Row[]} children
 * @property {number} errors
 * @property {number} warnings
 * @property {number} comments that are open
 */

/**
 * @param {State} state
 * @param {(key: string) => string} say
 * @returns {Row[]} the introduction, the modules, and the banks under a row of their own
 */
export function rowsOf(state, say) {
  /** @type {Row[]} */
  const top = [];
  /** @type {Row | null} */
  let banks = null;
  for (const file of state.outline) {
    if (file.kind === "bank" && !banks) banks = row("banks", "banks", say("outline_banks"), "", "", "", null, null);
    const type = file.kind === "course" ? "intro" : file.kind;
    const made = row(file.file, type, type === "intro" ? say("outline_introduction") : file.title || say("outline_untitled"), file.id, file.file, file.pages[0]?.id ?? "", null, type === "bank" ? banks : null);
    if (type === "bank") banks?.children.push(made);
    else top.push(made);
    for (const page of file.pages) {
      const holder = type === "module" ? row(`${file.file}#${page.id}`, "page", page.title || say("outline_untitled"), page.id, file.file, page.id, page.lines, made) : made;
      if (holder !== made) made.children.push(holder);
      page.blocks.forEach((block, n) => {
        holder.children.push(row(`${file.file}#${page.id}#${n}`, "block", block.title || say("outline_untitled"), block.name, file.file, page.id, block.lines, holder));
      });
    }
  }
  if (banks) top.push(banks);
  count(top, state);
  countComments(top, state);
  return top;
}

/**
 * @param {string} key @param {Row["type"]} type @param {string} title @param {string} id @param {string} file @param {string} page
 * @param {Lines | null} lines @param {Row | null} parent
 * @returns {Row}
 */
function row(key, type, title, id, file, page, lines, parent) {
  return { key, type, title, id, file, page, lines, parent, children: [], errors: 0, warnings: 0, comments: 0 };
}

/** @param {readonly Row[]} top @param {State} state counts each finding at its row and at all above it */
function count(top, state) {
  /** @type {Map<string, Row>} */
  const byKey = new Map();
  for (const each of everyRow(top)) byKey.set(each.key, each);
  for (const finding of state.findings) {
    const holder = byKey.get(`${finding.file}#${finding.page}`) ?? byKey.get(finding.file);
    const inside = holder?.children.find((child) => child.type === "block" && child.lines && finding.line >= child.lines[0] && finding.line < child.lines[1]);
    for (let at = inside ?? holder ?? null; at; at = at.parent) {
      if (finding.severity === "error") at.errors += 1;
      else at.warnings += 1;
    }
  }
}

/** @param {readonly Row[]} top @param {State} state counts the open comments at their rows and at all above them */
function countComments(top, state) {
  const byKey = new Map([...everyRow(top)].map((each) => [each.key, each]));
  for (const { file, page, lines, open } of state.comments?.marks ?? []) {
    const holder = byKey.get(`${file}#${page}`) ?? byKey.get(file);
    const inside = lines && holder?.children.find((child) => child.type === "block" && child.lines && child.lines[0] < lines[1] && lines[0] < child.lines[1]);
    for (let at = inside || holder || null; at; at = at.parent) at.comments += open;
  }
}

/** @param {readonly Row[]} rows @returns {Iterable<Row>} them and all below them, from top to bottom */
export function* everyRow(rows) {
  for (const each of rows) {
    yield each;
    yield* everyRow(each.children);
  }
}

/** @param {readonly Row[]} top @param {ReadonlySet<string>} open @returns {Row[]} the rows that are to be seen */
export function seenRows(top, open) {
  return top.flatMap((each) => [each, ...(open.has(each.key) ? seenRows(each.children, open) : [])]);
}

/** @param {readonly Row[]} top @param {Row} row @returns {readonly Row[]} its siblings and itself */
export const siblings = (top, row) => row.parent?.children ?? top;

/** @param {Row} row @returns {number} from 1 */
export const levelOf = (row) => (row.parent ? levelOf(row.parent) + 1 : 1);

/**
 * @typedef {object} Move
 * @property {Action} action
 * @property {string} key which row it will be
 * @property {Row | null} into the row that it comes into. Null: it stays where it is, among the modules
 * @property {number} place among its new siblings, from 1
 */

/**
 * @param {readonly Row[]} top
 * @param {Row} row a module, a page or a block
 * @param {Row | null} into the page of a block, the module of a page
 * @param {Row | null} before null: last
 * @returns {Move | null} null if it would change nothing
 */
export function moveTo(top, row, into, before) {
  if (before === row) return null;
  const now = siblings(top, row).filter((each) => each.type === row.type);
  const there = (into ? into.children : now).filter((each) => each.type === row.type && each !== row);
  const place = before ? there.indexOf(before) : there.length;
  if (place < 0 || (into === row.parent && now.indexOf(row) === place)) return null;
  if (row.type === "module") return { action: { action: "move-module", file: row.file, before: before?.file ?? null }, key: row.key, into: null, place: place + 1 };
  if (!into) return null;
  if (row.type === "page") {
    const to = { file: into.file, before: before?.page ?? null };
    return { action: { action: "move-page", file: row.file, page: row.page, to }, key: `${into.file}#${row.page}`, into, place: place + 1 };
  }
  const to = { file: into.file, page: into.page, before: before?.lines ?? null };
  return { action: { action: "move-block", file: row.file, lines: row.lines, to }, key: `${into.file}#${into.page}#${place}`, into, place: place + 1 };
}

/** @param {readonly Row[]} top @param {Row} row @returns {Row[]} all rows that hold rows of this type, in the course's order */
function holders(top, row) {
  if (row.type === "page") return top.filter((each) => each.type === "module");
  return [...everyRow(top)].filter((each) => each.type === "page" || each.type === "intro" || each.type === "bank");
}

/**
 * @param {readonly Row[]} top
 * @param {Row} row
 * @param {-1 | 1} way
 * @returns {Move | null} one place up or down: past the first or last into the neighbour. Null if there is no further place
 */
export function step(top, row, way) {
  if (!movable(row)) return null;
  const all = siblings(top, row).filter((each) => each.type === row.type);
  const at = all.indexOf(row);
  if (way < 0 && at > 0) return moveTo(top, row, row.parent, all[at - 1] ?? null);
  if (way > 0 && at < all.length - 1) return moveTo(top, row, row.parent, all[at + 2] ?? null);
  return row.type === "module" ? null : across(top, row, way);
}

/**
 * @param {readonly Row[]} top
 * @param {Row} row
 * @param {-1 | 1} way
 * @returns {Move | null} to the end of the one before, or to the start of the next one
 */
export function across(top, row, way) {
  if (!movable(row) || row.type === "module") return null;
  const all = holders(top, row);
  const into = all[all.indexOf(/** @type {Row} */ (row.parent)) + way];
  return into ? moveTo(top, row, into, way < 0 ? null : (into.children.find((each) => each.type === row.type) ?? null)) : null;
}

/** @param {Row} row */
export const movable = (row) => row.type === "module" || row.type === "page" || row.type === "block";
