"""Settings, read from the environment once. The defaults make `elearn demo` work with no variable set."""

import os
from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, ValidationError, field_validator, model_validator

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
    desk_url: str = Field(
        "", description="the desk, as a browser reaches it; blank: where the others are if they are one"
    )
    app_port: str = Field("", description="the port behind a proxy; blank: from the app's address, else 8501")
    runtime_port: str = Field("", description="the same for the runtime; else 8502")
    desk_port: str = Field("", description="the same for the desk; else 8503")
    log: Literal["words", "json"] = Field("words", description="how lines of the log are written")
    trusted_proxies: str = Field(
        "127.0.0.1, ::1", description="the proxies whose X-Forwarded-For counts: addresses, networks, or none"
    )
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
    git: bool = Field(False, description="commit what trainers save into the courses' Git repository")
    demo: bool = Field(False, description="offer the five demonstration people on the start page")

    @model_validator(mode="after")
    def _with_desk(self) -> Self:
        """Places the desk: with the other two if they have one address, as behind a proxy, else at its usual port."""
        if not self.desk_url:
            together = self.base_url == self.runtime_url
            self.desk_url = self.base_url if together else f"http://{self._desk_host()}:8503"
        return self

    def _desk_host(self) -> str:
        """The app's host, because a session's cookie is for one host alone. A proxy leads to ports that it is told."""
        app = urlsplit(self.base_url)
        if app.scheme != "http" or not app.hostname or self.app_port or self.runtime_port:
            return "localhost"
        return f"[{app.hostname}]" if ":" in app.hostname else app.hostname

    @property
    def secure(self) -> bool:
        """True if browsers reach the app by https. Cookies then travel only by https."""
        return self.base_url.lower().startswith("https:")

    @field_validator("trusted_proxies")
    @classmethod
    def _readable(cls, written: str) -> str:
        proxies_in(written)
        return written

    @property
    def trusted_networks(self) -> list[str]:
        """The networks whose X-Forwarded-For counts. An IPv4 network is there as IPv6 writes it, too."""
        return proxies_in(self.trusted_proxies)


def proxies_in(written: str) -> list[str]:
    """The networks that a list of proxies names, each as `10.0.0.0/8`. None for “none”.

    A server that listens on IPv6 sees an IPv4 address as `::ffff:10.0.0.1`, so each IPv4 network comes in that form
    too.
    Raises ValueError, which says in words what is wrong with each entry.
    """
    if written.strip().lower() == "none":
        return []
    networks, wrong = [], []
    for entry in (each.strip() for each in written.split(",")):
        try:
            found = ip_network(entry)
        except ValueError:
            wrong.append(_what_is_wrong(entry))
            continue
        if found.prefixlen == 0:
            wrong.append(f"“{entry}” would let every visitor say who they are")
        networks.append(str(found))
        if found.version == 4:
            networks.append(f"::ffff:{found.network_address}/{96 + found.prefixlen}")
    if wrong:
        raise ValueError(
            f"{'; '.join(wrong)}. Write the addresses or networks of your proxies with commas between them, "
            "such as 127.0.0.1, 10.0.0.0/8, or none"
        )
    return networks


def _what_is_wrong(entry: str) -> str:
    """Why an entry is not a network, in words."""
    try:
        meant = ip_network(entry, strict=False)
    except ValueError:
        return f"“{entry}” is neither an address nor a network"
    return f"“{entry}” is an address within a network; write {meant}"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Raises `ElearnError`, which names each variable that has an impossible value.

    Tests that change the environment call `settings.cache_clear()`.
    """
    try:
        return Settings.model_validate(_environment())
    except ValidationError as error:
        wrong = [
            f"ELEARN_{str(each['loc'][0]).upper()}: {each['msg'].removeprefix('Value error, ')}."
            for each in error.errors()
        ]
        raise ElearnError(" ".join(["Some settings have a value that they cannot have.", *wrong])) from None


def _environment() -> dict[str, str]:
    """The variables that are set, by the field. We read them ourselves, because pydantic-settings is slow to load."""
    fields = {f"{_PREFIX}{field}".upper(): field for field in Settings.model_fields}
    return {
        fields[name.upper()]: value for name, value in os.environ.items() if value and name.upper() in fields
    }
