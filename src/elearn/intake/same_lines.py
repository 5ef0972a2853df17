"""Changes a file as little as a change of what it says allows: other lines, and comments, stay letter by letter."""

from difflib import SequenceMatcher

from elearn.content.review import read_review
from elearn.content.text import lines_of_front_matter


def changed_as_little(slug: str, original: str, before: str, after: str) -> str:
    """Returns the file `original` with what differs between `before` and `after`.

    `before` is the canonical form of what the original says, and `after` that of what it is to say. If the result
    would not say exactly that, it returns `after`.
    """
    made = "".join(_carried(*(each.splitlines(keepends=True) for each in (original, before, after))))
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
    """Each line of `after` that is also in `before` is written as the original has it."""
    as_written: dict[int, list[str]] = {}
    for _, start, end, low, high in SequenceMatcher(None, original, before, autojunk=False).get_opcodes():
        if low == high:  # the original alone has these lines
            as_written.setdefault(low, []).extend(original[start:end])
        elif end - start == high - low:
            for place, line in enumerate(original[start:end]):
                as_written.setdefault(low + place, []).append(line)
        else:
            as_written.setdefault(low, []).extend(original[start:end])
            for place in range(low + 1, high):
                as_written.setdefault(place, [])
    head = lines_of_front_matter("".join(before))
    made: list[str] = []
    for kind, start, end, low, high in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            for place in range(start, end):
                made += as_written.get(place, [])
        else:
            for place in range(start, min(end, head)):
                made += [line for line in as_written.get(place, []) if line.lstrip().startswith("#")]
            made += after[low:high]
    return made + as_written.get(len(before), [])
