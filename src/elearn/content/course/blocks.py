"""Reads the pieces of a file as blocks: which kind reads a directive, and what is a block without one."""

from dataclasses import replace

from elearn.content.kinds import QUESTION, Block, Question, kinds, kinds_for, question_kinds
from elearn.content.kinds.text import Text
from elearn.content.text import (
    Directive,
    Passage,
    Picture,
    Piece,
    did_you_mean,
    quoted,
    read_outline,
    split_pictures,
)
from elearn.phrases import phrase
from elearn.problems import ProblemLog


def read_pieces(text: str, log: ProblemLog, skip_lines: int = 0) -> list[Piece]:
    """The outline of a file, in which a picture with a paragraph of its own is a block (of the purpose “picture”)."""
    pieces: list[Piece] = []
    kind = next(iter(kinds_for("picture")), None)
    for piece in read_outline(text, log, skip_lines):
        if not isinstance(piece, Passage) or not kind:
            pieces.append(piece)
            continue
        for below, part in split_pictures(piece.text):
            at = piece.line + below
            if isinstance(part, Picture):
                options = {"alt": part.alt} if part.alt else {}
                pieces.append(Directive(kind.kind, part.src, options, part.title, at, at))
            else:
                pieces.append(Passage(part, at))
    return pieces


def read_block(piece: Passage | Directive, log: ProblemLog) -> Block | None:
    """The block that a piece says, or None after reporting why not."""
    if isinstance(piece, Passage):
        text = Directive(Text.kind, body=piece.text, line=piece.line, body_line=piece.line)
        return Text.read(text, log)
    kind = _kind_of(piece, log)
    if kind is None:
        return None
    asked = issubclass(kind, Question) and not kind.own_directive
    return kind.read(replace(piece, argument="") if asked else piece, log)


def _kind_of(directive: Directive, log: ProblemLog) -> type[Block] | None:
    """The class that reads a directive, or None after reporting why."""
    questions = {name: kind for name, kind in question_kinds().items() if not kind.own_directive}
    if directive.kind == QUESTION:
        if directive.argument in questions:
            return questions[directive.argument]
        what = (
            phrase("There is no kind of question %(argument)s.", argument=quoted(directive.argument))
            if directive.argument
            else phrase("This question does not say its kind.")
        )
        log.error("S17", directive.line, what, did_you_mean(directive.argument, questions))
    elif directive.kind in questions:
        log.error(
            "S17",
            directive.line,
            phrase("A question says its kind after the braces."),
            phrase("Write :::{question} %(kind)s", kind=directive.kind),
        )
    elif directive.kind == Text.kind:
        log.error(
            "S17", directive.line, phrase("Text needs no directive."), phrase("Take the ::: lines away.")
        )
    elif directive.kind in kinds():
        return kinds()[directive.kind]
    else:
        names = {QUESTION, *(name for name in kinds() if name not in questions and name != Text.kind)}
        log.error(
            "S17",
            directive.line,
            phrase("There is no directive %(kind)s.", kind=quoted(directive.kind)),
            did_you_mean(directive.kind, names),
        )
    return None
