"""Changes a file as little as a change of what it says allows: other lines, and comments, stay letter by letter."""

from difflib import SequenceMatcher

from elearn.content.review import read_review
from elearn.content.text import lines_of_front_matter


def changed_as_little(slug: str, original: str, before: str, after: str) -> str:
    """Returns the file `original` with what differs between `before` and `after`.

    `before` is the canonical form of what the original says, and `after` that of what it is to say. If the result
    would not say exactly that, it returns `after`.
    """
    ends = "\r\n" if "\r\n" in original else "\n"
    texts = (original.replace("\r\n", "\n"), before, after)
    made = "".join(_carried(*(each.splitlines(keepends=True) for each in texts))).replace("\n", ends)
    wanted, _ = read_review(slug, after, slug)
    found, _ = read_review(slug, made, slug)
    return made if wanted is not None and found == wanted else after


def lost_comments(original: str, made: str) -> list[str]:
    """Returns the comments at the head of a file that are not in what was made of it."""
    kept = {line.strip() for line in made.splitlines()}
    return [line for line in _head(original) if line.strip().startswith("#") and line.strip() not in kept]


def _head(text: str) -> list[str]:
    return text.splitlines()[1 : max(lines_of_front_matter(text) - 1, 1)]


def _carried(original: list[str], before: list[str], after: list[str]) -> list[str]:
    """Each line of `after` that is also in `before` is written as the original has it.

    Where the original says in other lines what `before` says, they stay if nothing among them changes.
    """
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changed = {place for kind, start, end, *_ in changes if kind != "equal" for place in range(start, end)}
    head = lines_of_front_matter("".join(before))
    as_written = _as_written(original, before, changed, head)
    made: list[str] = []
    for kind, start, end, low, high in changes:
        for place in range(start, end):
            lines = as_written[place]
            made += lines if kind == "equal" else _comments(lines) if place < head else []
        if kind != "equal":
            made += after[low:high]
    return made + as_written[len(before)]


def _as_written(original: list[str], before: list[str], changed: set[int], head: int) -> dict[int, list[str]]:
    """By the place of each line of `before`, how the original says it. At the end is what it says after all of them."""
    found: dict[int, list[str]] = {place: [] for place in range(len(before) + 1)}
    for _, start, end, low, high in SequenceMatcher(None, original, before, autojunk=False).get_opcodes():
        lines = original[start:end]
        if end - start == high - low:
            for place, line in zip(range(low, high), lines, strict=True):
                found[place].append(line)
        elif changed.isdisjoint(range(low, high)):
            found[low] += lines
        else:
            found[low] += _comments(lines) if low < head else []
            for place in range(low, high):
                found[place].append(before[place])
    return found


def _comments(lines: list[str]) -> list[str]:
    """The lines of a file's head that are comments."""
    return [line for line in lines if line.lstrip().startswith("#")]
