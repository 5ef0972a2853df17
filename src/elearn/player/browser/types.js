/**
 * The shapes that the player's modules pass to each other. There is no code here.
 *
 * @typedef {object} AnyQuestion
 * @property {string} kind
 * @property {string} name
 * @property {string} [outcome]
 * @property {number} points
 * @property {false} [marked] false if there is no right answer
 * @property {number} [tries] checks after which the right answer is shown
 * @property {number} [longest] most bytes of UTF-8 saved of a free text in a response. The default is 250
 *
 * @typedef {AnyQuestion & Record<string, any>} Question what a question kind's `data()` returns. A kind adds its own properties
 *
 * @typedef {{draw: string, count: number}} Draw this many questions from a bank
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
 * @typedef {object} Completion see `Completion` in content/course/model.py
 * @property {"all" | "none"} pages
 * @property {"all" | "none"} questions
 * @property {"any" | "passed"} score
 * @property {number | null} passMark
 * @property {number | null} attempts
 * @property {"completed" | "passed"} unscored
 *
 * @typedef {Course & {usual: Record<string, any>}} Sent the course as it is in the page. `usual` holds values that most questions share
 *
 * @typedef {object} Answer what a learner has done with one question
 * @property {readonly string[]} response the current choice
 * @property {number} checks how often it was checked in this attempt. The first check counts, and the rest are practice
 * @property {boolean} checked whether `response` is what was last checked
 * @property {boolean} open whether the right answer has been shown
 * @property {number | null} best the best counted result over all attempts: 0 to 100 percent of its points
 *
 * @typedef {"unknown" | "failed" | "passed"} Success
 *
 * @typedef {object} State everything that is saved about a learner's progress through a course
 * @property {string} version of the course, when it was last saved
 * @property {number} seed of every random order
 * @property {number} attempt from 1
 * @property {string} page
 * @property {readonly string[]} seen
 * @property {readonly string[]} skipped
 * @property {boolean} finished whether the last page has been reached
 * @property {Readonly<Record<string, Answer>>} answers
 * @property {boolean} completed once true, it stays true. `success` never goes back either, and `best` never drops
 * @property {Success} success
 * @property {number | null} best percent
 *
 * @typedef {object} OutcomeResult
 * @property {string} id
 * @property {string} text
 * @property {number} total points that count
 * @property {number} earned
 * @property {number} percent
 * @property {boolean} answered whether any question on it has been answered
 * @property {"open" | "met" | "missed" | "skipped"} status
 * @property {readonly string[]} pages those with a missed question
 *
 * @typedef {object} Result the result of a state
 * @property {number} total points that count. Those of skipped pages do not
 * @property {number} earned
 * @property {number} percent
 * @property {number | null} mark percent of points needed to pass, or null if nobody can pass or fail
 * @property {boolean} enough whether at least half of all points have been answered
 * @property {boolean} done whether everything is done except reaching the score
 * @property {boolean} judged whether everything that decides pass or fail has been answered
 * @property {boolean} skipping whether some questions are not counted
 * @property {boolean} completed
 * @property {Success} success
 * @property {number} progress 0 to 1
 * @property {number} stepsDone
 * @property {number} steps
 * @property {readonly OutcomeResult[]} outcomes
 * @property {readonly string[]} unseen pages
 * @property {readonly string[]} waiting questions to answer in this attempt
 * @property {readonly string[]} missed questions that did not earn all their points
 * @property {Readonly<Record<string, string>>} pageOf the page of each question that this learner is asked
 * @property {boolean} retry whether another attempt is open
 *
 * @typedef {"choice" | "true-false" | "fill-in" | "long-fill-in" | "matching" | "sequencing" | "numeric" | "likert" | "performance" | "other"} InteractionType
 *
 * @typedef {object} Reported a response that is not yet in any standard's grammar
 * @property {InteractionType} type
 * @property {readonly string[]} ids everything that a response may name, in the author's order (options, sources, steps)
 * @property {readonly string[]} [targets] what the sources of a matching can be matched with, or the answers to the steps of a performance
 * @property {readonly string[] | readonly (readonly [string, string])[]} response ids; pairs of source and target, or step and answer; or one text
 * @property {readonly string[] | readonly (readonly [string, string])[] | null} correct in the same shape, or the accepted texts of a fill-in, or null if there is no right answer
 * @property {readonly [number | null, number | null]} [range] lowest and highest right value of a numeric answer
 * @property {boolean} [caseMatters] of a fill-in
 * @property {string} [part] the end of its id, after the question's name, if an answer is reported in parts
 *
 * @typedef {object} AboutAnswer
 * @property {string} id
 * @property {string} question the name of the question
 * @property {number} [attempt] the attempt that it was given in
 * @property {number} checks how often its question had been checked in that attempt, this time included
 * @property {number} [place] its index in the LMS, once it has one
 * @property {string | null} outcome
 * @property {boolean | null} right null if there is no right answer
 * @property {number} weighting
 * @property {number} seconds that the learner took
 * @property {Date} at
 *
 * @typedef {Reported & AboutAnswer} Interaction an answer that counts, not yet in any standard's grammar
 *
 * @typedef {object} Snapshot everything that should be recorded
 * @property {string} location
 * @property {string} state
 * @property {boolean} marked whether a learner can pass or fail the course at all
 * @property {boolean} judged whether everything that decides pass or fail has been answered
 * @property {boolean} completed
 * @property {Success} success
 * @property {boolean} open whether a learner who missed the mark may try again
 * @property {number | null} score percent
 * @property {number} progress 0 to 1
 * @property {readonly OutcomeResult[]} outcomes
 * @property {boolean} suspend whether the LMS should keep the attempt open
 *
 * @typedef {object} Opening what an LMS had on record
 * @property {boolean} recording false if nothing may be set (review, browse)
 * @property {string} learner
 * @property {string} state
 * @property {boolean} [altered] whether what stands beside the state may have values that were only there to be changed
 * @property {string} location
 * @property {boolean} completed
 * @property {Success} success
 * @property {number | null} score
 * @property {number | null} [mark] percent needed to pass, if the LMS sets it instead of the course
 * @property {boolean} [over] whether this session had already ended. Then only the LMS can start another
 *
 * @typedef {object} Adapter the one interface to a standard. If the LMS refuses, every function throws `Refused` or its promise
 *   rejects with it. If the LMS answers at once, there is no promise, so that a closing window need not wait.
 * @property {boolean} tracks false if nothing is sent to anyone
 * @property {() => Opening | Promise<Opening>} open
 * @property {(snapshot: Snapshot, interactions: Interaction[], seconds: number, closing?: boolean) => void | Promise<void>} save
 *   sets what has changed and commits. An adapter without `proof` takes each interaction off the list once the LMS has it or the
 *   adapter will send it. With `proof`, they are on the list until it is true. `closing`: nothing can be waited for
 * @property {(late: () => void) => Promise<boolean>} [proof] whether what was saved last has arrived, as far as we can know. It may
 *   call `late` while it waits, if it knows that it has not arrived yet. If absent, an LMS that says so is right
 * @property {() => void} [hurry] the proof that is being waited for should come now, even if it is "no", because it is better to ask
 *   anew
 * @property {(seconds: number) => void | Promise<void>} close the last call. If it returns a promise, it also sends what is still unsent
 * @property {() => string} [home] where the LMS wants the learner to go afterwards, or ""
 * @property {import("./adapters/our-player.js").Contacts} [contacts] whom the learner's agencies name
 *
 * @typedef {{score: number, right: boolean}} Marked `score` is 0 to 1
 *
 * @typedef {object} View the state of a question for its view
 * @property {readonly string[]} response
 * @property {boolean} checked whether `response` is what was last checked
 * @property {boolean} open whether the right answer is shown
 * @property {boolean} all whether to explain everything, including answers that the learner did not give
 * @property {(name: string) => readonly string[]} told returns the response to another question
 *
 * @typedef {object} Kind the behaviour of some question kinds: a `view.js`. A form reports a choice with a `change` or `input` event.
 * @property {readonly string[]} kinds
 * @property {(form: HTMLFormElement, question: Question, random: () => number, say: Say) => void} prepare called once, before anything is shown
 * @property {(form: HTMLFormElement) => string[]} read returns the response in the form, or [] if there is none yet
 * @property {(form: HTMLFormElement, response: readonly string[]) => void} restore
 * @property {(question: Question, response: readonly string[]) => boolean} fits whether a saved response can still be given
 * @property {(question: Question, response: readonly string[]) => readonly string[]} [pack] a shorter form of the response for
 *   the saved state. Only a kind whose responses hold other strings than ids of its data needs it: an id takes about a byte, but a
 *   text takes all of its bytes
 * @property {(question: Question, packed: readonly string[]) => readonly string[]} [unpack] the reverse of `pack`
 * @property {(question: Question, response: readonly string[]) => Marked} [mark] absent if there is no right answer
 * @property {(question: Question, response: readonly string[]) => string} [lacks] the key of the message for an incomplete response, or ""
 * @property {(form: HTMLFormElement, question: Question, view: View, say: Say) => void} show
 * @property {(question: Question, response: readonly string[], say: Say) => string} [partly] what is right in a wrong answer, or ""
 * @property {(question: Question, response: readonly string[]) => Reported | readonly Reported[] | null} interaction null if it is not reported
 *
 * @typedef {object} Behaviour what some kinds of block do in the browser: a `view.js`. Their root has `data-block="<kind>"`
 * @property {readonly string[]} blocks
 * @property {(element: HTMLElement, app: import("./app.js").App) => void} mount
 * @property {(app: import("./app.js").App) => Node[]} [atEnd] what they add to the result page
 *
 * @typedef {(key: string, values?: Record<string, string | number>) => string} Say
 */
export {};
