"""Reads the pieces of a file as blocks: which kind reads a directive, and what is a block without one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from elearn.content.kinds import QUESTION, Block, Question, kind_of, kinds, kinds_for, question_kinds
from elearn.content.kinds.text import Text
from elearn.content.text import (
    Directive,
    Passage,
    Picture,
    Piece,
    did_you_mean,
    place_pictures,
    quoted,
    read_outline,
)
from elearn.phrases import phrase
from elearn.problems import Problem, ProblemLog

_BLOCKS = 8_000
"""How many blocks are remembered."""


def read_pieces(text: str, log: ProblemLog, skip_lines: int = 0) -> list[Piece]:
    """The outline of a file, in which a picture with a paragraph of its own is a block (of the purpose “picture”)."""
    return with_pictures(read_outline(text, log, skip_lines))


def with_pictures(outline: Iterable[Piece]) -> list[Piece]:
    """The pieces of an outline, in which a picture with a paragraph of its own is a directive."""
    pieces: list[Piece] = []
    kind = next(iter(kinds_for("picture")), None)
    for piece in outline:
        if isinstance(piece, Passage) and kind:
            pieces += _divided(piece, kind)
        else:
            pieces.append(piece)
    return pieces


def _divided(passage: Passage, kind: type[Block]) -> Iterator[Piece]:
    """A passage as pictures, and the text around them."""
    parts = place_pictures(passage.written)
    for begin, end, part in parts:
        at, last = passage.line + begin, passage.line + end - 1
        if isinstance(part, Picture):
            options = {"alt": part.alt} if part.alt else {}
            yield Directive(kind.kind, part.src, options, part.title, at, at, last=last)
        else:
            yield passage if len(parts) == 1 else Passage(part, at, last)


def read_block(piece: Passage | Directive, log: ProblemLog) -> Block | None:
    """The block that a piece says, or None after reporting why not. It is remembered by what the piece says."""
    if isinstance(piece, Passage):
        key = _Said(None, "", (), piece.text, piece.line, 0, ())
    else:
        options, lines = tuple(piece.options.items()), tuple(piece.option_lines.items())
        key = _Said(
            piece.kind, piece.argument, options, piece.body, piece.line, piece.body_line, lines, piece.twice
        )
    block, problems = _read(key)
    log.add_here(problems)
    return block


class _Said(NamedTuple):
    """All of a piece that its block and the problems depend on. `kind` is None in a passage."""

    kind: str | None
    argument: str
    options: tuple[tuple[str, str], ...]
    body: str
    line: int
    body_line: int
    option_lines: tuple[tuple[str, int], ...]
    twice: tuple[str, ...] = ()


@lru_cache(maxsize=_BLOCKS)
def _read(said: _Said) -> tuple[Block | None, Sequence[Problem]]:
    log = ProblemLog("")
    if said.kind is None:
        return _read_anew(Passage(said.body, said.line), log), log.problems
    options, lines = dict(said.options), dict(said.option_lines)
    piece = Directive(
        said.kind, said.argument, options, said.body, said.line, said.body_line, lines, twice=said.twice
    )
    return _read_anew(piece, log), log.problems


def _read_anew(piece: Passage | Directive, log: ProblemLog) -> Block | None:
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
    if kind := kind_of(directive.kind, directive.argument):
        return kind
    questions = {name: kind for name, kind in question_kinds().items() if not kind.own_directive}
    if directive.kind == QUESTION:
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
    else:
        names = {QUESTION, *(name for name in kinds() if name not in questions and name != Text.kind)}
        log.error(
            "S17",
            directive.line,
            phrase("There is no directive %(kind)s.", kind=quoted(directive.kind)),
            did_you_mean(directive.kind, names),
        )
    return None
