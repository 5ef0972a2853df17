"""Writes the course that the peers were measured on, from a seed.

Each module has five pages, with about 270 words and a picture of 18 kB on each, and five multiple-choice
questions. The words are plain ones in a random order. The pictures are noise, so that a zip cannot make them
smaller, as it could not with a photograph.
"""

import struct
import zlib
from pathlib import Path
from random import Random

MODULES, PAGES, QUESTIONS = 10, 5, 5
WORDS_A_PAGE = 270
_SIDE = 78
_WORDS = [
    "the",
    "a",
    "child",
    "family",
    "visit",
    "worker",
    "asks",
    "listens",
    "writes",
    "shares",
    "plan",
    "meeting",
    "health",
    "school",
    "home",
    "record",
    "concern",
    "safe",
    "support",
    "question",
    "answer",
    "day",
    "week",
    "before",
    "after",
    "other",
    "every",
    "because",
    "when",
    "where",
    "people",
    "know",
    "see",
    "hear",
    "help",
    "change",
    "early",
    "clear",
    "honest",
    "careful",
    "together",
    "notice",
    "explain",
    "agree",
    "check",
    "review",
    "learning",
    "practice",
    "service",
    "team",
    "manager",
]


def write_peers_course(root: Path, modules: int = MODULES, slug: str = "peers-course", seed: int = 1) -> Path:
    """Writes the course as a folder `slug` below `root`, with `modules` modules. Returns that folder."""
    pick = Random(f"{slug}-{seed}")
    folder = root / slug
    (folder / "media").mkdir(parents=True, exist_ok=True)
    (folder / "course.md").write_text(_front(slug), encoding="utf-8")
    for module in range(1, modules + 1):
        pages = [_page(module, page, folder, pick) for page in range(1, PAGES + 1)]
        text = f"# Module {module}\n\n" + "\n".join(pages)
        (folder / f"{module:02d}-module-{module}.md").write_text(text, encoding="utf-8")
    return folder


def edit(folder: Path, seed: int) -> None:
    """Changes one sentence on one page, as a trainer does between two builds."""
    path = folder / "01-module-1.md"
    first, rest = path.read_text(encoding="utf-8").split("\n\n", 2)[0::2]
    path.write_text(f"{first}\n\n## Page 1 of 1 {{#page-1-1}}\n\nEdit {seed}. {rest}", encoding="utf-8")


def pictures(folder: Path) -> int:
    """The size of the course's pictures, in bytes."""
    return sum(path.stat().st_size for path in (folder / "media").iterdir())


def _front(slug: str) -> str:
    return f"""---
title: The course that the peers were measured on
version: 1.0.0
language: en-GB
duration: 60 minutes
summary: {slug.replace("-", " ").capitalize()}, made up for measuring. It means nothing.
outcomes:
  measured: Have something to measure
completion: {{pages: all, pass_mark: 80%, attempts: 3}}
---

Made up for measuring.

:::{{support}}
Nobody is to be met here; this course is for measuring.
:::
"""


def _page(module: int, page: int, folder: Path, pick: Random) -> str:
    name = f"media/picture-{module}-{page}.png"
    (folder / name).write_bytes(_picture(pick))
    question = _question(module, page, pick) if page <= QUESTIONS else ""
    return f"""## Page {page} of {module} {{#page-{module}-{page}}}

{_prose(pick)}

:::{{image}} {name}
:alt: Noise, for measuring
:::

{question}"""


def _prose(pick: Random) -> str:
    paragraphs = []
    for _ in range(5):
        words = pick.choices(_WORDS, k=WORDS_A_PAGE // 5)
        sentences = [" ".join(words[at : at + 12]).capitalize() for at in range(0, len(words), 12)]
        paragraphs.append(". ".join(sentences) + ".")
    return "\n\n".join(paragraphs)


def _question(module: int, page: int, pick: Random) -> str:
    options = "\n".join(
        f"- [{'x' if right else ' '}] {' '.join(pick.choices(_WORDS, k=6)).capitalize()}\n"
        f"  > {' '.join(pick.choices(_WORDS, k=10)).capitalize()}."
        for right in pick.sample((True, False, False, False), 4)
    )
    return f""":::{{question}} choose-one
:name: question-{module}-{page}
:outcome: measured

{" ".join(pick.choices(_WORDS, k=20)).capitalize()}?

{options}
:::
"""


def _picture(pick: Random) -> bytes:
    """A PNG of noise."""
    rows = b"".join(b"\0" + pick.randbytes(3 * _SIDE) for _ in range(_SIDE))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows, 0))
        + chunk(b"IEND", b"")
    )
