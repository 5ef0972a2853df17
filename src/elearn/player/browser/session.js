/** Starts a learner's session: finds the LMS, reads where the learner left off, and records each change from then on. */

import { none } from "./adapters/none.js";
import { attempt } from "./attempt.js";
import { keepsake } from "./keepsake.js";
import { recorderOf } from "./recorder.js";
import { resultOf } from "./result.js";
import { better, fresh, higher, merge, settle, visit } from "./state.js";
import { stopwatch } from "./stopwatch.js";
import { codecOf } from "./suspend.js";

/** @typedef {import("./types.js").Adapter} Adapter */
/** @typedef {import("./types.js").Opening} Opening */
/** @typedef {import("./types.js").Snapshot} Snapshot */
/** @typedef {import("./types.js").State} State */
/** @typedef {import("./outline.js").Outline} Outline */
/** @typedef {import("./suspend.js").Codec} Codec */
/** @typedef {"no_lms" | "preview_mode" | "review_mode" | "refused" | "set_aside" | "updated" | "already_done" | "session_over"} Notice */

const PATIENCE = [0, 500, 1500, 3000];

/**
 * @typedef {object} Session
 * @property {State} state where the learner is
 * @property {boolean} resumed
 * @property {boolean} tracks
 * @property {readonly Notice[]} notices
 * @property {(state: State, interaction?: import("./types.js").Interaction) => void} record
 * @property {(state: State) => void} note
 * @property {() => void} flush
 * @property {() => boolean | Promise<boolean>} close returns whether everything was recorded
 * @property {() => string} home where the LMS wants the learner to go afterwards, or ""
 */

/**
 * @param {Outline} outline
 * @param {() => Promise<Adapter | null>} find returns the adapter for the LMS around us, or null if there is none
 * @param {(kind: string) => import("./types.js").Kind | undefined} kindOf
 * @param {(saving: import("./recorder.js").Saving) => void} tell
 * @returns {Promise<Session>}
 */
export async function beginSession(outline, find, kindOf, tell) {
  const { course } = outline;
  const codec = codecOf(outline, kindOf);
  const adapter = (await find()) ?? none(`elearn:${course.slug}`, !course.preview);
  const opening = await open(adapter);
  if (!opening) {
    // The LMS is there but does not start. We keep what the learner does, and the recorder keeps asking.
    return unopened(outline, codec, adapter, tell);
  }
  const kept = keepsake(course.slug, opening.learner);
  const { state, notices, resumed } = restore(outline, codec, opening, kept.read());
  const recording = opening.recording && adapter.tracks;
  /** @type {Notice | null} */
  const told = course.preview ? "preview_mode" : !adapter.tracks ? (course.standard === "none" ? null : "no_lms") : null;
  /** @type {Notice | null} */
  const again = opening.over ? "session_over" : opening.recording || course.preview ? null : "review_mode";
  const seconds = stopwatch();
  const recorder = opening.recording ? recorderOf(adapter, kept, seconds, recording ? tell : () => {}) : null;
  return {
    state,
    resumed,
    tracks: recording,
    notices: [told, again, ...notices].flatMap((notice) => notice ?? []),
    ...writer(outline, codec, recorder),
    // Even if nothing is recorded, the LMS has started a session, so we end it.
    close: () => recorder?.close() ?? (attempt(() => adapter.close(seconds())), true),
    home: () => adapter.home?.() ?? "",
  };
}

/** @param {Adapter} adapter @returns {Promise<Opening | null>} null if the LMS still refuses after a few tries */
async function open(adapter) {
  for (const wait of PATIENCE) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    try {
      return await adapter.open();
    } catch {
      continue;
    }
  }
  return null;
}

/**
 * @param {Outline} outline
 * @param {Codec} codec
 * @param {Opening} opening
 * @param {string} unsent what this browser has kept because the LMS refused it
 * @returns {{state: State, notices: Notice[], resumed: boolean}}
 */
function restore(outline, codec, opening, unsent) {
  const { course } = outline;
  if (opening.mark != null && outline.mark !== null) outline.mark = opening.mark;
  const saved = opening.state ? codec.decode(opening.state) : null;
  const left = unsent ? codec.decode(unsent) : null;
  const known = saved && left ? merge(saved, left) : (saved ?? left);
  let state = known ?? fresh(course.version, seed());
  /** @type {Notice[]} */
  const notices = [];
  if (opening.state && !saved) {
    notices.push("set_aside");
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
  return { state, notices, resumed: known !== null || (opening.state !== "" && state.page !== "_start") };
}

/**
 * @param {Outline} outline
 * @param {Codec} codec
 * @param {import("./recorder.js").Recorder | null} recorder null if nothing is recorded
 */
function writer(outline, codec, recorder) {
  return {
    /** @param {State} state @param {import("./types.js").Interaction} [interaction] */
    record: (state, interaction) => recorder?.record(snapshotOf(outline, codec, state), interaction),
    /** @param {State} state */
    note: (state) => recorder?.note(snapshotOf(outline, codec, state)),
    flush: () => recorder?.flush(),
  };
}

/**
 * A session that the LMS has not started yet. Each save asks again, and merges what the LMS then turns out to hold.
 * @param {Outline} outline
 * @param {Codec} codec
 * @param {Adapter} adapter
 * @param {(saving: import("./recorder.js").Saving) => void} tell
 * @returns {Session}
 */
function unopened(outline, codec, adapter, tell) {
  const { course } = outline;
  /** @type {State | null} what the LMS held */
  let found = null;
  let opened = false;
  let recording = false;
  const late = {
    ...adapter,
    /** @type {Adapter["save"]} */
    save(snapshot, interactions, seconds) {
      const opening = opened ? null : adapter.open();
      return opening instanceof Promise ? opening.then(begin).then(join) : (begin(opening), join());

      /** @param {Opening | null} opening */
      function begin(opening) {
        if (!opening) return;
        opened = true;
        ({ recording } = opening);
        found = restore(outline, codec, opening, "").state;
      }

      function join() {
        if (!recording) return;
        const now = codec.decode(snapshot.state);
        const joined = found && now ? snapshotOf(outline, codec, settle(outline, merge(found, now))) : snapshot;
        return adapter.save(joined, interactions, seconds);
      }
    },
  };
  const recorder = recorderOf(late, keepsake(course.slug, ""), stopwatch(), tell);
  return {
    state: fresh(course.version, seed()),
    resumed: false,
    tracks: true,
    notices: ["refused"],
    ...writer(outline, codec, recorder),
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
    score: state.best,
    progress: result.progress,
    outcomes: result.outcomes,
    suspend: !state.completed || (outline.mark !== null && state.success !== "passed"),
  };
}
