"""The YAML between two lines of --- at the head of a file: found, read with the line of each key, and written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from elearn.content.text.prose import one_line
from elearn.content.text.words import quoted
from elearn.problems import ProblemLog

_RULE = re.compile(r"---[ \t]*$")


@dataclass
class Entry:
    """A value as written: text, a list or a mapping of entries, with its line and column from 1."""

    value: "str | list[Entry] | dict[str, Entry]"
    line: int
    column: int


@dataclass
class FrontMatter:
    """The top-level entries by key, and how many lines of the file they take, both rules included."""

    entries: dict[str, Entry] = field(default_factory=dict)
    lines: int = 0
    readable: bool = False


def read_front_matter(text: str, log: ProblemLog) -> FrontMatter:
    """The front matter of a file; `readable` is False after reporting why there is none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not _RULE.match(lines[0]):
        log.error(
            "S03",
            1,
            "The file does not begin with front matter.",
            "Begin it with a line ---, the keys, and a line ---.",
        )
        return FrontMatter()
    end = next((n for n, line in enumerate(lines[1:], 1) if _RULE.match(line)), None)
    if end is None:
        log.error("S03", 1, "The front matter is not closed.", "Write a line --- below its last key.")
        return FrontMatter(lines=len(lines))
    found = FrontMatter(lines=end + 1)
    root = _compose("\n".join(lines[1:end]) + "\n", log)
    if root is None:
        return found
    entry = _entry(root, log, depth=0)
    if isinstance(entry.value, dict):
        found.entries, found.readable = entry.value, True
    else:
        log.error(
            "S04", 2, "The front matter is not a list of keys and values.", "Write it as lines “key: value”."
        )
    return found


def _compose(text: str, log: ProblemLog) -> Node | None:
    try:
        yaml = YAML(typ="safe", pure=True)
        yaml.composer.warn_double_anchors = False
        root: Node | None = yaml.compose(StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (2, 1)
        log.error(
            "S04",
            line,
            f"The front matter cannot be read here{_in_words(error.problem or '')}.",
            _YAML_REMEDY,
            column,
        )
        return None
    except (
        Exception
    ) as error:  # the YAML reader raises many kinds on nonsense; each is the writer's slip, not ours
        log.error("S04", 2, f"The front matter cannot be read: {quoted(str(error), 120)}.", _YAML_REMEDY)
        return None
    if root is None:
        log.error("S04", 1, "The front matter is empty.", "Write at least title, version and duration.")
    return root


_IN_WORDS = {
    r"character '\\t'": ": a tab stands here, where only spaces may",
    r"mapping values": ": this is a second colon, or no space stands behind the colon in the line above",
    r"expected ':'": ": no colon and space stand behind the key in this line or the one above",
    r"expected <block end>": ": this line is indented otherwise than those above it, or is of another kind",
}
"""What the reader of YAML says, in a trainer's words."""


def _in_words(problem: str) -> str:
    return next((said for found, said in _IN_WORDS.items() if re.search(found, problem)), "")


_YAML_REMEDY = (
    "Check its indentation and colons; put text that holds “: ” or begins with a mark in quotation marks."
)


def _entry(node: Node, log: ProblemLog, depth: int) -> Entry:
    line, column = node.start_mark.line + 2, node.start_mark.column + 1
    if depth > 4 or node.anchor:
        log.error(
            "S04", line, "This is more than front matter needs.", "Write plain keys and values.", column
        )
        return Entry("", line, column)
    if isinstance(node, ScalarNode):
        return Entry(one_line(str(node.value)), line, column)
    if isinstance(node, SequenceNode):
        return Entry([_entry(item, log, depth + 1) for item in node.value], line, column)
    assert isinstance(node, MappingNode)
    entries: dict[str, Entry] = {}
    for key, value in node.value:
        name, at = str(key.value) if isinstance(key, ScalarNode) else "", key.start_mark.line + 2
        if not name:
            log.error(
                "S04", at, "A key has to be a word.", "Write it as “key: value”.", key.start_mark.column + 1
            )
        elif name in entries:
            log.error(
                "S06", at, f"The key “{name}” is given twice.", "Keep one of them.", key.start_mark.column + 1
            )
        else:
            entry = entries[name] = _entry(value, log, depth + 1)
            if (
                entry.line != at
            ):  # an empty value has the place of what follows, a list that of its first item
                entry.line, entry.column = at, key.start_mark.column + 1
    return Entry(entries, line, column)


def write_front_matter(values: Mapping[str, Any]) -> str:
    """The values between two rules, with a line end; lists and mappings marked by `flow` stand on one line."""
    yaml = YAML()
    yaml.width = 10**9
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump(CommentedMap(values), out)
    return f"---\n{out.getvalue()}---\n"


def in_one_line(value: Mapping[str, Any] | list[Any]) -> CommentedMap | CommentedSeq:
    """A list or mapping that is written on one line."""
    made = CommentedMap(value) if isinstance(value, Mapping) else CommentedSeq(value)
    made.fa.set_flow_style()
    return made
