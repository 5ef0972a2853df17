"""Sentences that wait for their reader: a text in English that also knows what it is made of.

A problem is found before we know who will read it, and may be kept for several readers. So it is made in English, with
its parts, and `elearn.translations.said` says it in the language of whoever reads it. To everything else a phrase is an
ordinary text in English: it is printed, compared, sorted and stored as such.
"""

from collections.abc import Iterable, Mapping
from typing import Any


class Phrase(str):
    """What `phrase`, `nphrase` and `joined` return.

    `message` is the English with places such as `%(name)s`, and `values` is what stands there: texts, numbers, or
    phrases. `many` is the English for more than one, or "", and `number` decides between the two.
    """

    __slots__ = ("many", "message", "number", "values")
    message: str
    values: Mapping[str, Any]
    many: str
    number: int

    def __new__(cls, message: str, values: Mapping[str, Any], many: str = "", number: int = 1) -> "Phrase":
        text = super().__new__(cls, (many if many and number != 1 else message) % values)
        text.message, text.values, text.many, text.number = message, values, many, number
        return text

    def __reduce__(self) -> tuple[type["Phrase"], tuple[str, Mapping[str, Any], str, int]]:
        return Phrase, (self.message, self.values, self.many, self.number)

    def with_values(self, **values: Any) -> "Phrase":
        """The same phrase with some of its values changed."""
        return Phrase(self.message, {**self.values, **values}, self.many, self.number)


def phrase(message: str, **values: object) -> str:
    """A sentence in English that can be said in other languages later. `%(name)s` is a value, `%%` a percent sign.

    It may be made anywhere, also when a module is loaded. `make messages` finds it for translators.
    """
    return Phrase(message, values)


def nphrase(one: str, many: str, count: int, **values: object) -> str:
    """The same for something that is counted. `%(num)s` is the count, unless `values` has it in another form."""
    return Phrase(one, {"num": count, **values}, many, count)


def joined(texts: Iterable[str], between: str = " ") -> str:
    """Several sentences or names after one another, as one text that can be said in other languages later."""
    values = {f"text{place}": text for place, text in enumerate(texts)}
    return Phrase(between.replace("%", "%%").join(f"%({name})s" for name in values), values)


def all_of(texts: Iterable[str]) -> str:
    """As in “a, b and c”. There is one at least."""
    *others, last = texts
    return phrase("%(others)s and %(last)s", others=joined(others, ", "), last=last) if others else last


def either(texts: Iterable[str]) -> str:
    """As in “a, b or c”. There is one at least."""
    *others, last = texts
    return phrase("%(others)s or %(last)s", others=joined(others, ", "), last=last) if others else last


def first_of(texts: Iterable[str], *, most: int = 10, count: int = 0) -> str:
    """The first of some texts, as in “a, b, and 20 more”. `count` is how many there are, if not all are given."""
    given = list(texts)
    shown, more = joined(given[:most], ", "), max(count, len(given)) - len(given[:most])
    return phrase("%(texts)s, and %(count)s more", texts=shown, count=f"{more:,}") if more > 0 else shown


def all_quoted(texts: Iterable[str]) -> str:
    """Each in quotation marks, with commas between them."""
    return joined((joined(("“", text, "”"), "") for text in texts), ", ")


def as_json(text: object) -> object:
    """A text as JSON can hold it: a phrase as its parts, anything else as it is. `from_json` makes it again."""
    if not isinstance(text, Phrase):
        return text
    values = {
        name: as_json(value) if isinstance(value, str | int) else str(value)
        for name, value in text.values.items()
    }
    return {"message": text.message, "values": values, "many": text.many, "number": text.number}


def from_json(kept: Any) -> Any:
    """What `as_json` was given."""
    if not isinstance(kept, dict):
        return kept
    values = {name: from_json(value) for name, value in kept["values"].items()}
    return Phrase(kept["message"], values, kept["many"], kept["number"])
