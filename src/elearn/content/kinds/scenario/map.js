/**
 * Where the scenes of a story stand on its map, and how its choices run between them. Pure: no page is needed.
 *
 * Scenes stand in a grid, a row for each step from the start; a row that is too wide goes on below. Lines to the next
 * row run in the gap between the rows. All others run in the gaps between the columns, so no line crosses a scene.
 *
 * @typedef {{id: string, ending: string, leads: readonly string[]}} Place `leads`: where its choices lead
 * @typedef {"scene" | "ending" | "dead"} Sort
 * @typedef {{at: number, x: number, y: number, sort: Sort, start: boolean, reached: boolean}} Node `at` is its place among the scenes. `x`, `y`: its left upper corner
 * @typedef {readonly [number, number]} Point
 * @typedef {{from: number, to: number, points: readonly Point[]}} Edge
 * @typedef {{nodes: readonly Node[], edges: readonly Edge[], nowhere: readonly number[], width: number, height: number}} StoryMap `nowhere`: scenes with a choice that leads to none
 */

export const SIZE = { width: 152, height: 84, across: 36, down: 48 };

/**
 * @param {readonly Place[]} places the first is the start
 * @param {number} columns how many may stand beside each other
 * @returns {StoryMap}
 */
export function layout(places, columns) {
  const index = new Map(places.map((place, at) => /** @type {const} */ ([place.id, at])).reverse());
  const next = places.map((place) => place.leads.flatMap((id) => (id && index.has(id) ? [/** @type {number} */ (index.get(id))] : [])));
  const { depth, reached } = steps(next);
  const rows = inRows(depth, next, Math.max(1, columns));
  const widest = Math.max(1, ...rows.map((row) => row.length));
  /** @type {Map<number, {column: number, row: number}>} */
  const cells = new Map();
  rows.forEach((row, y) => row.forEach((at, n) => cells.set(at, { column: Math.floor((widest - row.length) / 2) + n, row: y })));
  const nodes = places.map((place, at) => {
    const cell = /** @type {{column: number, row: number}} */ (cells.get(at));
    const ends = place.ending.trim() !== "";
    /** @type {Sort} */
    const sort = ends ? "ending" : place.leads.length ? "scene" : "dead";
    return { at, x: left(cell.column), y: top(cell.row), sort, start: at === 0, reached: reached.has(at) };
  });
  const pairs = next.flatMap((all, from) => [...new Set(all)].map((to) => /** @type {const} */ ([from, to])));
  const edges = pairs.map(([from, to], n) => ({ from, to, points: way(cells, from, to, (n % 5) - 2) }));
  const nowhere = places.flatMap((place, at) => (place.leads.some((id) => !index.has(id)) ? [at] : []));
  return { nodes, edges, nowhere, width: left(widest) - 8, height: top(rows.length) - 8 };
}

/** @param {number} column */
const left = (column) => SIZE.across + column * (SIZE.width + SIZE.across);
/** @param {number} row */
const top = (row) => 36 + row * (SIZE.height + SIZE.down);

/**
 * How many steps each scene is from the start. Those that nobody reaches follow below, a story of their own each.
 * @param {readonly (readonly number[])[]} next
 */
function steps(next) {
  /** @type {number[]} */
  const depth = next.map(() => -1);
  const reached = new Set();
  let below = 0;
  const led = new Set(next.flat());
  const roots = next.map((_, at) => at).sort((a, b) => Number(a !== 0) - Number(b !== 0) || Number(led.has(a)) - Number(led.has(b)) || a - b);
  for (const root of roots) {
    if (depth[root] !== -1) continue;
    depth[root] = below;
    const queue = [root];
    for (const at of queue) {
      if (root === 0) reached.add(at);
      for (const to of next[at] ?? []) {
        if (depth[to] !== -1) continue;
        depth[to] = /** @type {number} */ (depth[at]) + 1;
        queue.push(to);
      }
    }
    if (root === 0 || led.has(root) || queue.length > 1) below = Math.max(...depth) + 1;
  }
  return { depth, reached };
}

/**
 * The scenes of each row from left to right: near the scenes that lead to them.
 * @param {readonly number[]} depth @param {readonly (readonly number[])[]} next @param {number} columns
 */
function inRows(depth, next, columns) {
  /** @type {number[][]} */
  const layers = Array.from({ length: Math.max(-1, ...depth) + 1 }, () => []);
  depth.forEach((row, at) => layers[row]?.push(at));
  const place = new Map(depth.map((_, at) => [at, 0]));
  for (let sweep = 0; sweep < 4; sweep += 1) {
    for (const layer of layers) {
      const wanted = new Map(layer.map((at, n) => [at, average(next.flatMap((all, from) => (all.includes(at) && (depth[from] ?? 0) < (depth[at] ?? 0) ? [place.get(from) ?? 0] : [])), n)]));
      layer.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0) || a - b);
      layer.forEach((at, n) => place.set(at, n - (layer.length - 1) / 2));
    }
  }
  return layers.flatMap((layer) => Array.from({ length: Math.ceil(layer.length / columns) }, (_, n) => layer.slice(n * columns, (n + 1) * columns)));
}

/** @param {readonly number[]} all @param {number} otherwise */
const average = (all, otherwise) => (all.length ? all.reduce((sum, each) => sum + each, 0) / all.length : otherwise);

/**
 * @param {ReadonlyMap<number, {column: number, row: number}>} cells @param {number} from @param {number} to
 * @param {number} lane -2 to 2, so that lines beside each other do not lie on each other
 * @returns {readonly Point[]}
 */
function way(cells, from, to, lane) {
  const here = /** @type {{column: number, row: number}} */ (cells.get(from));
  const there = /** @type {{column: number, row: number}} */ (cells.get(to));
  const aside = lane * 4;
  const out = left(here.column) + SIZE.width / 2 + aside * 3;
  const into = left(there.column) + SIZE.width / 2 + aside * 3;
  const below = top(here.row) + SIZE.height;
  const above = top(there.row);
  const turn = below + SIZE.down / 2 + aside;
  /** @type {Point} */
  const start = [out, below];
  /** @type {Point} */
  const end = [into, above];
  if (there.row === here.row + 1) return [start, [out, turn], [into, turn], end];
  const gap = left(out <= into ? here.column + 1 : here.column) - SIZE.across / 2 + aside;
  const last = above - SIZE.down / 2 + aside;
  return [start, [out, turn], [gap, turn], [gap, last], [into, last], end];
}

/** @param {readonly Point[]} points @returns {string} the `d` of a path with round corners */
export function path(points) {
  const said = [`M${points[0]?.join(" ")}`];
  for (let n = 1; n < points.length - 1; n += 1) {
    const [before, here, after] = /** @type {[Point, Point, Point]} */ (points.slice(n - 1, n + 2));
    const one = toward(here, before);
    const two = toward(here, after);
    said.push(`L${one.join(" ")}Q${here.join(" ")} ${two.join(" ")}`);
  }
  return `${said.join("")}L${points[points.length - 1]?.join(" ")}`;
}

/** @param {Point} from @param {Point} to @returns {Point} */
function toward(from, to) {
  const far = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const step = far ? Math.min(8, far / 2) / far : 0;
  return [from[0] + (to[0] - from[0]) * step, from[1] + (to[1] - from[1]) * step];
}
