/** The play page: opens a session, gives the package its API, and always shows whether the work is saved. */

import { offer } from "./api.js";
import { Outbox } from "./outbox.js";

/** @typedef {{ session: string, standard: "scorm12" | "scorm2004", content: string, cmi: Record<string, unknown> }} Opening */

const CLOSES_WITHIN = 400;
const DRAINS_WITHIN = 5_000;

const registration = document.body.dataset.registration ?? "";
const app = document.body.dataset.app ?? "/start";
const frame = /** @type {HTMLIFrameElement} */ (element("package"));
const tabs = new BroadcastChannel(`elearn.play.${registration}`);

/** @type {Opening | null} */
let opening = null;
let acknowledged = 0;
/**
 * The newest snapshot of a session that the server does not know, because it was restored from an older backup.
 * @type {import("./outbox.js").Entry | null}
 */
let orphan = null;
/** True if a newer tab has replaced this one, or the learner is leaving. */
let over = false;

const WORDS = { opening: "Opening", saving: "Saving", saved: "Saved", waiting: "Not saved yet" };

const TROUBLE = {
  offline: "We cannot reach the server. Go on: your work is kept on this device, and is sent when the connection is back.",
  "signed-out": "You are signed out, so nothing can be saved. Your work is kept on this device. Sign in in another tab, then come back here.",
  "not-yours": "Someone else is signed in on this device. Your work is kept here until you sign in again and open this course.",
  full: "This browser has no room to keep your work. Free some space, or use another browser, before you go on.",
};

const outbox = new Outbox(registration, {
  acknowledged(entry, answer) {
    if (entry.session !== opening?.session) return;
    acknowledged = entry.number;
    showTrouble("");
    if (outbox.entries().length === 0) show("saved");
    if (answer.certificate) showCertificate(answer.certificate);
    if (answer.status === "superseded" || answer.status === "ended") giveWay();
    else if (entry.final && !over) finish(answer.certificate);
  },
  refused(entry, answer) {
    if (answer.status === "not-found" && !opening) orphan = entry;
    showTrouble(`One step could not be saved. ${answer.problem ?? ""} Go back to your learning and open the course again.`);
    show("waiting");
  },
  stuck(reason) {
    show("waiting");
    showTrouble(TROUBLE[reason]);
  },
  moving() {
    if (opening) show("saving");
  },
});

/** @param {string} id @returns {HTMLElement} */
function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/** @param {keyof typeof WORDS} state */
function show(state) {
  const saved = element("saved");
  saved.dataset.state = state;
  const word = saved.querySelector("span");
  if (word) word.textContent = WORDS[state];
}

/** Screen readers read this aloud, so use it only for what matters; it changes only if the words do. @param {string} words */
function showTrouble(words) {
  const place = element("trouble");
  if (place.textContent !== words) place.textContent = words;
}

/** @param {string} code */
function showCertificate(code) {
  const link = /** @type {HTMLAnchorElement} */ (element("certificate"));
  link.href = `/certificate/${code}.pdf`;
  link.hidden = false;
}

/**
 * Replaces the package by a message and links.
 *
 * @param {string} title @param {string} words @param {{ text: string, href: string }[]} ways
 */
function notice(title, words, ways) {
  frame.remove();
  const section = element("notice");
  const [heading, paragraph, act] = [section.querySelector("h2"), section.querySelector("p"), section.querySelector(".act")];
  if (!heading || !paragraph || !act) return;
  document.title = title;
  heading.textContent = title;
  paragraph.textContent = words;
  act.replaceChildren(
    ...ways.map(({ text, href }, index) => {
      const way = document.createElement("a");
      way.className = index ? "quiet" : "primary";
      way.textContent = text;
      way.href = href;
      return way;
    }),
  );
  section.hidden = false;
  heading.focus();
}

const BACK = { text: "Back to my learning", href: app };
const HERE = { text: "Go on in this tab", href: location.href };

/** @param {string | undefined} certificate */
function finish(certificate) {
  over = true;
  const ways = certificate ? [BACK, { text: "Open your certificate", href: `/certificate/${certificate}.pdf` }] : [BACK, HERE];
  notice("Saved", certificate ? "You have completed this course." : "You can go on where you left off at any time.", ways);
}

function giveWay() {
  if (over) return;
  over = true;
  showTrouble("");
  notice(
    "This course is open somewhere else",
    "You opened it again in another tab or on another device, so this one has stopped. What you did here before that is kept.",
    [HERE, BACK],
  );
}

/** @param {MessageEvent<string>} event */
async function hear(event) {
  if (event.data !== "opening" || !opening) return;
  giveWay();
  await outbox.drained(DRAINS_WITHIN);
  tabs.postMessage("closed");
}

/** Asks other tabs of this course to finish, and waits for them for a moment. */
function askOthers() {
  return new Promise((/** @type {(value?: unknown) => void} */ done) => {
    const waiting = new BroadcastChannel(tabs.name);
    waiting.onmessage = (event) => event.data === "closed" && done();
    setTimeout(done, CLOSES_WITHIN);
    tabs.postMessage("opening");
  });
}

/** @returns {Promise<Opening | null>} */
async function ask() {
  const response = await fetch(`/play/${registration}/session`, { method: "POST", headers: { Accept: "application/json" } });
  if (response.ok) return response.json();
  const problem = (await response.json().catch(() => ({}))).problem ?? "Something went wrong on our side. Try again in a moment.";
  notice("The course did not open", problem, [{ text: "Try again", href: location.href }, BACK]);
  return null;
}

/** Gives a left-over snapshot to a session that the server knows, then opens a new session. @param {Opening} known @param {import("./outbox.js").Entry} left */
async function adopt(known, left) {
  outbox.put(known.session, 0, { standard: left.standard, cmi: left.cmi, final: false });
  await outbox.drained(DRAINS_WITHIN);
  return ask();
}

async function open() {
  await askOthers();
  const drained = await outbox.drained(DRAINS_WITHIN);
  if (!drained) {
    notice("Not saved yet", "Some of your work waits on this device, and the server cannot be reached. It is sent before you go on.", [
      { text: "Try again", href: location.href },
      BACK,
    ]);
    return;
  }
  try {
    opening = await ask();
    if (opening && orphan) opening = await adopt(opening, orphan);
  } catch {
    notice("You are offline", "This course opens when the connection is back. Nothing that you have done is lost.", [
      { text: "Try again", href: location.href },
      BACK,
    ]);
  }
  if (!opening) return;
  const { session, standard, cmi, content } = opening;
  offer(standard, cmi, (snapshot, final) => {
    const kept = outbox.put(session, acknowledged, { standard, cmi: snapshot, final });
    if (!kept) {
      show("waiting");
      showTrouble(TROUBLE.full);
    }
    return kept;
  });
  showTrouble("");
  show("saved");
  frame.hidden = false;
  frame.src = content;
}

/** @param {MouseEvent} event */
async function goBack(event) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  over = true;
  frame.remove();
  await outbox.drained(DRAINS_WITHIN);
  location.href = app;
}

/** The package commits once more after this when the page closes; that commit is sent at once. @param {boolean} now */
function leaving(now) {
  outbox.leaving = now;
  if (now) outbox.flush();
}

tabs.onmessage = hear;
element("back").addEventListener("click", goBack);
addEventListener("online", () => outbox.hurry());
addEventListener("focus", () => outbox.hurry());
addEventListener("pagehide", () => leaving(true));
addEventListener("pageshow", (event) => event.persisted && location.reload());
document.addEventListener("visibilitychange", () => leaving(document.hidden));
void open();
