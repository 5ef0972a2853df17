"""How often people without an account may ask the desk for something."""

from collections.abc import Sequence

from elearn.runtime import Networks, RateLimit


class Limits:
    """How often one network may look, try an unknown link, and write; how often one link may be written by,
    and how many links one person may have mailed.
    """

    def __init__(self, trusted: Sequence[str], *, proxied: bool) -> None:
        self.networks = Networks(trusted, proxied=proxied)
        self.looks = RateLimit(600, 60)
        self.unknown = RateLimit(60, 600)
        self.written = RateLimit(60, 600)
        self.by_link = RateLimit(120, 600)
        self.mailed = RateLimit(30, 3_600)
