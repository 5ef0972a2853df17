"""Clients that post large commits as fast as they can, in a process of their own with the lowest priority.

Real ones would have a machine of their own. So they take the processor only when nobody else here wants it, and make
their request once: what is measured is what a server does for them, and not what they cost.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from select import EPOLLIN, EPOLLOUT, epoll

from benchmarks._clients import snapshot
from elearn.runtime import session_cookie


@dataclass
class Posted:
    """How many of their posts had an answer, and the statuses of these."""

    posts: int = 0
    statuses: tuple[str, ...] = ()


def large(session: str) -> bytes:
    """A commit of 1.4 MB that is allowed: a snapshot with as many answers as we keep."""
    said: dict[str, object] = {"session": session, "number": 1, "standard": "scorm2004", "final": False}
    cmi = snapshot(1)
    answers: dict[str, object] = {}
    each = {"type": "fill-in", "result": "incorrect", "latency": "PT1S"}
    for position in range(2_000):
        answers[str(position)] = {"id": f"question-{position}", **each, "learner_response": "a" * 300}
    return json.dumps({**said, "cmi": {**cmi, "interactions": answers}, "more": "x" * 580_000}).encode()


def request(port: int, cookie: str, body: bytes) -> bytes:
    """The whole request, as a page of ours would send it. Without a cookie if that is ""."""
    said = f"Cookie: {session_cookie(secure=False)}={cookie}\r\n" if cookie else ""
    head = (
        f"POST /commit HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        f"Sec-Fetch-Site: same-origin\r\n{said}Content-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


@contextmanager
def attacking(port: int, clients: int, cookie: str, session: str) -> Iterator[Posted]:
    """Lets so many clients post to the runtime at a port while the block lasts. Says afterwards what came of it."""
    command = [sys.executable, "-m", "benchmarks._hostile", str(port), str(clients), cookie, session]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()  # they have begun
        found = Posted()
        try:
            yield found
        finally:
            out, _ = process.communicate(b"\n")
            found.posts, found.statuses = json.loads(out)


class _Client:
    """One of them: connects, posts, waits for an answer or the end of the connection, and begins again."""

    def __init__(self, port: int, whole: bytes) -> None:
        self._port, self._whole = port, memoryview(whole)
        self.begin()

    def begin(self) -> None:
        """Connects. The system does so at once on this machine."""
        self.socket = socket.create_connection(("127.0.0.1", self._port))
        self.socket.setblocking(False)
        self._sent, self.answer = 0, b""

    def send(self) -> bool:
        """Sends what the connection takes. True if everything is sent or the server wants no more."""
        try:
            self._sent += self.socket.send(self._whole[self._sent :])
        except BlockingIOError:
            pass
        except OSError:
            return True
        return self._sent == len(self._whole)

    def receive(self) -> bool:
        """Reads what has come. True if the answer is whole or the connection has ended."""
        try:
            found = self.socket.recv(65_536)
        except BlockingIOError:
            return False
        except OSError:
            return True
        self.answer += found
        return not found or (self.answer.endswith(b"}") and self._sent == len(self._whole))


def _attack(port: int, clients: int, whole: bytes) -> tuple[int, list[str]]:
    posts, statuses = 0, set()
    with epoll() as ready:
        ready.register(0, EPOLLIN)
        by_number: dict[int, _Client] = {}

        def enter(client: _Client) -> None:
            by_number[client.socket.fileno()] = client
            ready.register(client.socket, EPOLLIN | EPOLLOUT)

        for _ in range(clients):
            enter(_Client(port, whole))
        print(flush=True)
        while True:
            for number, event in ready.poll():
                if number == 0:
                    return posts, sorted(statuses)
                client = by_number[number]
                if event & EPOLLOUT and client.send():
                    ready.modify(number, EPOLLIN)
                if event & ~EPOLLOUT and client.receive():
                    posts += 1
                    statuses.add(client.answer[9:12].decode() or "cut")
                    ready.unregister(number)
                    client.socket.close()
                    client.begin()
                    enter(client)


if __name__ == "__main__":
    os.nice(19)
    to, many, with_cookie, of_session = sys.argv[1:]
    print(json.dumps(_attack(int(to), int(many), request(int(to), with_cookie, large(of_session)))))
