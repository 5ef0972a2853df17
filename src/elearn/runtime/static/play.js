/** The play page: opens a session, gives the package its API, and always shows whether the work is saved. */

import { offer } from "./api.js";
import { Ledger } from "./ledger.js";
import { Outbox } from "./outbox.js";

/** @typedef {{ session: string, standard: "scorm12" | "scorm2004", content: string, cmi: Record<string, unknown>, contacts: Record<string, unknown> }} Opening */

const CLOSES_WITHIN = 400;
const DRAINS_WITHIN = 5_000;

const registration = document.body.dataset.registration ?? "";
const app = document.body.dataset.app ?? "/start";
const frame = /** @type {HTMLIFrameElement} */ (element("package"));
const tabs = new BroadcastChannel(`elearn.play.${registration}`);

/** @type {Opening | null} */
let opening = null;
let acknowledged = 0;
const ledger = new Ledger();
/**
 * The newest snapshot of a session that the server does not know, because it was restored from an older backup.
 * @type {import("./outbox.js").Entry | null}
 */
let orphan = null;
/** True if a newer tab has replaced this one, or the learner is leaving. */
let over = false;

/** Everything that this page says, in the language of the page. @type {Record<string, string>} */
const words = JSON.parse(element("words").textContent ?? "{}");

/** @param {string} key @returns {string} */
function say(key) {
  return words[key] ?? "";
}

const outbox = new Outbox(registration, {
  acknowledged(entry, answer) {
    if (entry.session !== opening?.session) return;
    acknowledged = entry.number;
    if (answer.certificate) showCertificate(answer.certificate);
    if (answer.status === "superseded" || answer.status === "ended") return giveWay();
    if (outbox.entries().length > 0) showTrouble("");
    else if (ledger.acknowledged()) {
      showTrouble("");
      show("saved");
    } else show("waiting");
    if (entry.final && !over) finish(answer.certificate);
  },
  refused(entry, answer) {
    if (answer.status === "not-found" && !opening) orphan = entry;
    showTrouble(`${say("refused")} ${answer.problem ?? ""} ${say("refused-what-to-do")}`);
    show("waiting");
    ledger.failed();
  },
  stuck(reason) {
    show("waiting");
    showTrouble(say(reason));
    ledger.failed();
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

/** @param {"opening" | "saving" | "saved" | "waiting"} state */
function show(state) {
  const saved = element("saved");
  saved.dataset.state = state;
  const word = saved.querySelector("span");
  if (word) word.textContent = say(state);
}

/** Screen readers read this aloud, so use it only for what matters; it changes only if the words do. @param {string} trouble */
function showTrouble(trouble) {
  const place = element("trouble");
  if (place.textContent !== trouble) place.textContent = trouble;
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
 * @param {string} title @param {string} why @param {{ text: string, href: string }[]} ways
 */
function notice(title, why, ways) {
  frame.remove();
  const section = element("notice");
  const [heading, paragraph, act] = [section.querySelector("h2"), section.querySelector("p"), section.querySelector(".act")];
  if (!heading || !paragraph || !act) return;
  document.title = title;
  heading.textContent = title;
  paragraph.textContent = why;
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

const BACK = { text: say("back"), href: app };
const HERE = { text: say("here"), href: location.href };
const AGAIN = { text: say("again"), href: location.href };

/** @param {string | undefined} certificate */
function finish(certificate) {
  over = true;
  const ways = certificate ? [BACK, { text: say("certificate"), href: `/certificate/${certificate}.pdf` }] : [BACK, HERE];
  notice(say("saved"), say(certificate ? "completed" : "go-on"), ways);
}

function giveWay() {
  if (over) return;
  over = true;
  showTrouble("");
  notice(say("elsewhere"), say("elsewhere-why"), [HERE, BACK]);
}

/** @param {MessageEvent<string>} event */
async function hear(event) {
  if (event.data !== "opening" || !opening) return;
  giveWay();
  await outbox.drained(DRAINS_WITHIN);
  tabs.postMessage("closed");
}

/** Whether another tab of this course may be open. Each holds a lock for as long as it is. If the browser has none, it may be so. */
async function mayBeOthers() {
  if (!navigator.locks) return true;
  try {
    await new Promise((/** @type {(value?: unknown) => void} */ held, refused) => {
      const forGood = () => {
        held();
        return new Promise(() => {});
      };
      navigator.locks.request(tabs.name, { mode: "shared" }, forGood).catch(refused);
    });
    const { held } = await navigator.locks.query();
    return (held ?? []).filter(({ name }) => name === tabs.name).length > 1;
  } catch {
    return true;
  }
}

/** Asks other tabs of this course to finish, and waits for them for a moment. Nobody waits if there are none. */
async function askOthers() {
  if (!(await mayBeOthers())) return;
  await new Promise((/** @type {(value?: unknown) => void} */ done) => {
    const waiting = new BroadcastChannel(tabs.name);
    waiting.onmessage = (event) => event.data === "closed" && done();
    setTimeout(done, CLOSES_WITHIN);
    tabs.postMessage("opening");
  });
}

/** Waits until the library of the course's standard has been read, which goes on while the session is asked for. */
async function library() {
  if ("Scorm12API" in window || "Scorm2004API" in window || document.readyState === "complete") return;
  await new Promise((/** @type {(value?: unknown) => void} */ done) => {
    document.addEventListener("DOMContentLoaded", done, { once: true });
    addEventListener("load", done, { once: true });
  });
}

/** @returns {Promise<Opening | null>} */
async function ask() {
  const response = await fetch(`/play/${registration}/session`, { method: "POST", headers: { Accept: "application/json" } });
  if (response.ok) return response.json();
  const problem = (await response.json().catch(() => ({}))).problem ?? say("failed");
  notice(say("not-opened"), problem, [AGAIN, BACK]);
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
    notice(say("waiting"), say("waits"), [AGAIN, BACK]);
    return;
  }
  try {
    opening = await ask();
    if (opening && orphan) opening = await adopt(opening, orphan);
  } catch {
    notice(say("no-connection"), say("no-connection-why"), [AGAIN, BACK]);
  }
  if (!opening) return;
  await library();
  const { session, standard, cmi, content, contacts } = opening;
  /** @param {Record<string, unknown>} snapshot @param {boolean} final */
  const keep = (snapshot, final) => {
    const kept = outbox.put(session, acknowledged, { standard, cmi: snapshot, final });
    ledger.committed(kept);
    if (!kept) {
      show("waiting");
      showTrouble(say("full"));
    }
    return kept;
  };
  offer(standard, cmi, keep, { saved: (late) => ledger.saved(late), hurry: () => outbox.hurry(), contacts });
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
