/**
 * What is to be put right, by page, those of the page that is shown first. A click, or F8 and Shift-F8, goes to the field. A
 * remedy that is mechanical has a button.
 */

import { button, byId, make } from "../../player/browser/dom.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Finding} Finding */

/**
 * What the findings use of the desk.
 * @typedef {object} Desk
 * @property {{readonly state: State, watch(watcher: (state: State) => void): unknown}} store
 * @property {{act(action: import("./types.js").Action): Promise<unknown>}} sync
 * @property {(key: string, values?: Record<string, string | number>) => string} say
 * @property {(text: string) => void} announce
 * @property {(finding: Finding) => unknown} [focus] goes to the field
 */

/** @typedef {{title: string, findings: Finding[]}} Group */

const STEP = 50;
const QUIET = 1500; // milliseconds without a change before counts are read out
const SHAPES = { error: "▲", warning: "◆" };

/** @param {HTMLElement} host @param {Desk} desk */
export function mountFindings(host, desk) {
  const { say, store } = desk;
  const counts = make("span", { class: "findings-counts" });
  const list = make("div", { class: "findings-list" });
  const more = button("quiet", showMore, {}, say("findings_more"));
  const rest = make("div", { class: "findings-rest" }, make("p", {}), more);
  byId("findings-heading").append(" ", counts);
  host.append(list, rest);

  let most = STEP;
  let drawn = "";
  let current = "";
  let place = -1;
  /** @type {Finding[]} in the order of the course */
  let ordered = [];
  const tell = quietly(desk.announce);

  /** @param {State} state */
  function draw(state) {
    ordered = inOrder(state);
    const groups = grouped(state, ordered, say);
    const errors = ordered.filter((finding) => finding.severity === "error").length;
    const words = ordered.length ? say("findings_counts", { errors, warnings: ordered.length - errors }) : say("findings_none");
    counts.textContent = ordered.length ? words : "";
    tell(words);
    const now = JSON.stringify([groups, most, current]);
    if (now === drawn) return;
    drawn = now;
    withFocus(list, () => list.replaceChildren(...(ordered.length ? drawGroups(groups) : [empty()])));
    const shown = Math.min(most, ordered.length);
    rest.hidden = shown >= ordered.length;
    /** @type {HTMLElement} */ (rest.firstElementChild).textContent = say("findings_shown", { shown, all: ordered.length });
  }

  /** @param {readonly Group[]} groups */
  function drawGroups(groups) {
    let left = most;
    return groups.flatMap(({ title, findings }) => {
      const some = findings.slice(0, left);
      left -= some.length;
      if (!some.length) return [];
      return [make("section", {}, make("h3", {}, title), make("ul", { role: "list" }, ...some.map(item)))];
    });
  }

  /** @param {Finding} finding */
  function item(finding) {
    const { key, severity, message, remedy, apply } = finding;
    const go = button("finding-go", () => visit(finding), { "data-key": key }, message);
    const state = make("span", { class: `finding-state ${severity}` }, make("span", { "aria-hidden": "true" }, SHAPES[severity]), ` ${say(`findings_${severity}`)}`);
    const parts = [state, make("div", { class: "finding-told" }, go, make("p", {}, remedy))];
    if (apply) {
      const act = button("quiet finding-apply", () => void applied(act, key), { "data-key": key, "aria-label": say("findings_apply_what", { what: apply }), title: apply }, say("findings_apply"));
      parts.push(act);
    }
    return make("li", { class: "finding", ...(key === current ? { "aria-current": "true" } : {}) }, ...parts);
  }

  const empty = () => make("p", { class: "findings-empty" }, make("span", { "aria-hidden": "true" }, "✓ "), say("findings_none"));

  /** @param {HTMLButtonElement} act @param {string} key */
  async function applied(act, key) {
    if (act.getAttribute("aria-disabled") === "true") return;
    act.setAttribute("aria-disabled", "true");
    try {
      await desk.sync.act({ action: "apply", key });
    } catch {
      // `sync.js` has said why.
    }
    act.removeAttribute("aria-disabled");
  }

  /** @param {Finding} finding */
  function visit(finding) {
    current = finding.key;
    place = ordered.findIndex(({ key }) => key === current);
    for (const each of list.querySelectorAll("li")) {
      if (each.querySelector(".finding-go")?.getAttribute("data-key") === current) each.setAttribute("aria-current", "true");
      else each.removeAttribute("aria-current");
    }
    desk.focus?.(finding);
  }

  function showMore() {
    const before = list.querySelectorAll("li").length;
    most += STEP;
    draw(store.state);
    /** @type {HTMLElement | undefined} */ ([...list.querySelectorAll(".finding-go")][before])?.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "F8" || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (!ordered.length) return desk.announce(say("findings_none"));
    const here = ordered.findIndex(({ key }) => key === current);
    // What was visited last may have been put right. Then the next one has taken its place.
    const next = event.shiftKey ? (here < 0 ? Math.max(place, 0) : here) - 1 : here < 0 ? Math.max(place, 0) : here + 1;
    const finding = ordered[(next + ordered.length) % ordered.length] ?? ordered[0];
    if (!finding) return;
    desk.announce(`${say(`findings_${finding.severity}`)}. ${finding.message}`);
    visit(finding);
  });
  host.append(make("p", { class: "findings-keys" }, say("findings_keys")));
  store.watch(draw);
}

/** The findings in the order of the course: those of the whole course, then file by file, page by page, line by line. @param {State} state */
function inOrder({ outline, findings }) {
  const files = new Map(outline.map((file, at) => [file.file, at]));
  const pages = new Map(outline.flatMap((file) => file.pages.map((page, at) => [`${file.file}\n${page.id}`, at])));
  /** @param {Finding} each */
  const rank = ({ file, page, line }) => [files.get(file) ?? -1, pages.get(`${file}\n${page}`) ?? -1, line];
  return findings
    .map((finding) => ({ finding, by: rank(finding) }))
    .sort((one, other) => one.by.reduce((found, number, at) => found || number - (other.by[at] ?? 0), 0))
    .map(({ finding }) => finding);
}

/**
 * @param {State} state
 * @param {readonly Finding[]} ordered
 * @param {Desk["say"]} say
 * @returns {Group[]} the page that is shown first
 */
function grouped({ outline, page: shown }, ordered, say) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const finding of ordered) {
    const key = `${finding.file}\n${finding.page}`;
    const group = groups.get(key) ?? { title: titleOf(finding), findings: [] };
    group.findings.push(finding);
    groups.set(key, group);
  }
  const first = groups.get(`${shown.file}\n${shown.id}`);
  return first ? [first, ...[...groups.values()].filter((group) => group !== first)] : [...groups.values()];

  /** @param {Finding} finding */
  function titleOf(finding) {
    if (finding.file === shown.file && finding.page === shown.id) return say("findings_here");
    const file = outline.find((each) => each.file === finding.file);
    if (!file || (file.kind === "course" && !finding.page)) return say("findings_of_course");
    const page = file.pages.find(({ id }) => id === finding.page);
    if (finding.page === "_start") return say("findings_introduction");
    if (file.kind === "bank" || !page) return say("findings_of_file", { title: file.title || file.file });
    return page.title || say("findings_untitled");
  }
}

/** Draws a list anew, with the focus on the same button, or where that was. @param {HTMLElement} list @param {() => void} draw */
function withFocus(list, draw) {
  const active = list.contains(document.activeElement) ? document.activeElement : null;
  const look = active?.classList.contains("finding-apply") ? ".finding-apply" : ".finding-go";
  const key = active?.getAttribute("data-key");
  const at = active ? [...list.querySelectorAll("li")].findIndex((each) => each.contains(active)) : -1;
  draw();
  if (!active) return;
  const all = [...list.querySelectorAll("li")];
  const same = [...list.querySelectorAll(look)].find((each) => each.getAttribute("data-key") === key);
  const next = same ?? all[Math.min(at, all.length - 1)]?.querySelector(".finding-go") ?? byId("findings-heading");
  /** @type {HTMLElement} */ (next).focus({ preventScroll: next === same });
}

/**
 * Says something once it has stayed the same for a while, and nothing that was said before. What holds at first is not said.
 * @param {(text: string) => void} announce
 */
function quietly(announce) {
  /** @type {string | null} */
  let said = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return (/** @type {string} */ text) => {
    said ??= text;
    clearTimeout(timer);
    if (text !== said) timer = setTimeout(() => announce((said = text)), QUIET);
  };
}
