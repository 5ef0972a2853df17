"""The lists of words: how a file is read, and that each list is there and used."""

import re
from pathlib import Path

import pytest

from elearn.checks import lists
from elearn.checks.lists import any_of, pairs, phrases, words

CHECKS = Path(lists.__file__).parent
FILES = sorted(CHECKS.rglob("lists/*.txt"))
READ = {
    (name, section)
    for path in CHECKS.rglob("*.py")
    for name, section in re.findall(
        r"""(?:words|phrases|patterns|any_of|pairs|_each_of)\(\s*["']([a-z-]+/[a-z-]+)["'](?:,\s*["']([a-z-]+)["'])?[,)]""",
        path.read_text(encoding="utf-8"),
    )
}
READ_BY_THE_BUILD = {("identifying/names", "")}


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "room" / "lists").mkdir(parents=True)
    (tmp_path / "room" / "lists" / "some.txt").write_text(
        "# A comment\nfirst second\n\n[kin]\n# Family.\nmother | brothers?\nsocial worker\n\n[plainer]\n"
        "purchase: buy | s:\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(lists, "_HERE", tmp_path)
    lists._sections.cache_clear()


@pytest.mark.usefixtures("written")
def test_a_list_is_read_by_section_without_comments_and_in_order() -> None:
    assert words("room/some") == {"first", "second"}
    assert phrases("room/some", "kin") == ("mother", "brothers?", "social worker")
    assert any_of("room/some", "kin") == "mother|brothers?|social worker"
    assert pairs("room/some", "plainer") == (("purchase", "buy"), ("s", ""))
    with pytest.raises(KeyError):
        words("room/some", "no-such-list")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_list_is_read_by_a_check_or_by_the_build(path: Path) -> None:
    name = f"{path.parent.parent.name}/{path.stem}"
    sections = {section for section, lines in lists._sections(name).items() if lines}
    assert sections
    assert {(name, section) for section in sections} <= READ | READ_BY_THE_BUILD


@pytest.mark.parametrize(("name", "section"), sorted(READ))
def test_every_list_that_is_read_is_there_and_its_patterns_compile(name: str, section: str) -> None:
    assert phrases(name, section)
    assert re.compile(any_of(name, section))
