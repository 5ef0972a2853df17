/** Starts a learner's session: finds the LMS, reads where the learner left off, and records each change from then on. */

import { Refused } from "./adapters/client.js";
import { none } from "./adapters/none.js";
import { attempt } from "./attempt.js";
import { claim } from "./claim.js";
import { keepsake, UNKNOWN } from "./keepsake.js";
import { recorderOf } from "./recorder.js";
import { resultOf } from "./result.js";
import { answerTo, better, fresh, higher, merge, settle, visit } from "./state.js";
import { stopwatch } from "./stopwatch.js";
import { codecOf } from "./suspend.js";

/** @typedef {import("./types.js").Adapter} Adapter */
/** @typedef {import("./types.js").Interaction} Interaction */
/** @typedef {import("./types.js").Opening} Opening */
/** @typedef {import("./types.js").Snapshot} Snapshot */
/** @typedef {import("./types.js").State} State */
/** @typedef {import("./outline.js").Outline} Outline */
/** @typedef {import("./suspend.js").Codec} Codec */
/** @typedef {"no_lms" | "preview_mode" | "review_mode" | "review_missed" | "refused" | "set_aside" | "updated" | "already_done" | "session_over"} Notice */

const PATIENCE = [0, 500, 1500, 3000];

/**
 * @typedef {object} Session
 * @property {State} state where the learner is
 * @property {boolean} resumed
 * @property {boolean} tracks
 * @property {"" | "res_review" | "session_over"} unrecorded what to say of an LMS that records nothing now, or ""
 * @property {readonly Notice[]} notices
 * @property {Found | null} found work of somebody whom the LMS had not named
 * @property {(state: State, interactions?: readonly Interaction[]) => void} record
 * @property {(state: State) => void} note
 * @property {() => void} flush
 * @property {() => void} hide the page may never be seen again
 * @property {() => void} doubt the connection is gone
 * @property {(later: (saved: boolean) => void) => Promise<boolean>} leave ends the session when everything was recorded. Returns
 *   whether it was. `later` is told if it is after that
 * @property {boolean} persists whether a session that could not be ended goes on trying
 * @property {() => void | Promise<void>} close ends the session with the page
 * @property {import("./adapters/our-player.js").Contacts} contacts whom the learner's agencies name
 * @property {() => string} home where the LMS wants the learner to go afterwards, or ""
 */

/**
 * @typedef {object} Found
 * @property {(state: State) => State} with the state together with what was found
 * @property {readonly Interaction[]} answers
 * @property {() => void} forget
 */

/**
 * @param {Outline} outline
 * @param {() => Promise<Adapter | null>} find returns the adapter for the LMS around us, or null if there is none
 * @param {(kind: string) => import("./types.js").Kind | undefined} kindOf
 * @param {(saving: import("./recorder.js").Saving) => void} tell
 * @param {() => void} lost is called if the learner opens the course in another window, where it goes on
 * @returns {Promise<Session>}
 */
export async function beginSession(outline, find, kindOf, tell, lost) {
  const { course } = outline;
  const codec = codecOf(outline, kindOf);
  const adapter = (await find()) ?? none(`elearn:${course.slug}`, !course.preview);
  const opening = await open(adapter);
  if (!opening) {
    // The LMS is there but does not start. We keep what the learner does, and the recorder keeps asking.
    return unopened(outline, codec, adapter, tell, lost);
  }
  const copy = keepsake(course.slug, opening.learner);
  const { state, notices, resumed, unsent } = restore(outline, codec, opening, copy);
  const recording = opening.recording && adapter.tracks;
  /** @type {Notice | null} */
  const told = course.preview ? "preview_mode" : !adapter.tracks ? (course.standard === "none" ? null : "no_lms") : null;
  const missed = state.success === "failed";
  /** @type {Notice | null} */
  const again = opening.over ? "session_over" : opening.recording || course.preview ? null : missed ? "review_missed" : "review_mode";
  const seconds = stopwatch();
  const recorder = opening.recording ? recorderOf(adapter, copy, unsent, seconds, recording ? tell : () => {}) : null;
  if (recorder) onlyHere(copy, recorder, lost);
  // Even if nothing is recorded, the LMS has started a session, so we end it.
  const end = () => void attempt(() => adapter.close(seconds()));
  return {
    state,
    resumed,
    tracks: recording,
    contacts: adapter.contacts ?? {},
    unrecorded: !adapter.tracks || !again ? "" : opening.over ? "session_over" : "res_review",
    notices: [told, again, ...notices].flatMap((notice) => notice ?? []),
    found: recording ? foundHere(codec, course.slug) : null,
    ...writer(outline, codec, recorder),
    leave: (later) => recorder?.leave(later) ?? Promise.resolve(end()).then(() => true),
    persists: adapter.proof !== undefined,
    close: () => (recorder ? recorder.close() : end()),
    home: () => adapter.home?.() ?? "",
  };
}

/**
 * @param {import("./keepsake.js").Keepsake} copy
 * @param {import("./recorder.js").Recorder} recorder
 * @param {() => void} lost
 */
function onlyHere(copy, recorder, lost) {
  void claim(copy.key, () => {
    copy.release();
    if (recorder.stop()) lost();
  });
}

/** @param {Adapter} adapter @returns {Promise<Opening | null>} null if the LMS refuses for good, or still after a few tries */
async function open(adapter) {
  for (const wait of PATIENCE) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    try {
      return await adapter.open();
    } catch (refused) {
      if (refused instanceof Refused && !refused.passing) break;
    }
  }
  return null;
}

/**
 * @param {Outline} outline
 * @param {Codec} codec
 * @param {Opening} opening
 * @param {import("./keepsake.js").Keepsake} copy what this browser has kept. What the LMS turns out to have is forgotten
 * @returns {{state: State, notices: Notice[], resumed: boolean, unsent: Interaction[]}} `unsent`: answers that the LMS does not have
 */
function restore(outline, codec, opening, copy) {
  const { course } = outline;
  if (opening.mark != null && outline.mark !== null) outline.mark = opening.mark;
  const saved = opening.state ? codec.decode(opening.state) : null;
  const kept = copy.read();
  const left = kept && leftBehind(codec, opening, saved, kept);
  const unsent = left && kept ? stillUnsent(opening, saved, kept.answers) : [];
  if (kept && kept.state === opening.state && !unsent.length) copy.forget();
  copy.begin(opening.state !== "" || (left !== null && kept?.reached === true));
  const known = saved && left ? merge(saved, left) : (saved ?? left);
  let state = known ?? fresh(course.version, seed());
  /** @type {Notice[]} */
  const notices = [];
  if (opening.state && !saved) {
    if (!left) notices.push("set_aside");
    if (outline.pages.some((page) => page.id === opening.location)) state = visit(state, opening.location);
  }
  if (known && known.version !== course.version) notices.push("updated");
  state = {
    ...state,
    version: course.version,
    completed: state.completed || opening.completed,
    success: better(state.success, opening.success),
    best: higher(state.best, opening.score),
  };
  state = settle(outline, state);
  if (state.completed && state.success !== "failed") notices.push("already_done");
  return { state, notices, unsent, resumed: known !== null || (opening.state !== "" && state.page !== "_start") };
}

/**
 * What this browser kept of the try that is going on, or null if it is of another one. An LMS that once had a state of a try, and
 * now has none or that of another, has begun a new try: a result of the old one must not count for it.
 * @param {Codec} codec @param {Opening} opening @param {State | null} saved what the LMS has
 * @param {import("./keepsake.js").Copy} kept
 * @returns {State | null}
 */
function leftBehind(codec, opening, saved, kept) {
  const state = codec.decode(kept.state);
  const damaged = opening.state !== "" && saved === null;
  return state && (damaged || saved?.seed === state.seed || !kept.reached) ? state : null;
}

/**
 * The answers that the LMS does not have. If what it has was only there to be changed, they keep their places and are written over it.
 * @param {Opening} opening @param {State | null} saved @param {readonly Interaction[]} answers
 */
function stillUnsent(opening, saved, answers) {
  if (opening.altered) return [...answers];
  return answers.filter((answer) => !hasAnswer(saved, answer)).map(({ place, ...answer }) => answer);
}

/**
 * Whether a state of the LMS already holds an answer. An answer goes to the LMS together with the state that holds it.
 * @param {State | null} saved @param {Interaction} answer
 */
function hasAnswer(saved, answer) {
  const attempt = answer.attempt ?? 1;
  return saved !== null && (saved.attempt > attempt || (saved.attempt === attempt && answerTo(saved, answer.question).checks >= (answer.checks ?? 1)));
}

/**
 * Work that was done here while the LMS let nobody begin, so it may be anybody's.
 * @param {Codec} codec @param {string} course @returns {Found | null}
 */
function foundHere(codec, course) {
  const copy = keepsake(course, UNKNOWN);
  const kept = copy.read();
  const state = kept && codec.decode(kept.state);
  if (!kept || !state || !Object.keys(state.answers).length) return null;
  return { answers: kept.answers, forget: copy.forget, with: (now) => ({ ...merge(state, now), seed: now.seed }) };
}

/**
 * @param {Outline} outline
 * @param {Codec} codec
 * @param {import("./recorder.js").Recorder | null} recorder null if nothing is recorded
 */
function writer(outline, codec, recorder) {
  return {
    /** @param {State} state @param {readonly Interaction[]} [interactions] */
    record: (state, interactions = []) =>
      recorder?.record(snapshotOf(outline, codec, state), interactions.map((each) => ({ ...each, attempt: state.attempt }))),
    /** @param {State} state */
    note: (state) => recorder?.note(snapshotOf(outline, codec, state)),
    flush: () => recorder?.flush(),
    hide: () => recorder?.hide(),
    doubt: () => recorder?.doubt(),
  };
}

/**
 * A session that the LMS has not started yet. Each save asks again, and merges what the LMS then turns out to hold. Until then
 * we do not know who the learner is, so what we keep is for whoever opens the course here next and says that it is theirs.
 * @param {Outline} outline
 * @param {Codec} codec
 * @param {Adapter} adapter
 * @param {(saving: import("./recorder.js").Saving) => void} tell
 * @param {() => void} lost
 * @returns {Session}
 */
function unopened(outline, codec, adapter, tell, lost) {
  const { course } = outline;
  /** @type {State | null} what the LMS held */
  let found = null;
  let opened = false;
  let recording = false;
  let copy = keepsake(course.slug, UNKNOWN);
  // What is still there from a time before is kept with it, until the learner has said whose it is.
  let before = foundHere(codec, course.slug);
  const late = {
    ...adapter,
    /** @type {Adapter["save"]} */
    save(snapshot, interactions, seconds, closing) {
      const opening = opened ? null : adapter.open();
      return opening instanceof Promise ? opening.then(begin).then(join) : (begin(opening), join());

      /** @param {Opening | null} opening */
      function begin(opening) {
        if (!opening) return;
        opened = true;
        ({ recording } = opening);
        const own = keepsake(course.slug, opening.learner);
        found = restore(outline, codec, opening, own).state;
        if (!before) copy.forget();
        copy = own;
        if (recording) onlyHere(own, recorder, lost);
        copy.keep(snapshot.state, interactions);
      }

      function join() {
        if (!recording) return;
        const now = codec.decode(snapshot.state);
        const joined = found && now ? snapshotOf(outline, codec, settle(outline, merge(found, now))) : snapshot;
        return adapter.save(joined, interactions, seconds, closing);
      }
    },
  };
  const keeping = {
    /** @type {typeof copy.keep} */
    keep(state, answers) {
      const now = before && !opened ? codec.decode(state) : null;
      if (before && now) copy.keep(codec.encode(before.with(now)), [...before.answers, ...answers]);
      else copy.keep(state, answers);
    },
    reached: () => copy.reached(),
  };
  const recorder = recorderOf(late, keeping, [], stopwatch(), tell);
  return {
    state: fresh(course.version, seed()),
    resumed: false,
    tracks: true,
    contacts: adapter.contacts ?? {},
    unrecorded: "",
    notices: ["refused"],
    found: before && { ...before, forget: () => void (before = null) },
    ...writer(outline, codec, recorder),
    leave: recorder.leave,
    persists: adapter.proof !== undefined,
    close: recorder.close,
    home: () => adapter.home?.() ?? "",
  };
}

const seed = () => Math.floor(Math.random() * 0x7fffffff) + 1;

/** @param {Outline} outline @param {Codec} codec @param {State} state @returns {Snapshot} */
function snapshotOf(outline, codec, state) {
  const result = resultOf(outline, state);
  return {
    location: state.page,
    state: codec.encode(state),
    marked: outline.mark !== null,
    judged: result.judged,
    completed: state.completed,
    success: state.success,
    open: outline.mark !== null && state.success === "failed" && result.retry,
    score: state.best,
    progress: result.progress,
    outcomes: result.outcomes,
    suspend: !state.completed || (outline.mark !== null && state.success !== "passed"),
  };
}
