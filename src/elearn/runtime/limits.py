"""How often one network may ask for something, and which network a request comes from."""

import logging
import math
from collections import deque
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Lock
from time import monotonic

from starlette.requests import Request

_log = logging.getLogger("elearn.runtime")

REMEMBERED = 50_000
"""How many requests a limit remembers at most, of all networks together. They take up to 20 MB."""
UNKNOWN = "unknown"
"""The network of every request whose address cannot be read. They share one limit."""
_NAT64 = IPv6Network("64:ff9b::/96")


class Lately:
    """When each key asked for something within the last `seconds`. Kept in memory, so a restart forgets it.

    Memory and time are bounded: if more than `remembered` requests of all keys are kept, the earliest is forgotten.
    """

    def __init__(self, seconds: float, remembered: int = REMEMBERED) -> None:
        self._seconds, self._remembered = seconds, remembered
        self._all: deque[tuple[float, str]] = deque()
        self._of: dict[str, list[float]] = {}

    def __len__(self) -> int:
        return len(self._all)

    def of(self, key: str, now: float) -> Sequence[float]:
        """The times of a key's requests, the earliest first."""
        while self._all and self._all[0][0] <= now - self._seconds:
            self._forget()
        return self._of.get(key, ())

    def add(self, key: str, now: float) -> None:
        """Remembers a request."""
        if len(self._all) >= self._remembered:
            self._forget()
        self._all.append((now, key))
        self._of.setdefault(key, []).append(now)

    def _forget(self) -> None:
        """Forgets the earliest request of all."""
        _, key = self._all.popleft()
        times = self._of[key]
        del times[0]
        if not times:
            del self._of[key]


class RateLimit:
    """Allows each key at most `most` times in `seconds`.

    Each of several `workers` counts by itself, so each allows its share, rounded up. A key whose requests all come
    to one worker gets no more than that share; one whose requests come to all gets `most`, or a few more.

    What is counted is bounded (`Lately`). A flood from very many addresses loosens the limit, and shuts nobody out.
    """

    def __init__(
        self,
        most: int,
        seconds: float,
        workers: int = 1,
        *,
        clock: Callable[[], float] = monotonic,
        remembered: int = REMEMBERED,
    ) -> None:
        self._most, self._seconds = math.ceil(most / workers), seconds
        self.clock, self.counted = clock, Lately(seconds, remembered)
        self._lock = Lock()

    def wait(self, key: str) -> int:
        """Counts one request and returns 0.

        If the limit is reached, counts nothing and returns in how many seconds one more is allowed, rounded up.
        """
        with self._lock:
            now = self.clock()
            times = self.counted.of(key, now)
            if len(times) >= self._most:
                return max(1, math.ceil(times[0] + self._seconds - now))
            self.counted.add(key, now)
            return 0


class Networks:
    """Tells which network each request comes from, by the address that is left when trusted proxies are taken away.

    `trusted` are the proxies' addresses and networks. `proxied`: browsers reach us by https, so through a proxy. If
    that proxy does not say who asks, everybody behind it shares one limit. Then the log says so, once.
    """

    def __init__(self, trusted: Sequence[str], *, proxied: bool) -> None:
        self._trusted = [ip_network(each) for each in trusted]
        self._looks = proxied

    def of(self, request: Request) -> str:
        """The network: an IPv4 address, the first 64 bits of an IPv6 address, or `UNKNOWN`."""
        host = request.client.host if request.client else ""
        if self._looks:
            self._look(host, ",".join(request.headers.getlist("x-forwarded-for")))
        return network(host)

    def _look(self, host: str, forwarded: str) -> None:
        address = _address(host)
        if address is None:
            return
        if any(address in each for each in self._trusted):
            if forwarded.strip(" ,"):
                return
            fault = "The proxy does not set X-Forwarded-For"
        elif forwarded and host not in forwarded:
            fault = "A request with X-Forwarded-For came from an address that ELEARN_TRUSTED_PROXIES does not list"
        else:
            return
        self._looks = False
        _log.warning(
            "%s. So everybody behind that proxy shares one limit on sign-in links, and many may be refused. See "
            "docs/operator.md, “Behind a proxy”.",
            fault,
        )


def network(host: str) -> str:
    """The network of an address: an IPv4 address itself, the first 64 bits of an IPv6 address, else `UNKNOWN`.

    One household or one machine usually has a whole /64. An IPv4 address that is written as IPv6 is the same address.
    """
    address = _address(host)
    if address is None:
        return UNKNOWN
    return str(address if address.version == 4 else IPv6Network((int(address), 64), strict=False))


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(host)
    except ValueError:
        return None
    if address.version == 4:
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address
