/**
 * The shapes that the desk's server and its scripts pass to each other. There is no code here.
 *
 * @typedef {[number, number]} Lines lines of a file, from 0: the first, and the one after the last
 *
 * @typedef {string | string[] | boolean | Values[]} Value text as it is in the file; several texts; whether an option is right; rows
 * @typedef {{[field: string]: Value}} Values what a form shows
 *
 * @typedef {object} Field one field of a form
 * @property {string} name the key in `Values`
 * @property {string} label
 * @property {string} [help] a sentence below the label
 * @property {"line" | "prose" | "number" | "choice" | "yes-no" | "id" | "outcome" | "bank" | "media" | "list" | "rows" | "mark"} type
 *     "prose" is Markdown of several lines; "id" is shown on request; "list" is several texts; "mark" is a tick in a row
 * @property {boolean} required
 * @property {readonly {value: string, label: string}[]} [choices] of a "choice"
 * @property {readonly Field[]} [fields] those of each row
 * @property {string} [row] what one row is called, as in “an option”
 * @property {string} [add] the words on the button that adds a row, as in “Add an option”
 * @property {number} [fewest] rows
 * @property {number} [most] rows. If it is `fewest`, no row is added, pasted, taken out or moved
 * @property {boolean} [one] of a "mark": one row at most has it, so that ticking another takes it from the first
 * @property {number} [longest] characters
 * @property {readonly string[]} [endings] of the files that a “media” can name, as in “.png”
 *
 * @typedef {object} Kind a kind of block or question
 * @property {string} id the kind's name
 * @property {string} title what a trainer calls it
 * @property {string} offered in a trainer's words: “a decision”, “a story with choices”
 * @property {string} group the heading in the palette under which it is
 * @property {boolean} question
 * @property {number} often its place among the few that trainers need most. 0: it is not among them
 * @property {string} editor the folder in `content/kinds/` whose `edit.js` draws the form, or "" for the usual form
 * @property {readonly Field[]} fields
 *
 * @typedef {object} Block a block as it is in the file
 * @property {Lines} lines
 * @property {string} text its lines, joined by "\n"
 * @property {string} kind "" if it cannot be read, so that it opens as text
 * @property {string} name the question's id, or ""
 * @property {Values | null} values what its form shows. Null: it opens as text
 * @property {string | null} html as learners see it. Null: it cannot be shown
 *
 * @typedef {object} PageView a page: one of a module, the introduction (`id` "_start") or a bank (`id` "")
 * @property {string} file
 * @property {string} id
 * @property {string} title
 * @property {Lines} lines of all of it, with its heading
 * @property {Lines | null} heading the line of its heading. Null in the introduction
 * @property {string} text
 * @property {readonly Block[]} blocks
 *
 * @typedef {{id: string, title: string, lines: Lines, blocks: readonly OutlineBlock[]}} OutlinePage
 * @typedef {{lines: Lines, kind: string, title: string, name: string}} OutlineBlock `title`: its kind and first words
 * @typedef {object} OutlineFile the introduction (`kind` "course"), a module or a bank
 * @property {string} file
 * @property {"course" | "module" | "bank"} kind
 * @property {string} id
 * @property {string} title
 * @property {readonly OutlinePage[]} pages the introduction and a bank have one page
 *
 * @typedef {object} Finding a problem that the checks found
 * @property {string} key the same for the same problem, also after other lines have moved
 * @property {string} rule
 * @property {"error" | "warning"} severity
 * @property {string} message
 * @property {string} remedy
 * @property {string} file
 * @property {number} line from 0. -1: of the whole file
 * @property {number} column from 0
 * @property {string} page id of the page in its file. "" if it is on none
 * @property {string} field the field of the block's form that it is about, or ""
 * @property {string} apply what a button would do, as in “Write “was not brought” instead”. "": no button
 *
 * @typedef {{name: string, page: string, you: boolean}} Person somebody who has the course open now
 *
 * @typedef {object} Clash two versions of the same lines: ours in the draft, and what was written into the file meanwhile
 * @property {string} file
 * @property {Lines} lines ours, in the draft
 * @property {string} base what both began from
 * @property {string} ours
 * @property {string} theirs
 *
 * @typedef {object} State everything that the desk knows about a course at one moment
 * @property {number} seq the number of the last change
 * @property {string} [mark] is another if something is new that has no number: a save, a clash, who is here
 * @property {string} course its id
 * @property {number} person the number of who has asked
 * @property {string} title
 * @property {readonly OutlineFile[]} outline
 * @property {PageView} page the page that was asked for
 * @property {readonly {value: string, label: string}[]} [outcomes] of the course, which questions can test
 * @property {readonly Finding[]} findings
 * @property {boolean} unsaved whether the files on the disk say something else
 * @property {readonly Clash[]} clashes
 * @property {readonly Person[]} people
 * @property {{undo: string, redo: string}} steps the short names of what Undo and Redo would do, as in “add block”. "" if nothing
 * @property {Preview | null} preview how the page looks now. Null: keep what is shown
 * @property {Lines | null} edited lines of `page`, or of the file that was sent: where the text that was just sent is now, what a button put in, or
 *     what Undo and Redo changed. They may be within a block. Both numbers are the same if something is gone there
 * @property {string} [said] what was done, in words, for the status line
 * @property {Comments} [comments] what readers and colleagues have said
 *
 * @typedef {{id: number, name: string, on: string, from: string, text: string}} Said a comment or a reply: `on` is the day and `from` how it came,
 *     both in words
 * @typedef {Said & {lines: Lines | null, gone: boolean, quote: string, resolved: {by: string, on: string} | null, replies: readonly Said[]}} CommentThread
 *     `lines` of its block. Null: it is about the page, or what it was about is gone and said `quote`
 * @typedef {object} Comments
 * @property {number} open how many are not resolved in all of the course
 * @property {readonly {file: string, page: string, lines: Lines | null, open: number}[]} marks where those are
 * @property {readonly CommentThread[]} threads of the page that is shown, those that are open first
 * @property {number} more how many of that page are left out
 *
 * @typedef {object} Preview
 * @property {string} page
 * @property {string} html the page's article, as in the module's script
 * @property {unknown} course what `window.elearnCourse` is now
 * @property {boolean} whole whether more than this page changed, so that the frame has to be loaded again
 *
 * @typedef {object} Edit new text for some lines
 * @property {string} file
 * @property {Lines} lines at `seq`
 * @property {string} text
 *
 * @typedef {object} FormEdit new values for a block
 * @property {string} file
 * @property {Lines} lines at `seq`
 * @property {string} kind
 * @property {Values} values
 *
 * @typedef {{action: string} & Record<string, unknown>} Action something that a button does. `authoring/actions` lists them
 *
 * @typedef {object} Sent what the browser sends to POST …/change
 * @property {number} seq the last change that the browser knows
 * @property {string} window the id of this window
 * @property {string} request the id of this request. One that comes twice is done once
 * @property {{file: string, page: string}} at the page that is shown
 * @property {boolean} [pasted] whether it was pasted or dropped, which is a step of its own
 * @property {Edit} [edit]
 * @property {FormEdit} [form]
 * @property {Action} [action]
 *
 * @typedef {object} Stale the answer (409) if somebody has changed the same block since `seq`, or what a button would delete or rename
 * @property {"stale"} status
 * @property {State} state
 * @property {Lines} lines where the block is now. Both numbers are the same if it is gone
 * @property {string} text what it says now
 * @property {string} mine what was sent, as text
 * @property {string} by who changed it. "" if it was changed outside the desk
 * @property {string} message
 *
 * @typedef {object} Refused the answer (422) if values cannot be written so that they read back. Nothing was changed
 * @property {"refused"} status
 * @property {readonly {field: string, message: string, remedy: string}[]} problems
 */

export {};
