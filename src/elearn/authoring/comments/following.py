"""Where a comment is after what was done to a draft: it stays at its block, whatever happens around it.

A block that was not touched is followed by its lines. One that was touched is found by what it says (it was moved), by
its question's id, where it was (it was changed), or by what it says nearly (it was changed and moved). What is in none
of these ways there is gone, and may come back: by Undo, by pasting, or by typing where it was.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from elearn.authoring.comments.units import (
    Anchor,
    Files,
    Lines,
    Unit,
    alike,
    meet,
    places_of,
    text_of,
    unit_at,
    units,
)
from elearn.authoring.drafts import Turn

_HERE, _ELSEWHERE, _ANYWHERE = 0.4, 0.6, 0.8
"""How much of its words a block must have kept where it was with others; on another place; if we know nothing else."""


def anchor_at(files: Files, about: str, file: str, lines: Lines, page: str = "") -> Anchor | None:
    """What lines of a file are about: the heading of a page, or a block. None: there is none such.

    `page` is the id of the page, for one without a heading.
    """
    if about == "page":
        found = next((each for each in units(files, "page", [file]) if each.name == page), None)
    else:
        found = unit_at(files, "block", file, lines)
    return (
        _at(Anchor("page" if about == "page" else "block", file, lines, page, "", ""), found)
        if found
        else None
    )


def follow(anchor: Anchor, turns: Iterable[Turn], files: Files) -> Anchor:
    """Where a comment is after some turns, the last of which has left the course as `files` says."""
    for turn in turns:
        anchor = after(anchor, turn)
    return settled(anchor, files)


def relocate(anchor: Anchor, files: Files) -> Anchor:
    """Where a comment is if nothing is known of what was done since: by its id, its words, and its page."""
    if not anchor.has_lines:
        return replace(
            anchor, gone=not any(each.name == anchor.page for each in units(files, "page", [anchor.file]))
        )
    found = list(units(files, anchor.about))
    named = _named(anchor, found)
    if named:
        return _at(anchor, named)
    places = places_of(files, anchor.about, anchor.quote, files)
    same_page = [each for each in places if _page_of(files, anchor, each) == anchor.page]
    for some in (same_page, [each for each in places if each[0] == anchor.file], places):
        if some:
            file, lines = min(some, key=lambda each: abs(each[1][0] - anchor.lines[0]))
            return settled(replace(anchor, file=file, lines=lines, gone=False), files)
    near = [each for each in found if each.file == anchor.file and each.page == anchor.page]
    for some_units, least in ((near, _ELSEWHERE), (found, _ANYWHERE)):
        best = _best(anchor.quote, some_units)
        if best and best[0] >= least:
            return _at(anchor, best[1])
    return replace(anchor, gone=True)


def _at(anchor: Anchor, unit: Unit) -> Anchor:
    name = unit.name if anchor.about == "block" else ""
    return replace(
        anchor, file=unit.file, lines=unit.lines, page=unit.page, block=name, quote=unit.text, gone=False
    )


def _named(anchor: Anchor, found: Iterable[Unit]) -> Unit | None:
    """The question with the same id, or the page."""
    name = anchor.page if anchor.about == "page" else anchor.block
    return next((each for each in found if each.name == name), None) if name else None


def _page_of(files: Files, anchor: Anchor, place: tuple[str, Lines]) -> str:
    unit = unit_at(files, anchor.about, *place)
    return unit.page if unit else ""


def settled(anchor: Anchor, files: Files) -> Anchor:
    """The same with the page and the question's id as they are now."""
    if anchor.gone or not anchor.has_lines:
        return anchor
    unit = unit_at(files, anchor.about, anchor.file, anchor.lines)
    if unit is None:
        return replace(anchor, gone=True)
    return replace(
        anchor,
        page=unit.page,
        block=unit.name if anchor.about == "block" else "",
        quote=text_of(files, anchor.file, anchor.lines),
    )


def after(anchor: Anchor, turn: Turn) -> Anchor:
    """Where it is after one turn."""
    if not anchor.has_lines:
        file = turn.names.get(anchor.file, anchor.file) or anchor.file
        return replace(anchor, file=file, gone=file not in turn.after)
    if not anchor.gone and anchor.file not in turn.edits:
        return anchor
    look = _Look(anchor, turn)
    if not look.touched and not anchor.gone:
        return replace(anchor, file=look.file, lines=look.lines) if look.file else look.moved_away()
    return look.come_back() if anchor.gone else look.moved_or_changed()


@dataclass
class _Look:
    """One comment at one turn."""

    anchor: Anchor
    turn: Turn

    def __post_init__(self) -> None:
        name = self.anchor.file
        self.file = self.turn.names.get(name, name)
        self.lines, self.touched = self._tracked(name, self.anchor.lines)

    def _tracked(self, file: str, lines: Lines) -> tuple[Lines, bool]:
        """What lines have become, with all that was written over them, and whether that was so."""
        (start, end), touched = lines, False
        for made in self.turn.edits.get(file, ()):
            first, after, by = made.start, made.start + len(made.old), len(made.new) - len(made.old)
            if after <= start:
                start, end = start + by, end + by
            elif first < end:
                # A place without lines has nothing that could be written over.
                whole = (first, first) if start == end else (min(start, first), max(end, after) + by)
                (start, end), touched = whole, True
        return (start, end), touched

    @cached_property
    def changed(self) -> set[str]:
        """The files that are not as they were, by their names now."""
        turn = self.turn
        return {name for name, text in turn.after.items() if turn.before.get(name) != text}

    @cached_property
    def files(self) -> set[str]:
        """The files that are not as they were, by their names before."""
        turn = self.turn
        return {name for name, text in turn.before.items() if turn.after.get(name) != text}

    @cached_property
    def text(self) -> str:
        """What it was about said before this turn."""
        anchor = self.anchor
        return anchor.quote if anchor.gone else text_of(self.turn.before, anchor.file, anchor.lines)

    def _images(
        self, before: Iterable[tuple[str, Lines]]
    ) -> tuple[set[tuple[str, Lines]], list[tuple[str, Lines]]]:
        """Where those of these places are now that nobody has touched, and those that somebody has."""
        now: set[tuple[str, Lines]] = set()
        touched: list[tuple[str, Lines]] = []
        for file, lines in before:
            image, was_touched = self._tracked(file, lines)
            name = self.turn.names.get(file, file)
            if was_touched or not name:
                touched.append((file, lines))
            else:
                now.add((name, image))
        return now, touched

    def same_words(self) -> Anchor | None:
        """Where exactly these words are now, and were not before. Of several that were moved, the one in its order."""
        anchor, turn = self.anchor, self.turn
        stay, moved = self._images(places_of(turn.before, anchor.about, self.text, self.files))
        new = [
            each for each in places_of(turn.after, anchor.about, self.text, self.changed) if each not in stay
        ]
        if anchor.gone and len(new) <= len(moved):
            return None
        if not new:
            return None
        if anchor.gone:
            file, lines = min(new, key=lambda each: (each[0] != self.file, abs(each[1][0] - self.lines[0])))
        else:
            own = (anchor.file, anchor.lines)
            order = next(
                (n for n, each in enumerate(moved) if each[0] == own[0] and meet(each[1], own[1])), 0
            )
            file, lines = new[min(order, len(new) - 1)]
        return replace(anchor, file=file, lines=lines, gone=False)

    @cached_property
    def found(self) -> list[Unit]:
        """The units that are new or were changed: no image of one that stays, and no other that was only moved."""
        anchor, turn = self.anchor, self.turn
        before = list(units(turn.before, anchor.about, self.files))
        stay, moved = self._images((each.file, each.lines) for each in before)
        texts = {each.text for each in before if (each.file, each.lines) in moved} - {self.text}
        after = units(turn.after, anchor.about, self.changed)
        return [each for each in after if (each.file, each.lines) not in stay and each.text not in texts]

    def same_id(self) -> Anchor | None:
        """The question, or the page, with the same id. A copy has another."""
        unit = _named(self.anchor, self.found)
        return _at(self.anchor, unit) if unit else None

    @cached_property
    def here(self) -> list[Unit]:
        """What is where it was, and is new or changed. Nothing, if all of its lines went."""
        if self.lines[0] == self.lines[1]:
            return []
        return [each for each in self.found if each.file == self.file and meet(each.lines, self.lines)]

    def in_its_place(self) -> Anchor | None:
        """What is where it was. If it stood there alone, it may say something else altogether."""
        best = _best(self.text, self.here)
        if best is None or (best[0] < _HERE and not self._was_alone()):
            return None
        unit = best[1]
        if unit.lines[0] < self.lines[0]:  # another block has swallowed it, as when a fence is being typed
            return replace(self.anchor, file=unit.file, lines=self.lines, gone=False)
        return _at(self.anchor, unit)

    def _was_alone(self) -> bool:
        """Whether what was written over it was written over nothing else."""
        anchor, turn = self.anchor, self.turn
        others = (
            each
            for each in units(turn.before, anchor.about, [anchor.file])
            if not meet(each.lines, anchor.lines)
        )
        return not any(
            touched and meet(lines, self.lines)
            for lines, touched in (self._tracked(each.file, each.lines) for each in others)
        )

    def nearly_the_same_words(self, least: float) -> Anchor | None:
        """What says nearly the same elsewhere."""
        best = _best(self.text, [each for each in self.found if each not in self.here])
        return _at(self.anchor, best[1]) if best and best[0] >= least else None

    def moved_or_changed(self) -> Anchor:
        """Where it is if it was touched."""
        here = _best(self.text, self.here)
        elsewhere = None if here and here[0] >= _HERE else self.nearly_the_same_words(_ELSEWHERE)
        found = self.same_words() or self.same_id() or elsewhere or self.in_its_place()
        return found or self.gone()

    def moved_away(self) -> Anchor:
        """Where it is if its file is not there any more."""
        return self.same_words() or self.same_id() or self.nearly_the_same_words(_ELSEWHERE) or self.gone()

    def come_back(self) -> Anchor:
        """Where it is if it was gone before."""
        typed = self.in_its_place() if self.touched and self.file and self._was_alone() else None
        return self.same_words() or self.same_id() or typed or self.gone()

    def gone(self) -> Anchor:
        """It is not there any more. Where it was is followed on, so that what is typed there can be seen."""
        file = self.file or self.anchor.file
        blank = not text_of(self.turn.after, file, self.lines)  # else something else is there
        lines = self.lines if blank else (self.lines[0], self.lines[0])
        return replace(self.anchor, file=file, lines=lines, quote=self.text, gone=True)


def _best(text: str, some: Iterable[Unit]) -> tuple[float, Unit] | None:
    """The unit that says nearly the same, the first of several."""
    scored = [(alike(text, each.text), each) for each in some]
    return max(scored, key=lambda each: each[0], default=None)
