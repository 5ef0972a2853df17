/** The player starts here. It finds the course in the page and the LMS around it, then shows where the learner left off. */

import { measureBars } from "./bars.js";
import { behaviours } from "./behaviours.js";
import { mountDrawer, paintContents } from "./contents.js";
import { button, byId, make, need } from "./dom.js";
import { elsewhere, leave, leaving } from "./leave.js";
import { loader } from "./loader.js";
import { askAbout, savedIndicator, showNotices } from "./notices.js";
import { mountQuestion } from "./question.js";
import { outlineOf, RESULT, START, unfolded } from "./outline.js";
import { painted } from "./painted.js";
import { resultOf } from "./result.js";
import { resultPage } from "./results.js";
import { beginSession } from "./session.js";
import { settle, visit } from "./state.js";
import { mountLinks, paintSteps, remember, titleOf } from "./steps.js";
import { mountWarning } from "./warning.js";
import { sayer } from "./words.js";

/** @typedef {import("./app.js").App} App */

/** If saving takes longer than this while a learner leaves, we say that it goes on. */
const SOON = 400;

/** Whether the learner has taken the quick exit from this page (`vanish.js`). */
const vanished = () => document.documentElement.hasAttribute("data-vanished");

/**
 * @param {() => Promise<import("./types.js").Adapter | null>} find returns the adapter for the LMS around us, or null if there is none
 */
export async function start(find) {
  if (vanished()) return;
  await painted();
  const course = unfolded(/** @type {any} */ (window).elearnCourse);
  const outline = outlineOf(course);
  const say = sayer(course.words, course.speaks);
  const { atEnd, kindOf, mountBlocks } = behaviours();
  const indicator = savedIndicator(say);
  measureBars();
  document.body.setAttribute("aria-busy", "true");
  const session = await beginSession(outline, find, kindOf, indicator.tell, () => elsewhere(say));
  document.body.removeAttribute("aria-busy");

  const load = loader();
  const introduction = byId("introduction");
  /** @type {Map<string, {article: HTMLElement, paint: () => void}>} */
  const shown = new Map();

  /** @type {App} */
  const app = {
    outline,
    say,
    state: session.state,
    tracks: session.tracks,
    unrecorded: session.unrecorded,
    contacts: session.contacts,
    change(state, interactions) {
      app.state = settle(outline, state);
      session.record(app.state, interactions);
      paint();
    },
    note(state) {
      app.state = settle(outline, state);
      session.note(app.state);
    },
    go(page) {
      app.change(visit(app.state, page));
      void show(page, true);
    },
    finish: () => void end(false),
    leave: () => void end(true),
    close: session.close,
  };

  /** @param {boolean} away */
  async function end(away) {
    const told = (/** @type {boolean | null} */ saved) => leave(say, saved, away, session.home(), session.persists);
    const timer = setTimeout(leaving, SOON, say);
    const saved = await session.leave(told);
    clearTimeout(timer);
    told(session.tracks ? saved : null);
  }

  function paint() {
    const result = resultOf(outline, app.state);
    paintContents(app, result);
    paintProgress(app, result);
    shown.get(app.state.page)?.paint();
  }

  /** @param {string} page @param {boolean} focus */
  async function show(page, focus) {
    const failed = () => make("p", { class: "notice" }, say("page_failed"));
    let article;
    try {
      article = await articleOf(page);
    } catch {
      const retry = button("primary", () => void show(page, true), {}, say("page_retry"));
      article = make("article", { class: "page" }, make("h1", { tabindex: "-1" }, titleOf(app, page)), failed(), make("p", {}, retry));
    }
    if (page !== app.state.page) return;
    byId("stage").replaceChildren(article);
    document.title = `${titleOf(app, page)} · ${course.title}`;
    paintSteps(app, session.resumed);
    paint();
    remember(page);
    if (focus) {
      scrollTo(0, 0);
      need(article, "h1", HTMLElement).focus({ preventScroll: true });
    }
    prefetch(page);
  }

  /** @param {string} page @returns {Promise<HTMLElement>} */
  async function articleOf(page) {
    if (page === START) return introduction;
    if (page === RESULT) return make("article", { class: "page result" }, ...resultPage(app, resultOf(outline, app.state), atEnd(app)));
    const before = shown.get(page);
    if (before) return before.article;
    const pages = await load(outline.moduleOf[page] ?? "");
    const article = make("article", { class: "page" });
    article.innerHTML = pages[page] ?? "";
    const paints = [...article.querySelectorAll("[data-question]")].map((form) => {
      const question = outline.question[form.getAttribute("data-question") ?? ""];
      const kind = kindOf(question?.kind ?? "");
      return question && kind && form instanceof HTMLFormElement ? mountQuestion(app, form, question, kind) : () => {};
    });
    mountBlocks(app, article);
    mountWarning(app, article, page);
    shown.set(page, { article, paint: () => paints.forEach((each) => each()) });
    return article;
  }

  /** Loads the module after this one before it is needed, because the connection may be gone by then. @param {string} page */
  function prefetch(page) {
    const modules = course.modules.map((module) => module.id);
    const next = modules[modules.indexOf(outline.moduleOf[page] ?? "") + 1];
    if (next) load(next).catch(() => {});
  }

  const drawer = mountDrawer();
  mountLinks(app, drawer.close);
  mountBlocks(app, introduction);
  byId("leave").addEventListener("click", app.leave);
  showNotices(say, session.notices);
  if (!session.tracks && course.standard !== "none") indicator.unrecorded();
  if (session.found) askAbout(app, session.found);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && session.hide());
  addEventListener("online", () => {
    session.flush();
    // also one that is still asked for over the old connection: that it fails may be known only later
    for (const picture of document.images) if (!picture.naturalWidth) picture.src = picture.src;
  });
  addEventListener("offline", () => session.doubt());
  addEventListener("pagehide", () => session.close());
  // A page that comes back from the browser's cache has ended its session, so it starts another.
  addEventListener("pageshow", (event) => event.persisted && !vanished() && location.reload());

  app.state = settle(outline, visit(app.state, outline.order.includes(app.state.page) ? app.state.page : START));
  session.record(app.state);
  await show(app.state.page, false);
}

/** @param {App} app @param {import("./types.js").Result} result */
export function paintProgress({ outline, say, state }, result) {
  const bar = byId("progress");
  const percent = Math.round(result.progress * 100);
  bar.setAttribute("aria-valuenow", String(percent));
  bar.setAttribute("aria-valuetext", say("progress_text", { done: result.stepsDone, total: result.steps }));
  need(bar, "span", HTMLElement).style.width = `${percent}%`;
  const all = outline.pages.reduce((sum, page) => sum + page.seconds, 0);
  const from = outline.pages.findIndex((page) => page.id === state.page);
  const left = outline.pages.slice(Math.max(from, 0)).reduce((sum, page) => sum + page.seconds, 0);
  const minutes = Math.max(1, Math.round((outline.course.minutes * left) / (all || 1)));
  for (const place of document.querySelectorAll("[data-minutes]")) place.textContent = ` · ${say("minutes_left", { n: minutes })}`;
}
