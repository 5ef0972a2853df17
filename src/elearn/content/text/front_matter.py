"""Front matter: the YAML between two lines of --- at the start of a file. Finds, reads and writes it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import StringIO
from typing import Any, ClassVar

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from elearn.content.text.prose import one_line
from elearn.content.text.words import quoted
from elearn.patterns import late
from elearn.phrases import joined, phrase
from elearn.problems import Problem, ProblemLog

_USUAL_TAGS = "tag:yaml.org,2002:"
_RULE = late(r"---[ \t]*$")
_TEXTS = 400
"""How many front matters are remembered by their texts, which callers do not change."""


@dataclass
class FrontMatterValue:
    """A value as written: text, a list or a mapping of values, with its line and column from 1.

    `key` is the nearest key above it, "" at the top: an item of a list has the key of the list. `cut` is what stands
    behind a text without quotation marks after “ #”, so that it is a comment and no part of the value, or "".
    """

    value: "str | list[FrontMatterValue] | dict[str, FrontMatterValue]"
    line: int
    column: int
    key: str = ""
    cut: str = ""


@dataclass
class FrontMatter:
    """The top-level values by key. `lines` is how many lines of the file it takes, with both lines of ---."""

    entries: dict[str, FrontMatterValue] = field(default_factory=dict)
    lines: int = 0
    readable: bool = False


def read_front_matter(text: str, log: ProblemLog) -> FrontMatter:
    """The front matter of a file. `readable` is False if there is none, after reporting why."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not _RULE.match(lines[0]):
        log.error(
            "S03",
            1,
            phrase("The file does not begin with front matter."),
            phrase("Begin it with a line ---, the keys, and a line ---."),
        )
        return FrontMatter()
    end = next((n for n, line in enumerate(lines[1:], 1) if _RULE.match(line)), None)
    if end is None:
        log.error(
            "S03",
            1,
            phrase("The front matter is not closed."),
            phrase("Write a line --- below its last key."),
        )
        return FrontMatter(lines=len(lines))
    entries, readable, problems = _read("\n".join(lines[1:end]))
    log.add_here(problems)
    return FrontMatter(dict(entries), end + 1, readable)


@lru_cache(maxsize=_TEXTS)
def _read(text: str) -> tuple[Mapping[str, FrontMatterValue], bool, Sequence[Problem]]:
    """What stands between both rules, by key; whether it can be read; and what is wrong with it."""
    log = ProblemLog("")
    root = _compose(f"{text}\n", log)
    if root is None:
        return {}, False, log.problems
    top = _Values(text.split("\n"), log).read(root, depth=0)
    if isinstance(top.value, dict):
        return top.value, True, log.problems
    log.error(
        "S04",
        2,
        phrase("The front matter is not a list of keys and values."),
        phrase("Write it as lines “key: value”."),
    )
    return {}, False, log.problems


def lines_of_front_matter(text: str) -> int:
    """How many lines of a file its front matter takes, with both lines of ---. 0 if there is none.

    It takes the whole file if it is not closed.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not _RULE.match(lines[0]):
        return 0
    return next((n + 1 for n, line in enumerate(lines[1:], 1) if _RULE.match(line)), len(lines))


class _AllText(VersionedResolver):
    """Takes every plain value as text. Here nobody asks what it would be, and to find out takes 25 patterns."""

    versioned_resolver: ClassVar[dict[str | None, list[Any]]] = {}


def _compose(text: str, log: ProblemLog) -> Node | None:
    try:
        yaml = YAML(typ="safe", pure=True)
        yaml.Resolver = _AllText
        yaml.composer.warn_double_anchors = False
        root: Node | None = yaml.compose(StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (2, 1)
        told = [phrase("The front matter cannot be read here."), *_in_words(error.problem or "")]
        lines = text.split("\n")
        for above in range(line - 2, max(line - 4, -1), -1):
            comment = re.search(r"[ \t](#.*)", lines[above]) if above < len(lines) else None
            if comment:
                line, column = above + 2, comment.start(1) + 1
                told[1:] = [_is_a_comment(comment[1])]
        log.error("S04", line, joined(told), _YAML_REMEDY, column)
        return None
    except Exception as error:  # the library raises many kinds for nonsense, and each is the writer's slip
        why = quoted(str(error), 120)
        log.error("S04", 2, phrase("The front matter cannot be read: %(why)s.", why=why), _YAML_REMEDY)
        return None
    if root is None:
        log.error(
            "S04",
            1,
            phrase("The front matter is empty."),
            phrase("Write at least title, version and duration."),
        )
    return root


_IN_WORDS = {
    r"character '\\t'": phrase("There is a tab here, but only spaces are allowed."),
    r"mapping values": phrase(
        "This is a second colon, or there is no space after the colon in the line above."
    ),
    r"expected ':'": phrase("A colon and a space are missing after the key in this line or the one above."),
    r"expected <block end>": phrase(
        "This line is indented in another way than the lines above it, or is of another kind."
    ),
}
"""By a part of the YAML library's message: the same in words for a trainer."""


def _in_words(problem: str) -> list[str]:
    return [said for found, said in _IN_WORDS.items() if re.search(found, problem)][:1]


def _is_a_comment(text: str) -> str:
    return phrase("%(comment)s is a comment, because a space stands before its “#”.", comment=quoted(text))


_YAML_REMEDY = phrase(
    "Check its indentation and colons; put text that holds “: ” or begins with a mark in quotation marks."
)

_PLAIN_VALUES = phrase("Write plain keys and values; put a text that begins with ! or & in quotation marks.")


def _words_of(node: Node) -> str:
    return one_line(str(node.value)) if isinstance(node, ScalarNode) else "?"


@dataclass
class _Values:
    """Reads the nodes of the YAML library as values. `lines` are those that it read."""

    lines: list[str]
    log: ProblemLog

    def read(self, node: Node, depth: int, key: str = "") -> FrontMatterValue:
        line, column = node.start_mark.line + 2, node.start_mark.column + 1
        if depth > 4 or node.anchor or not str(node.tag).startswith(_USUAL_TAGS):
            if depth > 4 or node.anchor:
                message = phrase("This is more than front matter needs.")
            else:
                message = phrase("%(tag)s is more than front matter needs.", tag=quoted(str(node.tag)))
            self.log.error("S04", line, message, _PLAIN_VALUES, column)
            return FrontMatterValue(_words_of(node), line, column, key)
        if isinstance(node, ScalarNode):
            return self._text(node, key)
        if isinstance(node, SequenceNode):
            items = [self.read(item, depth + 1, key) for item in node.value]
            return FrontMatterValue(items, line, column, key)
        assert isinstance(node, MappingNode)
        return FrontMatterValue(self._mapping(node, depth), line, column, key)

    def _mapping(self, node: MappingNode, depth: int) -> dict[str, FrontMatterValue]:
        entries: dict[str, FrontMatterValue] = {}
        for key_node, value_node in node.value:
            name = str(key_node.value) if isinstance(key_node, ScalarNode) else ""
            at, column = key_node.start_mark.line + 2, key_node.start_mark.column + 1
            if not name:
                self.log.error(
                    "S04", at, phrase("A key has to be a word."), phrase("Write it as “key: value”."), column
                )
            elif name in entries:
                self.log.error(
                    "S06",
                    at,
                    phrase("The key “%(name)s” is given twice.", name=name),
                    phrase("Keep one of them."),
                    column,
                )
            else:
                value = entries[name] = self.read(value_node, depth + 1, name)
                if value.line != at:
                    # The library places an empty value where the next thing is, and a list where its first item is.
                    value.line, value.column = at, column
                if value.value == "":
                    self._look_behind(value, at, key_node.end_mark.column + 1)
        return entries

    def _look_behind(self, value: FrontMatterValue, line: int, column: int) -> None:
        """S39: report a value that is empty because it begins with #, and read on with what it was meant to be."""
        value.cut = self._comment(line, column)
        if re.match(r"#\S", value.cut):
            message = phrase(
                "The key “%(key)s” is empty, because “%(cut)s” after a space is a comment.",
                key=value.key,
                cut=value.cut,
            )
            self.log.error("S39", line, message, phrase("Put the value in quotation marks."), column + 2)
            value.value = value.cut

    def _text(self, node: ScalarNode, key: str) -> FrontMatterValue:
        line, column = node.start_mark.line + 2, node.start_mark.column + 1
        said = one_line(str(node.value))
        at = node.end_mark.line + 2
        cut = self._comment(at, node.end_mark.column) if node.style is None and said else ""
        if cut:
            self.log.warn(
                "S39",
                at,
                phrase(
                    "“%(cut)s” is cut off from “%(key)s”, because “#” after a space begins a comment.",
                    cut=cut,
                    key=key,
                ),
                phrase("Put the whole value in quotation marks, or put the comment on a line of its own."),
                node.end_mark.column + 2,
            )
        return FrontMatterValue(said, line, column, key, cut)

    def _comment(self, line: int, column: int) -> str:
        """The comment that stands in a line of the file behind a column, from 0, or "" if there is none."""
        behind = self.lines[line - 2][column:] if 0 <= line - 2 < len(self.lines) else ""
        return behind.strip() if re.match(r"[ \t]+#", behind) else ""


def write_front_matter(values: Mapping[str, Any]) -> str:
    """The values as text between two lines of ---, with a line end. `in_one_line` marks what goes on one line."""
    yaml = YAML()
    yaml.width = 10**9
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump(CommentedMap(values), out)
    return f"---\n{out.getvalue()}---\n"


def in_one_line(value: Mapping[str, Any] | list[Any]) -> CommentedMap | CommentedSeq:
    """A list or mapping that `write_front_matter` writes on one line."""
    made = (
        CommentedMap({key: _in_quotes(each) for key, each in value.items()})
        if isinstance(value, Mapping)
        else CommentedSeq(_in_quotes(each) for each in value)
    )
    made.fa.set_flow_style()
    return made


def _in_quotes(value: Any) -> Any:
    """A text that the library would write without quotation marks on one line, and then could not read, with them."""
    return DoubleQuotedScalarString(value) if isinstance(value, str) and value[:1] in ("?", ":") else value
