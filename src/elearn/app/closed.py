"""Streamlit's settings that keep people safe, whichever way the app is started and wherever its configuration lies."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from streamlit import config, net_util

from elearn.app.sockets import OWNER_HEADER

SHIPPED = Path(__file__).with_name(".streamlit") / "config.toml"

ALWAYS: dict[str, Any] = {
    "browser.gatherUsageStats": False,
    "client.allowedOrigins": [],
    "client.showErrorDetails": "none",
    "global.developmentMode": False,
    "server.corsAllowedOrigins": [],
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.scriptHealthCheckEnabled": False,
    "server.trustedUserHeaders": {OWNER_HEADER: "session"},
}
"""What no file, variable or flag changes."""


def close(base_url: str) -> None:
    """Sets what is in `ALWAYS`, and what the app's own file of settings says where nobody has said otherwise.

    Streamlit also no longer asks the network which addresses this machine has. `base_url`: the app's address.
    """
    for key, value in _flat(tomllib.loads(SHIPPED.read_text(encoding="utf-8"))):
        if not config.is_manually_set(key):
            config.set_option(key, value)
    for key, value in ALWAYS.items():
        config.set_option(key, value)
    config.set_option("browser.serverAddress", urlsplit(base_url).hostname or "localhost")
    net_util.get_external_ip = net_util.get_internal_ip = _not_known


def _not_known() -> None:
    """No address. Streamlit would ask a server elsewhere for this machine's own."""


def _flat(settings: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """The settings of a file, each with its whole name."""
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value
