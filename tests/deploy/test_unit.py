"""The unit for systemd and its settings: systemd accepts the unit, and every setting is one that elearn knows."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from elearn.serve import listeners
from elearn.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SET = re.compile(r"^(?:# )?(ELEARN_[A-Z_]+)=(.*)$", re.MULTILINE)
NEVER_IN_A_SERVICE = {"demo"}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    """The program that it starts is not on the machine that runs the tests, so another takes its place in a copy."""
    text = (DEPLOY / "elearn.service").read_text(encoding="utf-8")
    assert "ExecStart=/opt/elearn/bin/elearn serve\n" in text
    copy = tmp_path / "elearn.service"
    copy.write_text(text.replace("/opt/elearn/bin/elearn serve", "/bin/true"), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(copy)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_settings_of_the_service_are_all_that_there_are() -> None:
    text = (DEPLOY / "elearn.env").read_text(encoding="utf-8")
    named = {name.removeprefix("ELEARN_").lower() for name, _ in SET.findall(text)}
    assert named == Settings.model_fields.keys() - NEVER_IN_A_SERVICE


def test_a_setting_that_is_commented_out_says_its_default() -> None:
    text = (DEPLOY / "elearn.env").read_text(encoding="utf-8")
    said = dict(SET.findall(text))
    for name in ("database", "packages", "courses", "reviews", "first_figures_within"):
        assert said[f"ELEARN_{name.upper()}"] == str(Settings.model_fields[name].default)


def test_the_settings_of_the_service_place_both_behind_the_proxy() -> None:
    text = (DEPLOY / "elearn.env").read_text(encoding="utf-8")
    values = {name.removeprefix("ELEARN_").lower(): value.strip('"') for name, value in SET.findall(text)}
    placed = listeners(Settings(**values))  # type: ignore[arg-type]
    assert [each.port for each in placed] == [8502, 8501, 8503]
    assert {each.host for each in placed} == {"127.0.0.1"}


def test_a_setting_that_is_empty_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ELEARN_{name.upper()}", raising=False)
    defaults = Settings()
    for name in Settings.model_fields:
        monkeypatch.setenv(f"ELEARN_{name.upper()}", "")
    assert Settings() == defaults


def test_the_operators_page_lists_every_setting() -> None:
    text = (ROOT / "docs" / "operator.md").read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"`ELEARN_{name.upper()}`" not in text] == []
