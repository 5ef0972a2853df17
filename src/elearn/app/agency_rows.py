"""The rows of a table of agencies: folded to the top, opened one by one, with long levels in pages.

A table of 1,700 agencies would be megabytes of HTML. So a page sends the agencies at the top of what the reader may
see, and the parts of those that the reader has opened. What is open is in the address, and stays when the reader goes
on to another page with such a table.

The buttons that open and fold are part of our own HTML, and `drawing.press` passes a click on to Streamlit.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote, unquote

import streamlit as st

from elearn.app import address
from elearn.app.drawing import label, press, thousands
from elearn.tracker import AgencyName
from elearn.translations import gettext as _
from elearn.translations import ngettext

PAGE = 50
"""How many agencies of one level are shown at once."""
MOST = 170
CELLS = 2_600
"""About how many rows and cells a table has at most. If one more is opened then, the first that was is folded."""
_TOP = ""
_NONE, _FROM = "none", "~"
"""How an address says that nothing is open, and what is before the place of the first that is shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """The row of one agency. `parts` is how many agencies are directly part of it; `press` is its button's name."""

    id: str
    name: str
    depth: int
    parts: int
    opened: bool
    press: str
    is_rest: ClassVar[bool] = False

    @property
    def words(self) -> str:
        """What the button says to someone who does not see where it is."""
        return ngettext(
            "Show the %(num)s agency of %(name)s",
            "Show the %(num)s agencies of %(name)s",
            self.parts,
            num=thousands(self.parts),
            name=self.name,
        )


@dataclass(frozen=True, slots=True)
class Rest:
    """The row after a level that is not shown in full: which of its agencies are shown, and the ways to the others."""

    parent: str
    of: str
    depth: int
    first: int
    last: int
    total: int
    left_out: int
    back: str
    on: str
    is_rest: ClassVar[bool] = True

    @property
    def back_words(self) -> str:
        """What the button to the page before says."""
        if not self.of:
            return self.back_shown
        return _("Show the %(count)s before of %(name)s", count=PAGE, name=self.of)

    @property
    def on_words(self) -> str:
        """What the button to the next page says."""
        if not self.of:
            return self.on_shown
        return _("Show the next %(count)s of %(name)s", count=self._next, name=self.of)

    @property
    def said(self) -> str:
        """Which agencies are shown, and how many are not because nobody there is asked."""
        said = []
        if self.total:
            first, last, total = map(thousands, (self.first, self.last, self.total))
            said.append(_("Showing %(first)s to %(last)s of %(total)s.", first=first, last=last, total=total))
        if self.left_out:
            said.append(
                ngettext(
                    "Left out: %(num)s agency where no one is asked.",
                    "Left out: %(num)s agencies where no one is asked.",
                    self.left_out,
                    num=thousands(self.left_out),
                )
            )
        return " ".join(said)

    @property
    def back_shown(self) -> str:
        """The part of those words that is shown. The row says of which agency."""
        return _("Show the %(count)s before", count=PAGE)

    @property
    def on_shown(self) -> str:
        """As `back_shown`, for the next page."""
        return _("Show the next %(count)s", count=self._next)

    @property
    def _next(self) -> int:
        return min(PAGE, self.total - self.last)


class AgencyRows:
    """The rows of one table. `within` is the agency at its top; if it is None, all that the reader may see are.

    `key` is where the visit keeps what is open: tables with the same key open together. `columns` is how many cells
    a row has.
    """

    def __init__(
        self, agencies: Sequence[AgencyName], within: str | None, key: str, columns: int = 1
    ) -> None:
        self._key = key
        self._most = min(MOST, CELLS // max(columns, 1))
        self._names = {each.id: each for each in agencies}
        self._parts: dict[str, list[str]] = {}
        for each in agencies:
            parent = each.parent if each.parent in self._names else _TOP
            self._parts.setdefault(parent or _TOP, []).append(each.id)
        if within is not None:
            self._parts[_TOP] = [within] if within in self._names else []
        self._bind()

    def needed(self) -> tuple[str, ...]:
        """The ids of the agencies whose figures the table needs: all of each level that is shown."""
        return tuple(id for parent in self._levels() for id in self._parts[parent])

    def lines(
        self, asked: Collection[str] | None = None, order: Callable[[str], float] | None = None
    ) -> list[Line | Rest]:
        """The rows from the top to the bottom.

        With `asked`, an agency that is not in it is left out, and so are its parts. With `order`, each level is sorted
        by it.
        """
        return self._level(_TOP, 0, asked, order)

    def buttons(self, lines: Sequence[Line | Rest]) -> None:
        """Draws the buttons that the HTML of these rows presses."""
        with st.container(key=f"{self._key}_presses"):
            for line in lines:
                if isinstance(line, Rest):
                    self._turning(line)
                elif line.parts:
                    st.button(label(line.words), key=line.press, on_click=self._toggle, args=(line.id,))
        press()

    def _turning(self, rest: Rest) -> None:
        if rest.back:
            st.button(label(rest.back_words), key=rest.back, on_click=self._turn, args=(rest.parent, -PAGE))
        if rest.on:
            st.button(label(rest.on_words), key=rest.on, on_click=self._turn, args=(rest.parent, PAGE))

    def _level(
        self,
        parent: str,
        depth: int,
        asked: Collection[str] | None,
        order: Callable[[str], float] | None,
    ) -> list[Line | Rest]:
        every = self._parts.get(parent, [])
        shown = [id for id in every if asked is None or id in asked]
        if order is not None:
            shown.sort(key=order)
        start = self._start(parent, len(shown))
        rows: list[Line | Rest] = []
        for id in shown[start : start + PAGE]:
            opened = id in self._opened()
            parts = len(self._parts.get(id, []))
            rows.append(Line(id, self._names[id].name, depth, parts, opened, self._named("open", id)))
            if opened:
                rows += self._level(id, depth + 1, asked, order)
        left_out = len(every) - len(shown) if parent else 0
        if len(shown) > PAGE or left_out:
            rows.append(self._rest(parent, depth, start, len(shown), left_out))
        return rows

    def _rest(self, parent: str, depth: int, start: int, total: int, left_out: int) -> Rest:
        name = self._names[parent].name if parent else ""
        back = self._named("back", parent) if start else ""
        on = self._named("on", parent) if start + PAGE < total else ""
        last = min(start + PAGE, total)
        return Rest(parent, name, depth, min(start + 1, last), last, total, left_out, back, on)

    def _levels(self) -> list[str]:
        """The parents whose parts are shown: the top, and each agency that is open and itself in an open level."""
        levels, waiting, opened = [], [_TOP], self._opened()
        while waiting:
            parent = waiting.pop(0)
            if parent in self._parts:
                levels.append(parent)
                waiting += [id for id in self._parts[parent] if id in opened]
        return levels

    def _opened(self) -> dict[str, int]:
        """By agency that is open (or the top), the place of the first of its parts on the page of them."""
        opened: dict[str, int] = st.session_state[f"{self._key}_opened"]
        return opened

    def _start(self, parent: str, total: int) -> int:
        start = self._opened().get(parent, 0)
        return start if start < total else 0

    def _bind(self) -> None:
        """Keeps in the address what is open. The agency at the top is open at first if it is the only one there."""
        top = self._parts.get(_TOP, [])
        first = {top[0]: 0} if len(top) == 1 and top[0] in self._parts else {}
        key = f"{self._key}_opened"
        kept = st.session_state.get(key) if address.by_menu() else None
        address.bind("open", key, first, self._read, _written, otherwise=kept)

    def _read(self, text: str) -> dict[str, int] | None:
        """What an address says is open: ids, each with the place of the first that is shown if that is not 0."""
        found: dict[str, int] = {}
        for part in text.split(",") if text != _NONE else ():
            id, _from, start = part.partition(_FROM)
            id = unquote(id)
            if id != _TOP and id not in self._parts:
                return None
            found[id] = int(start) if start.isascii() and start.isdecimal() and len(start) < 7 else 0
        return found

    def _toggle(self, id: str) -> None:
        opened = self._opened()
        if id in opened:
            del opened[id]
            return
        opened[id] = 0
        kept = {id, *self._above(id)}
        for other in list(opened):
            if self._size() <= self._most:
                break
            if other not in kept and other != _TOP:
                del opened[other]

    def _turn(self, parent: str, by: int) -> None:
        self._opened()[parent] = max(0, self._opened().get(parent, 0) + by)

    def _above(self, id: str) -> list[str]:
        above = []
        while (parent := self._names[id].parent) in self._names and parent not in above:
            above.append(parent)
            id = parent
        return above

    def _size(self) -> int:
        return sum(min(PAGE, len(self._parts[parent])) for parent in self._levels())

    def _named(self, what: str, id: str) -> str:
        """The key of a button, which is also a class in CSS: so no two ids may give the same."""
        return f"{self._key}_{what}_{re.sub(r'[^A-Za-z0-9-]', lambda found: f'_{ord(found[0]):x}_', id)}"


def _written(opened: Mapping[str, int]) -> str:
    """What is open, as an address says it."""
    said = (
        f"{quote(id, safe='')}{_FROM}{start}" if start else quote(id, safe="") for id, start in opened.items()
    )
    return ",".join(said) or _NONE
