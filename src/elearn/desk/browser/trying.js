/**
 * The pane that shows the open question alone, to be tried: it is answered and marked as learners answer it, it says the points of
 * each try, and the next learner is one click away. Nothing is kept.
 */

import { button, make } from "../../player/browser/dom.js";
import { ask } from "./api.js";
import { browser } from "./around.js";
import { bring } from "./preview.js";
import { remembered } from "./remembered.js";

/** @typedef {import("./types.js").State} State */

/**
 * @typedef {object} Item the question whose form is open
 * @property {object} key the same for as long as it is the same card
 * @property {string} file
 * @property {number} line
 * @property {string} name
 * @property {string} text
 * @property {boolean} readable
 *
 * @typedef {{n: number, points: number, of: number, percent: number, marked: boolean}} Try the first answer of a learner
 * @typedef {{text: string, points: number, right: boolean}} Gives what an answer gives if it is the only one
 */

const KEYS = ["F6", "F8"];

/** @param {HTMLElement} host `#preview-host` @param {any} desk gets `item` and `tryIt` */
export function mountTrying(host, desk) {
  const { say } = desk;
  const kept = remembered("trying", { mode: "" });
  /** @type {Item | null} */
  let item = null;
  /** @type {Try[]} */
  let tries = [];
  let learner = 1;
  let asked = 0;
  let sent = "";
  /** @type {HTMLIFrameElement | null} */
  let frame = null;

  const modes = ["page", "item"].map((mode) => button("plain-button", () => choose(mode), { "data-mode": mode }, say(`try_${mode}`)));
  const note = make("p", { class: "preview-note", role: "status" });
  const box = make("div", { class: "try-box" });
  const told = make("p", { class: "try-told", role: "status" });
  const again = button("quiet", () => begin(learner), {}, say("try_again"));
  const next = button("quiet", () => begin(learner + 1), {}, say("try_next"));
  const list = make("ol", { class: "try-list", role: "list", "aria-label": say("try_so_far") });
  const gives = make("ul", { role: "list" });
  const each = make("details", { class: "try-each", hidden: "" }, make("summary", {}, say("try_each")), make("p", { class: "field-help" }, say("try_each_alone")), gives);
  const board = make("div", { class: "try-board" }, told, make("div", { class: "try-acts" }, again, next), list, each);
  const choice = make("div", { class: "preview-sizes try-modes", role: "group", "aria-label": say("try_what") }, ...modes);
  host.prepend(choice);
  host.append(make("div", { class: "try" }, note, box, board));

  /** A bank of a course is on no page, so only its questions can be shown. */
  const inBank = () => !desk.store.state.page.id;
  const mode = () => (!item && !inBank() ? "page" : kept.value.mode || (!inBank() || desk.links.back ? "page" : "item"));

  /** @param {string} to */
  function choose(to) {
    kept.set({ mode: to });
    paint();
  }

  function paint() {
    const on = mode() === "item";
    host.classList.toggle("trying", on);
    choice.hidden = !item && !inBank();
    for (const button of modes) button.setAttribute("aria-pressed", String((button.dataset.mode === "item") === on));
    const words = !item ? say("try_none") : item.readable ? "" : say("try_kept");
    if (note.textContent !== words) note.textContent = words;
    box.hidden = board.hidden = !item;
    if (on && item && !frame) begin(learner);
  }

  /** @param {Item} of */
  const query = (of) => new URLSearchParams({ file: of.file, line: String(of.line), name: of.name });

  /** Loads the question anew, as for a learner who has not answered. @param {number} who */
  function begin(who) {
    if (!item) return;
    learner = who;
    frame?.remove();
    frame = make("iframe", { sandbox: "allow-scripts", title: say("try_frame"), src: `${desk.links.course}/try?${query(item)}&learner=${who}#try` });
    box.append(frame);
    sent = item.text;
    told.textContent = say("try_waiting", { n: who });
  }

  /** Brings the question up to date, and leaves what was answered. */
  async function follow() {
    if (!frame || !item?.readable || item.text === sent) return;
    const mine = ++asked;
    sent = item.text;
    try {
      const { html, course } = await ask(browser(), `${desk.links.course}/try-now?${query(item)}`);
      if (mine === asked) frame?.contentWindow?.postMessage({ elearn: "page", page: "try", html, course }, "*");
    } catch {
      if (mine === asked) note.textContent = say("try_failed");
    }
  }

  /** @param {number} points */
  const number = (points) => String(Math.round(points * 100) / 100);

  /** @param {any} data */
  function answered(data) {
    const of = Number(data.points) || 0;
    const score = Number(data.score) || 0;
    const made = { n: learner, points: score * of, of, percent: Math.round(score * 100), marked: data.score !== null };
    const key = !made.marked ? "try_given" : !of ? "try_practice" : data.checks === 1 ? "try_first" : "try_later";
    told.textContent = say(key, { n: learner, points: number(made.points), of, percent: `${made.percent}%` });
    if (!made.marked || data.checks !== 1) return;
    tries = [...tries.filter(({ n }) => n !== learner), made].sort((a, b) => a.n - b.n).slice(-50);
    list.replaceChildren(...tries.map((each) => make("li", {}, say(each.of ? "try_row" : "try_row_practice", { n: each.n, points: number(each.points), of: each.of, percent: `${each.percent}%` }))));
  }

  /** @param {any} data */
  function asks(data) {
    /** @type {Gives[]} */
    const answers = Array.isArray(data.answers) ? data.answers : [];
    const of = Number(data.points) || 0;
    each.hidden = !answers.length;
    gives.replaceChildren(...answers.map(({ text, points, right }) => {
      const answer = say(right ? "try_right" : "try_wrong", { answer: text });
      return make("li", {}, of ? say("try_gives", { answer, points: number(points * of), of }) : answer);
    }));
  }

  addEventListener("message", ({ source, data }) => {
    if (!frame || source !== frame.contentWindow || !data || typeof data !== "object") return;
    if (data.elearn === "want" && Array.isArray(data.paths)) for (const path of data.paths) void bring(desk.links.course, String(path), frame);
    if (data.elearn === "answered") answered(data);
    if (data.elearn === "asks") asks(data);
    if (data.elearn === "key" && KEYS.includes(data.key)) box.dispatchEvent(new KeyboardEvent("keydown", { key: data.key, shiftKey: data.shift === true, bubbles: true, cancelable: true }));
  });

  /** @param {Item | null} now the question whose form is open, or null */
  desk.item = (/** @type {Item | null} */ now) => {
    if (now?.key !== item?.key) {
      frame?.remove();
      frame = null;
      tries = [];
      learner = 1;
      list.replaceChildren();
      each.hidden = true;
    }
    item = now;
    paint();
    void follow();
  };
  desk.tryIt = () => {
    choose("item");
    desk.open?.("preview", { focus: false });
    (frame ?? next).focus();
  };
  desk.store.watch(paint);
}
