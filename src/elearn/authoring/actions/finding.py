"""Finds and replaces words in what learners read. Ids, kinds, names of options, addresses and keys stay as they are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from elearn.authoring.actions.layout import module_at, module_ids
from elearn.authoring.actions.remedies import errors_of
from elearn.authoring.actions.work import Work, heading, refused
from elearn.checks import texts_of
from elearn.content.course import FileParts, parts_of
from elearn.patterns import late
from elearn.phrases import nphrase, phrase

LONGEST = 200
"""Characters that can be looked for, and that can take their place."""
_AROUND = 40
"""Characters before and after what is found that are shown with it."""
_ADDRESS = late(r"\]\([^)\n]*\)|^[ \t]{0,3}\[[^\]\n]+\]:.*$|<[^<>\s]+>|\{[^{}\n]*\}", re.MULTILINE)
_BARE = late(r"(?:https?://|www\.|mailto:)\S+|[\w.+-]+@[\w-]+\.[\w.-]+")


@dataclass(frozen=True, order=True)
class Found:
    """Words in a file: the line from 0, the columns from 0, the page's id, and what stands around them on the line."""

    file: str
    line: int
    start: int
    end: int
    page: str
    before: str
    found: str
    after: str


@dataclass(frozen=True)
class Finds:
    """Where words are in what learners read, in order, and how often they are elsewhere, where they stay."""

    hits: tuple[Found, ...]
    left_out: int


def find(files: Mapping[str, str], needle: str, *, case: bool = False, whole: bool = False) -> Finds:
    """Where `needle` is. `case`: capitals count. `whole`: as whole words only. Raises InputFault if it is too long."""
    pattern = _pattern(needle, case, whole)
    if pattern is None:
        return Finds((), 0)
    hits, all_there = list[Found](), 0
    for file in sorted(files, key=_in_order):
        parts = parts_of(file, files[file])
        ids = _pages(parts)
        lines = files[file].split("\n")
        all_there += sum(len(pattern.findall(line)) for line in lines)
        shown = _shown(file, files[file], lines)
        for number, words in enumerate(shown):
            for each in pattern.finditer(words):
                written = lines[number].removesuffix("\r")
                if written[each.start() : each.end()] != each[0]:
                    continue
                page = next((own for first, last, own in ids if first <= number < last), "")
                around = written[max(0, each.start() - _AROUND) : each.start()]
                below = written[each.end() : each.end() + _AROUND]
                hits.append(Found(file, number, each.start(), each.end(), page, around, each[0], below))
    return Finds(tuple(hits), all_there - len(hits))


def replace(work: Work) -> None:
    """Writes other words everywhere. What would make an error, or another page or block, stays as it is."""
    needle, instead = work.text("text"), " ".join(work.text("with").split())
    if len(instead) > LONGEST:
        raise _too_long()
    found = find(
        work.files, needle, case=work.action.get("case") is True, whole=work.action.get("whole") is True
    )
    if not found.hits:
        raise refused(phrase("Learners read these words nowhere."), phrase("Look for others."))
    by_file: dict[str, list[Found]] = {}
    for hit in found.hits:
        by_file.setdefault(hit.file, []).append(hit)
    ids = module_ids(work.before)
    count = sum(_replaced(work, file, hits, instead, ids.get(file, "")) for file, hits in by_file.items())
    if not count:
        message = phrase("These words cannot stand there without making something wrong.")
        raise refused(message, phrase("Write others."))
    work.at = next(iter(by_file)), found.hits[0].page
    work.said.append(nphrase("%(num)s place is changed.", "%(num)s places are changed.", count))
    if kept := len(found.hits) - count:
        work.said.append(
            nphrase(
                "%(num)s place stays as it is, because the new words would make something wrong there.",
                "%(num)s places stay as they are, because the new words would make something wrong there.",
                kept,
            )
        )
    if found.left_out:
        work.said.append(
            nphrase(
                "%(num)s place in ids, settings or addresses stays as it is.",
                "%(num)s places in ids, settings or addresses stay as they are.",
                found.left_out,
            )
        )


def _replaced(work: Work, file: str, hits: Sequence[Found], instead: str, module_id: str) -> int:
    """Write the file with as many of the hits replaced as can be. Gives how many: all, or those that do no harm."""
    before, told = work.files[file], errors_of(work.files)
    whole = _with(before, hits, instead, module_id, file)
    if _is_sound(work, file, before, whole, told):
        work.files[file] = whole
        return len(hits)
    count, by_line = 0, dict[int, list[Found]]()
    for hit in hits:
        by_line.setdefault(hit.line, []).append(hit)
    for some in by_line.values():
        now = work.files[file]
        made = _with(now, some, instead, module_id, file)
        if _is_sound(work, file, now, made, told):
            work.files[file] = made
            count += len(some)
    return count


def _is_sound(
    work: Work, file: str, before: str, after: str, told: Mapping[tuple[str, str, str], int]
) -> bool:
    """Whether a file has the same pages and blocks after, and no error has come."""
    if _shape(parts_of(file, before)) != _shape(parts_of(file, after)):
        return False
    tells = errors_of({**work.files, file: after})
    return all(number <= told.get(kind, 0) for kind, number in tells.items())


def _shape(parts: FileParts) -> object:
    return [
        (page.heading, page.span, [(block.span, block.kind, block.name) for block in page.blocks])
        for page in parts.pages
    ]


def _with(text: str, hits: Sequence[Found], instead: str, module_id: str, file: str) -> str:
    """A file's text with other words. A page whose id came from its title keeps it: it is written out."""
    lines = text.split("\n")
    for hit in sorted(hits, reverse=True):
        line = lines[hit.line]
        lines[hit.line] = line[: hit.start] + instead + line[hit.end :]
    if module_id:
        made = "\n".join(lines)
        old, new = module_at(file, text, module_id).pages, module_at(file, made, module_id).pages
        for one, other in zip(old, new, strict=False):
            if one.id != other.id and one.start == other.start and other.title:
                end = "\r" if lines[other.start].endswith("\r") else ""
                lines[other.start] = heading(2, other.title, one.id) + end
    return "\n".join(lines)


def _shown(file: str, text: str, lines: Sequence[str]) -> list[str]:
    """The lines of a file with all that learners do not read blanked out."""
    bare = [line.removesuffix("\r") for line in lines]
    if any("\r" in line for line in bare):
        return [""] * len(lines)
    shown = [""] * len(lines)
    for each in texts_of(text.removeprefix("\ufeff"), file):
        if each.is_note:
            continue
        for number, words in enumerate(each.text.split("\n"), each.line - 1):
            blanked = list(words.ljust(len(bare[number])))
            written = bare[number].removeprefix("\ufeff")
            for pattern in (_ADDRESS, _BARE):
                for found in pattern.finditer(written):
                    blanked[found.start() : found.end()] = "\0" * len(found[0])
            shown[number] = "".join(blanked)
    if text.startswith("\ufeff"):
        shown[0] = f"\0{shown[0]}"
    return shown


def _pages(parts: FileParts) -> list[tuple[int, int, str]]:
    return [(page.span.start, page.span.end, page.id) for page in parts.pages]


def _pattern(needle: str, case: bool, whole: bool) -> re.Pattern[str] | None:
    if len(needle) > LONGEST or "\n" in needle:
        raise _too_long()
    if not needle.strip():
        return None
    words = re.escape(needle.strip())
    return re.compile(rf"(?<!\w){words}(?!\w)" if whole else words, 0 if case else re.IGNORECASE)


def _too_long() -> Exception:
    message = phrase("That is too long to look for, or to write everywhere.")
    return refused(message, phrase("Take at most %(most)s characters, on one line.", most=LONGEST))


def _in_order(name: str) -> tuple[int, str]:
    """The introduction, then modules, then banks."""
    return (0 if name == "course.md" else 2 if "/" in name else 1), name
