"""Settings, read from the environment once. The defaults make `elearn demo` work with no variable set."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, SecretStr, ValidationError

from elearn.problems import ElearnError

_PREFIX = "ELEARN_"


class Settings(BaseModel):
    """The `ELEARN_…` variables. Addresses have no slash at the end. A variable that is empty is not set."""

    database: str = Field("var/elearn.db", description="a path, or a postgresql:// address")
    backup_made: bool = Field(False, description="a PostgreSQL database was backed up, so it may be upgraded")
    courses: Path = Field(Path("courses"), description="the folder of course folders")
    reviews: Path = Field(Path("reviews"), description="the folder of review files")
    packages: Path = Field(Path("var/packages"), description="where built packages are kept for the player")
    base_url: str = Field("http://localhost:8501", description="the app, as a browser reaches it")
    runtime_url: str = Field("http://localhost:8502", description="the runtime, as a browser reaches it")
    app_port: str = Field("", description="the port behind a proxy; blank: from the app's address, else 8501")
    runtime_port: str = Field("", description="the same for the runtime; else 8502")
    log: Literal["words", "json"] = Field("words", description="how lines of the log are written")
    metrics_port: str = Field("", description="the port for Prometheus, on this machine; blank: none")
    smtp_url: SecretStr = Field(
        SecretStr(""), description="smtp://user:password@host:port; blank: links are logged"
    )
    organisation: str = Field("Safeguarding Children Partnership", description="whose certificates these are")
    language: Literal["en", "cy"] = Field("en", description="for people who have chosen none: en or cy")
    first_figures_within: float = Field(
        0.5,
        ge=0,
        description="for how many seconds a page may wait for its first words and figures; 0: not at all",
    )
    demo: bool = Field(False, description="offer the five demonstration people on the start page")

    @property
    def secure(self) -> bool:
        """True if browsers reach the app by https. Cookies then travel only by https."""
        return self.base_url.lower().startswith("https:")


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Raises `ElearnError`, which names each variable that has an impossible value.

    Tests that change the environment call `settings.cache_clear()`.
    """
    try:
        return Settings.model_validate(_environment())
    except ValidationError as error:
        wrong = [f"ELEARN_{str(each['loc'][0]).upper()}: {each['msg']}." for each in error.errors()]
        raise ElearnError(" ".join(["Some settings have a value that they cannot have.", *wrong])) from None


def _environment() -> dict[str, str]:
    """The variables that are set, by the field. We read them ourselves, because pydantic-settings is slow to load."""
    fields = {f"{_PREFIX}{field}".upper(): field for field in Settings.model_fields}
    return {
        fields[name.upper()]: value for name, value in os.environ.items() if value and name.upper() in fields
    }
