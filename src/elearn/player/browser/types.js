/**
 * The shapes that the player's modules pass to each other. There is no code here.
 *
 * @typedef {object} AnyQuestion
 * @property {string} kind
 * @property {string} name
 * @property {string} [outcome]
 * @property {number} points
 * @property {false} [marked] false where there is no right answer
 * @property {number} [tries] checks after which the right answer is shown
 * @property {number} [longest] bytes of UTF-8 that are kept of a free text in a response; 250 where it is not said
 *
 * @typedef {AnyQuestion & Record<string, any>} Question what a question kind's `data()` gives; a kind adds its own
 *
 * @typedef {{draw: string, count: number}} Draw so many questions of a bank
 * @typedef {{id: string, title: string, seconds: number, questions: readonly (Question | Draw)[]}} Page
 * @typedef {{id: string, title: string, pages: readonly Page[]}} Module
 * @typedef {{id: string, text: string}} Outcome
 *
 * @typedef {object} Course
 * @property {string} slug
 * @property {string} title
 * @property {string} version
 * @property {string} language
 * @property {string} speaks the language of `words`
 * @property {"scorm12" | "scorm2004" | "cmi5" | "none"} standard
 * @property {boolean} preview
 * @property {number} minutes
 * @property {Completion} completion
 * @property {readonly Outcome[]} outcomes
 * @property {readonly Module[]} modules
 * @property {Readonly<Record<string, readonly Question[]>>} banks
 * @property {Readonly<Record<string, string>>} words
 *
 * @typedef {object} Completion as `Completion` in content/model.py
 * @property {"all" | "none"} pages
 * @property {"all" | "none"} questions
 * @property {"any" | "passed"} score
 * @property {number | null} passMark
 * @property {number | null} attempts
 * @property {"completed" | "passed"} unscored
 *
 * @typedef {Course & {usual: Record<string, any>}} Sent the course as it stands in the page: `usual` is what most questions say alike
 *
 * @typedef {object} Answer what a learner has done with one question
 * @property {readonly string[]} response what is chosen now
 * @property {number} checks how often it was checked in this attempt; the first counts, the rest is practice
 * @property {boolean} checked whether `response` is what was last checked
 * @property {boolean} open whether the right answer has been shown
 * @property {number | null} best the best that counts, over all attempts: 0 to 100 percent of its points
 *
 * @typedef {"unknown" | "failed" | "passed"} Success
 *
 * @typedef {object} State everything that is kept of a learner's way through a course
 * @property {string} version of the course, when it was last saved
 * @property {number} seed of every random order
 * @property {number} attempt from 1
 * @property {string} page
 * @property {readonly string[]} seen
 * @property {readonly string[]} skipped
 * @property {boolean} finished whether the last page has been reached
 * @property {Readonly<Record<string, Answer>>} answers
 * @property {boolean} completed once true it stays, as `success` never goes back and `best` never drops
 * @property {Success} success
 * @property {number | null} best percent
 *
 * @typedef {object} OutcomeResult
 * @property {string} id
 * @property {string} text
 * @property {number} total points that count
 * @property {number} earned
 * @property {number} percent
 * @property {boolean} answered whether any question on it has been
 * @property {"open" | "met" | "missed" | "skipped"} status
 * @property {readonly string[]} pages those with a question that was missed
 *
 * @typedef {object} Result what a state amounts to
 * @property {number} total points that count: those of skipped pages do not
 * @property {number} earned
 * @property {number} percent
 * @property {number | null} mark percent of points that passes, null where nothing is passed or failed
 * @property {boolean} enough at least half of all points have been answered
 * @property {boolean} done all is done but reaching the score
 * @property {boolean} judged all is answered that there is to pass or fail by
 * @property {boolean} skipping some questions are not counted
 * @property {boolean} completed
 * @property {Success} success
 * @property {number} progress 0 to 1
 * @property {number} stepsDone
 * @property {number} steps
 * @property {readonly OutcomeResult[]} outcomes
 * @property {readonly string[]} unseen pages
 * @property {readonly string[]} waiting questions to answer in this attempt
 * @property {readonly string[]} missed questions of which not all points were earned
 * @property {Readonly<Record<string, string>>} pageOf the page of each question that this learner is asked
 * @property {boolean} retry whether another attempt is open
 *
 * @typedef {"choice" | "true-false" | "fill-in" | "long-fill-in" | "matching" | "sequencing" | "numeric" | "likert" | "performance" | "other"} InteractionType
 *
 * @typedef {object} Reported a response in no standard's words
 * @property {InteractionType} type
 * @property {readonly string[]} ids everything that a response may name, in the author's order (options, sources, steps)
 * @property {readonly string[]} [targets] what the sources of a matching may be matched with, or the answers of a performance's steps
 * @property {readonly string[] | readonly (readonly [string, string])[]} response ids; pairs of source and target, or step and answer; or one text
 * @property {readonly string[] | readonly (readonly [string, string])[] | null} correct in the same shape; the accepted texts of a fill-in; null where there is no right answer
 * @property {readonly [number | null, number | null]} [range] from and to, both right, of a numeric answer
 * @property {boolean} [caseMatters] of a fill-in
 * @property {string} [part] what follows the question's name in its id, where an answer is reported in parts
 *
 * @typedef {object} AboutAnswer
 * @property {string} id
 * @property {string | null} outcome
 * @property {boolean | null} right null where there is no right answer
 * @property {number} weighting
 * @property {number} seconds that the learner took
 * @property {Date} at
 *
 * @typedef {Reported & AboutAnswer} Interaction an answer that counts, in no standard's words
 *
 * @typedef {object} Snapshot what is to be on record, whole
 * @property {string} location
 * @property {string} state
 * @property {boolean} marked whether the course can be passed or failed at all
 * @property {boolean} judged whether all that is asked for a pass or a failure is answered now
 * @property {boolean} completed
 * @property {Success} success
 * @property {number | null} score percent
 * @property {number} progress 0 to 1
 * @property {readonly OutcomeResult[]} outcomes
 * @property {boolean} suspend whether the LMS is to keep the attempt open
 *
 * @typedef {object} Opening what an LMS had on record
 * @property {boolean} recording false where nothing may be set (review, browse)
 * @property {string} learner
 * @property {string} state
 * @property {string} location
 * @property {boolean} completed
 * @property {Success} success
 * @property {number | null} score
 * @property {number | null} [mark] percent that passes, where the LMS says so instead of the course
 * @property {boolean} [over] whether this session had ended, and another can only be begun from the LMS
 *
 * @typedef {object} Adapter the one interface to a standard; every function throws `Refused`, or its promise rejects with
 *   one, where the LMS does not do it. Where the LMS answers at once there is no promise, so that a closing window waits for none.
 * @property {boolean} tracks false where nobody is told anything
 * @property {() => Opening | Promise<Opening>} open
 * @property {(snapshot: Snapshot, interactions: Interaction[], seconds: number) => void | Promise<void>} save
 *   sets what has changed and commits; takes each interaction off the list once it is on record, or the adapter's to send
 * @property {(seconds: number) => void | Promise<void>} close the last call; with a promise, also sends what is still unsent
 * @property {() => string} [home] where the LMS wants the learner to go afterwards, or ""
 *
 * @typedef {{score: number, right: boolean}} Marked `score` is 0 to 1
 *
 * @typedef {object} View how a question stands
 * @property {readonly string[]} response
 * @property {boolean} checked whether `response` is what was last checked
 * @property {boolean} open whether the right answer is shown
 * @property {boolean} all whether everything is explained, the answers that were not given as well
 * @property {(name: string) => readonly string[]} told the response to another question
 *
 * @typedef {object} Kind the behaviour of some question kinds: a `view.js`. A form tells of a choice by a `change` or `input` event.
 * @property {readonly string[]} kinds
 * @property {(form: HTMLFormElement, question: Question, random: () => number, say: Say) => void} prepare once, before anything is shown
 * @property {(form: HTMLFormElement) => string[]} read the response as it stands in the form; [] where there is none yet
 * @property {(form: HTMLFormElement, response: readonly string[]) => void} restore
 * @property {(question: Question, response: readonly string[]) => boolean} fits whether a saved response can still be given
 * @property {(question: Question, response: readonly string[]) => readonly string[]} [pack] the same response in fewer words for
 *   the saved state, where it has other strings than ids in the question's data: those take a byte each, a text all of its bytes
 * @property {(question: Question, packed: readonly string[]) => readonly string[]} [unpack] undoes it
 * @property {(question: Question, response: readonly string[]) => Marked} [mark] absent where there is no right answer
 * @property {(question: Question, response: readonly string[]) => string} [lacks] the key of what to say where a response is not whole yet, or ""
 * @property {(form: HTMLFormElement, question: Question, view: View, say: Say) => void} show
 * @property {(question: Question, response: readonly string[], say: Say) => string} [partly] what is right in a wrong answer, or ""
 * @property {(question: Question, response: readonly string[]) => Reported | readonly Reported[] | null} interaction null where nothing of it is reported
 *
 * @typedef {object} Behaviour what some kinds of block do in the browser: a `view.js`. Their root has `data-block="<kind>"`
 * @property {readonly string[]} blocks
 * @property {(element: HTMLElement, app: import("./app.js").App) => void} mount
 * @property {(app: import("./app.js").App) => Node[]} [atEnd] what the result page says of them
 *
 * @typedef {(key: string, values?: Record<string, string | number>) => string} Say
 */
export {};
