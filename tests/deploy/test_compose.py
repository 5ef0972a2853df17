"""The containers: nobody has run them, which the files say, but what they name is there."""

import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from elearn.settings import Settings

DEPLOY = Path(__file__).parents[2] / "deploy"
COMPOSE = DEPLOY / "compose.yaml"


def services() -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(COMPOSE)["services"]
    return found


def test_both_files_say_at_their_top_that_they_were_not_tried() -> None:
    for file in (COMPOSE, DEPLOY / "Dockerfile"):
        assert file.read_text(encoding="utf-8").startswith("# NOT TRIED")
    assert "not tried" in (DEPLOY / "README.md").read_text(encoding="utf-8")


def test_every_file_service_and_setting_that_is_named_is_there() -> None:
    named = services()
    elearn = named["elearn"]
    assert (DEPLOY / elearn["env_file"]).is_file()
    assert (DEPLOY / elearn["build"]["context"] / elearn["build"]["dockerfile"]).is_file()
    assert (DEPLOY / named["proxy"]["volumes"][0].split(":")[0]).is_file()
    assert {*elearn["depends_on"], *named["proxy"]["depends_on"]} <= named.keys()
    settings = {name.removeprefix("ELEARN_").lower() for name in elearn["environment"]}
    assert settings <= Settings.model_fields.keys()
    assert elearn["command"][:2] == ["elearn", "serve"]


def test_what_caddy_leads_to_is_where_elearn_listens() -> None:
    """Both share a network, so 127.0.0.1 is the same for both."""
    assert services()["proxy"]["network_mode"] == "service:elearn"
    led_to = set(re.findall(r"127\.0\.0\.1:(\d+)", (DEPLOY / "Caddyfile").read_text(encoding="utf-8")))
    assert led_to == {"8501", "8502", "8503"}
