/** Marks in the margin of the lines in which something was found. Each has a sign and words, because colour is not enough. */

import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, gutter, GutterMarker } from "@codemirror/view";

/** @typedef {{line: number, words: string, severity: "error" | "warning"}} Mark `line` from 0 */

class Sign extends GutterMarker {
  /** @param {Mark} mark */
  constructor(mark) {
    super();
    this.mark = mark;
  }
  /** @override @param {Sign} other */
  eq(other) {
    return other.mark.words === this.mark.words && other.mark.severity === this.mark.severity;
  }
  /** @override */
  toDOM() {
    const sign = document.createElement("span");
    sign.className = `text-sign ${this.mark.severity}`;
    sign.title = this.mark.words;
    sign.textContent = this.mark.severity === "error" ? "▲" : "◆";
    return sign;
  }
}

export function marking() {
  /** @type {StateEffect<any> | any} */
  const put = StateEffect.define();
  /** @type {StateField<readonly Mark[]>} */
  const field = StateField.define({
    create: () => [],
    update(marks, transaction) {
      const set = transaction.effects.find((each) => each.is(put));
      return set ? set.value : marks;
    },
    provide: (from) => EditorView.decorations.compute([from], (state) => {
      /** @type {number[]} */
      const found = state.field(from).map(({ line }) => line);
      const lines = [...new Set(found)].filter((line) => line < state.doc.lines).sort((a, b) => a - b);
      return Decoration.set(lines.map((line) => Decoration.line({ class: "text-found" }).range(state.doc.line(line + 1).from)));
    }),
  });
  const signs = gutter({
    class: "text-signs",
    markers: (view) => RangeSet.of([...view.state.field(field)].filter(({ line }) => line < view.state.doc.lines).sort((a, b) => a.line - b.line).map((mark) => new Sign(mark).range(view.state.doc.line(mark.line + 1).from))),
  });
  return {
    extension: [field, signs],
    /** @param {EditorView} view @param {readonly Mark[]} marks */
    show: (view, marks) => view.dispatch({ effects: put.of(marks), userEvent: "desk" }),
  };
}
