/**
 * The shapes that the player's modules pass to each other. There is no code here.
 *
 * @typedef {object} Question what a question kind's `data()` gives
 * @property {string} kind
 * @property {string} name
 * @property {"choice" | "true-false"} interaction
 * @property {string | null} outcome
 * @property {number} points
 * @property {readonly string[]} options option ids, in the author's order
 * @property {readonly string[]} right
 * @property {boolean} shuffle
 *
 * @typedef {{id: string, title: string, seconds: number, questions: readonly Question[]}} Page
 * @typedef {{id: string, title: string, pages: readonly Page[]}} Module
 * @typedef {{id: string, text: string}} Outcome
 *
 * @typedef {object} Course
 * @property {string} slug
 * @property {string} title
 * @property {string} version
 * @property {string} language
 * @property {"scorm12" | "scorm2004" | "none"} standard
 * @property {boolean} preview
 * @property {number} minutes
 * @property {{pages: "all" | "none", passMark: number | null, attempts: number | null}} completion
 * @property {readonly Outcome[]} outcomes
 * @property {readonly Module[]} modules
 * @property {Readonly<Record<string, string>>} words
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
 * @property {boolean} retry whether another attempt is open
 *
 * @typedef {object} Interaction an answer that counts, in no standard's words
 * @property {string} id
 * @property {"choice" | "true-false"} type
 * @property {string | null} outcome
 * @property {readonly string[]} options
 * @property {readonly string[]} response
 * @property {readonly string[]} correct
 * @property {boolean} right
 * @property {number} weighting
 * @property {number} seconds that the learner took
 * @property {Date} at
 *
 * @typedef {object} Snapshot what is to be on record, whole
 * @property {string} location
 * @property {string} state
 * @property {boolean} marked whether the course can be passed or failed at all
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
 *
 * @typedef {object} Adapter the one interface to a standard; every function throws `Refused` where the LMS does not do it
 * @property {boolean} tracks false where nobody is told anything
 * @property {() => Opening} open
 * @property {(snapshot: Snapshot, interactions: Interaction[], seconds: number) => void} save
 *   sets what has changed and commits; takes each interaction off the list once it is on record
 * @property {() => void} close
 *
 * @typedef {object} Kind the behaviour of some question kinds: a `view.js`
 * @property {readonly string[]} kinds
 * @property {(form: HTMLFormElement, question: Question, random: () => number) => void} prepare
 * @property {(form: HTMLFormElement) => string[]} read
 * @property {(form: HTMLFormElement, response: readonly string[]) => void} restore
 * @property {(question: Question, response: readonly string[]) => boolean} fits
 * @property {(question: Question, response: readonly string[]) => {score: number, right: boolean}} mark
 * @property {(form: HTMLFormElement, question: Question, view: {response: readonly string[], checked: boolean, open: boolean, all: boolean}, say: Say) => void} show
 * @property {(question: Question, response: readonly string[], say: Say) => string} partly what is right in a wrong answer, or ""
 * @property {(question: Question, response: readonly string[]) => Pick<Interaction, "type" | "options" | "response" | "correct">} interaction
 *
 * @typedef {(key: string, values?: Record<string, string | number>) => string} Say
 */
export {};
