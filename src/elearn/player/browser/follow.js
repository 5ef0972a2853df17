/**
 * The player beside an editor. It starts on the page that the address names, takes each page's new HTML from its parent, and
 * records nothing. Only its parent window is listened to.
 *
 * It takes `{elearn: "page", page, html, course}` (a page as it is now, and `window.elearnCourse` as it is now),
 * `{elearn: "show", page}`, and `{elearn: "media", path, file}` (a Blob, or null if there is none). It says `{elearn: "ready"}`,
 * `{elearn: "shown", page}` when the reader has gone to another page, `{elearn: "want", paths}`, and `{elearn: "key", key, shift}`.
 * Of a question it says `{elearn: "answered", name, checks, points, score}` when it was checked (`score` 0 to 1, or null if there is no
 * right answer), and `{elearn: "asks", name, points, answers}` when it comes: what each answer to choose gives alone.
 */

import { measureBars } from "./bars.js";
import { behaviours } from "./behaviours.js";
import { mountDrawer, paintContents } from "./contents.js";
import { byId, make, need } from "./dom.js";
import { loader } from "./loader.js";
import { paintProgress } from "./main.js";
import { arrived, fillMedia } from "./media.js";
import { outlineOf, RESULT, START, unfolded } from "./outline.js";
import { resultOf } from "./result.js";
import { resultPage } from "./results.js";
import { fresh, settle, visit } from "./state.js";
import { mountLinks, paintSteps, titleOf } from "./steps.js";
import { inPlace, swappable } from "./swap.js";
import { sayer } from "./words.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./types.js").Sent} Sent */

/** The same for one learner, so that options and drawn questions stay in their order while somebody writes. */
const SEED = Number(new URLSearchParams(location.search).get("learner")) || 1;

/** The keys that the editor around us hears, also while the focus is in here. */
const EDITORS_KEYS = ["F6", "F8"];

export async function follow() {
  const found = behaviours();
  const load = loader();
  const first = unfolded(/** @type {any} */ (window).elearnCourse);
  /** @type {Map<string, ReturnType<typeof swappable>>} */
  const shown = new Map();
  /** @type {Map<string, string>} what has come since the document was made */
  const came = new Map();
  let turn = 0;

  /** @type {App} */
  const app = {
    outline: outlineOf(first),
    say: sayer(first.words, first.speaks),
    state: fresh(first.version, SEED),
    tracks: false,
    unrecorded: "",
    contacts: {},
    change(state) {
      const before = app.state;
      app.state = settle(app.outline, state);
      paint();
      tellAnswers(app, found, before);
    },
    note(state) {
      app.state = state;
    },
    go(page) {
      tell({ elearn: "shown", page });
      void show(page, true);
    },
    finish: () => app.go(START),
    leave: () => app.go(START),
    close: () => {},
  };

  function paint() {
    const result = resultOf(app.outline, app.state);
    paintContents(app, result);
    paintProgress(app, result);
    shown.get(app.state.page)?.paint();
    fillMedia(document, (paths) => tell({ elearn: "want", paths }));
  }

  /** @param {string} page @param {boolean} focus whether the reader asked for it */
  async function show(page, focus) {
    const mine = ++turn;
    const place = app.outline.order.includes(page) ? page : START;
    const article = await articleOf(place);
    if (mine !== turn) return;
    app.state = settle(app.outline, visit(app.state, place));
    byId("stage").replaceChildren(place === RESULT ? result() : article);
    document.title = `${titleOf(app, place)} · ${app.outline.course.title}`;
    paintSteps(app, false);
    paint();
    scrollTo({ top: 0, behavior: "instant" });
    if (focus) need(byId("stage"), "h1", HTMLElement).focus({ preventScroll: true });
    tellAsked(app, found);
  }

  const result = () => make("article", { class: "page result" }, ...resultPage(app, resultOf(app.outline, app.state), found.atEnd(app)));

  /** @param {string} page */
  async function articleOf(page) {
    if (page === RESULT) return make("article");
    const html = came.get(page) ?? (page === START ? opening : ((await load(app.outline.moduleOf[page] ?? ""))[page] ?? ""));
    const part = shown.get(page) ?? swappable(app, found, page);
    shown.set(page, part);
    part.show(html);
    return part.article;
  }

  /** A page as it is now. @param {string} page @param {string} html @param {Sent} sent */
  function take(page, html, sent) {
    const before = app.outline;
    const course = unfolded(sent);
    /** @type {any} */ (window).elearnCourse = sent;
    app.outline = outlineOf(course);
    app.say = sayer(course.words, course.speaks);
    app.state = settle(app.outline, without(before, app));
    paintTitles(app);
    if (page) came.set(page, html);
    const part = shown.get(page);
    if (part) inPlace(part.article, () => part.show(html));
    if (!app.outline.order.includes(app.state.page)) return void show(START, false);
    if (app.state.page === RESULT) byId("stage").replaceChildren(result());
    document.title = `${titleOf(app, app.state.page)} · ${course.title}`;
    keptFocus(() => paintSteps(app, false));
    paint();
    tellAsked(app, found);
  }

  /** @param {MessageEvent} event */
  function hear({ source, data }) {
    if (source !== parent || parent === window || !data || typeof data !== "object") return;
    if (document.documentElement.hasAttribute("data-vanished")) return location.reload(); // the quick exit was tried
    if (data.elearn === "page" && typeof data.html === "string") take(String(data.page), data.html, data.course);
    if (data.elearn === "show" && data.page !== app.state.page) void show(String(data.page), false);
    if (data.elearn === "media") {
      arrived(String(data.path), data.file);
      fillMedia(document, () => {});
    }
  }

  const introduction = byId("introduction");
  const opening = introduction.innerHTML;
  shown.set(START, swappable(app, found, START, introduction));
  introduction.replaceChildren();
  measureBars();
  const drawer = mountDrawer();
  mountLinks(app, drawer.close);
  byId("leave").addEventListener("click", app.leave);
  addEventListener("message", hear);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !EDITORS_KEYS.includes(event.key)) return;
    event.preventDefault();
    tell({ elearn: "key", key: event.key, shift: event.shiftKey });
  });
  mountForms();
  await show(decodeURIComponent(location.hash.slice(1)) || START, false);
  tell({ elearn: "ready" });
}

/** A frame that may not send forms does not even say that one is to be sent, so we say it. */
function mountForms() {
  document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest("button, input") : null;
    if (!(pressed instanceof HTMLButtonElement || pressed instanceof HTMLInputElement) || pressed.type !== "submit" || !pressed.form) return;
    event.preventDefault();
    if (pressed.form.noValidate || pressed.form.reportValidity()) pressed.form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  });
}

/** @param {Record<string, unknown>} said */
function tell(said) {
  if (parent !== window) parent.postMessage(said, "*");
}

/** Says what was just checked. @param {App} app @param {ReturnType<typeof behaviours>} found @param {App["state"]} before */
function tellAnswers({ outline, state }, { kindOf }, before) {
  for (const [name, { checks, response }] of Object.entries(state.answers)) {
    const question = outline.question[name];
    if (!question || checks <= (before.answers[name]?.checks ?? 0)) continue;
    const score = kindOf(question.kind)?.mark?.(question, response).score ?? null;
    tell({ elearn: "answered", name, checks, points: question.points, score });
  }
}

/** Says of each question that is shown what its answers give. @param {App} app @param {ReturnType<typeof behaviours>} found */
function tellAsked({ outline }, { kindOf }) {
  for (const form of byId("stage").querySelectorAll("[data-question]")) {
    const question = outline.question[form.getAttribute("data-question") ?? ""];
    const kind = question && kindOf(question.kind);
    if (!question || !kind) continue;
    const { mark } = kind;
    const options = mark ? [...form.querySelectorAll(".option[data-option]")] : [];
    const answers = options.map((option) => {
      const id = option.getAttribute("data-option") ?? "";
      const marked = mark?.(question, [id]);
      return { text: option.querySelector("label")?.textContent?.trim() ?? id, points: marked?.score ?? 0, right: (question.right ?? []).includes(id) };
    });
    tell({ elearn: "asks", name: question.name, points: question.points, answers });
  }
}

/** What the reader has done, without what was about pages and questions that are gone or have changed. @param {App["outline"]} before @param {App} app */
function without(before, { outline, state }) {
  const stays = (/** @type {string} */ name) => JSON.stringify(before.question[name]) === JSON.stringify(outline.question[name]);
  const pages = (/** @type {readonly string[]} */ some) => some.filter((page) => outline.moduleOf[page] !== undefined);
  const answers = Object.fromEntries(Object.entries(state.answers).filter(([name]) => outline.question[name] && stays(name)));
  return { ...state, answers, seen: pages(state.seen), skipped: pages(state.skipped) };
}

/** Writes titles into the contents that have changed. Pages that come or go need a new document. @param {App} app */
function paintTitles({ outline: { course, pages } }) {
  const contents = byId("contents");
  for (const page of pages) {
    const title = contents.querySelector(`[data-page="${CSS.escape(page.id)}"] > :last-child`);
    const words = title?.firstChild;
    const state = title?.querySelector("[data-state]");
    if (title && state && title.textContent !== page.title + state.textContent && words) title.replaceChildren(page.title, state);
  }
  const headings = [...contents.querySelectorAll("h2")];
  course.modules.forEach((module, at) => {
    const heading = headings[at];
    if (heading && heading.textContent !== `${at + 1} ${module.title}`) heading.textContent = `${at + 1} ${module.title}`;
  });
  for (const place of document.querySelectorAll(".bar-title, .contents-course")) place.textContent = course.title;
}

/** @param {() => void} swap the steps are made anew; a step that had the focus has it again */
function keptFocus(swap) {
  const go = document.hasFocus() ? document.activeElement?.getAttribute("data-go") : null;
  swap();
  if (go) /** @type {HTMLElement | null} */ (byId("steps").querySelector(`[data-go="${CSS.escape(go)}"]`))?.focus({ preventScroll: true });
}
