/**
 * What the cards, the forms, the palette and the facts ask of the rest of the desk. There is no code here.
 *
 * @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").Lines} Lines
 * @typedef {import("./types.js").Field} Field
 * @typedef {import("./types.js").Values} Values
 * @typedef {import("./types.js").Value} Value
 *
 * @typedef {import("./types.js").Kind & {html: string}} Offered a kind, and its example as learners see it
 * @typedef {{field: string, message: string, remedy?: string, severity?: "error" | "warning"}} Problem `field` may lead into rows: “options.1.text”
 *
 * @typedef {object} ProseOptions
 * @property {string} value
 * @property {string} label
 * @property {string} [describedBy] ids of elements
 * @property {(value: string) => void} onInput
 * @property {string} [lang]
 * @typedef {{value: string, set: (value: string) => void, focus: (at?: number) => void, destroy: () => void}} Prose
 *
 * @typedef {object} Middle
 * @property {{state: State, watch: (fn: (state: State) => void) => unknown}} store
 * @property {Sync} sync
 * @property {(key: string, values?: Record<string, string | number>) => string} say
 * @property {{home: string, course: string}} links
 * @property {(text: string) => void} announce
 * @property {(host: HTMLElement, options: ProseOptions) => Prose} [prose] CodeMirror. Until it is there, a plain text area
 * @property {(host: HTMLElement, html: string) => unknown} [shown] draws a block as learners see it
 * @property {(options?: any) => Promise<string | null> | void} [pictures] chooses a file of the course
 * @property {(options: import("./files.js").FileOptions) => Promise<string | null>} [files] chooses a sound, a film, captions or a document
 * @property {(options?: {field?: string}) => void} [facts]
 * @property {(options: PaletteOptions) => void} [palette]
 * @property {(file: string, lines: Lines, field?: string, how?: "open" | "look" | "quiet") => Promise<void>} [focusBlock] opens its form, only goes to it,
 *   or shows it and leaves focus where it is
 * @property {(lines: Lines, focus: boolean) => boolean} [inText] goes to these lines of the page if it is shown as text. Else false
 * @property {() => void} [nameTitle] puts the caret into the title of the page that is shown
 * @property {(way: "undo" | "redo") => Promise<void>} [step]
 * @property {(text: string) => void} [tell]
 * @property {(finding: import("./types.js").Finding) => Promise<void>} [focus]
 * @property {(what: Record<string, unknown>) => Promise<void>} [remark] does something with comments. Rejects with words
 * @property {(item: import("./trying.js").Item | null) => void} [item] hears which question is open
 * @property {() => void} [tryIt] shows the open question alone, to be tried
 * @property {(pane: "outline" | "page" | "preview" | "findings", how?: {focus?: boolean}) => void} [open]
 *
 * @typedef {object} Sync
 * @property {(file: string, lines: Lines, text: string, from?: unknown) => void} edit `from` is the same object while a card is open
 * @property {(file: string, lines: Lines, kind: string, values: Values, from?: unknown) => void} fields
 * @property {() => void} [closed] the card was closed, or shows another text than what was typed
 * @property {(file: string, lines: Lines, from: object) => readonly {text?: string, values?: Values}[]} [waiting] oldest first, what was typed for a block and is not acknowledged
 * @property {(from: object, run: () => void) => () => void} [onAside] what was typed there stands beside now. Returns what ends it
 * @property {(action: import("./types.js").Action) => Promise<State>} act
 * @property {() => unknown} undo
 * @property {(file: string, page: string) => unknown} go
 * @property {(type: "refused", listener: (event: any) => void) => void} [addEventListener] `event.detail` is a `Refused`
 *
 * @typedef {object} PaletteOptions
 * @property {string} file
 * @property {string} page
 * @property {Lines | null} [before] null: last
 * @property {Lines | null} [after] instead of `before`
 * @property {HTMLElement} [back] where focus goes when nothing is chosen
 */

export {};
