"""What somebody who is not signed in can send: a request as text, with its first line, headers and a form.

Words stand for what is made anew for each input: `LINK-TOKEN` for a link of Ada's that signs her in, `LAUNCH-TICKET`
for a ticket of hers, `SIGNED-IN` for a session of hers, `KNOWN@` and `UNKNOWN@` for an address that somebody has and
one that nobody has. A fault is a session for somebody without the link, a way to another host, words of the request
that a page shows as markup, a file from outside the packages, and an answer that tells which address is known.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from lxml import html

from elearn.tracker import sessions
from tests.fuzz.asking import ADDRESS, Answer
from tests.fuzz.kinds import Kind, TryOne
from tests.fuzz.place import APP, COOKIE, OUTSIDE, Place, runtime_place
from tests.mailbox import Mailbox, mailbox

COURSE = "a-course"
HOSTS = frozenset(urlsplit(address).netloc for address in (APP, ADDRESS))
_METHOD = re.compile(r"[A-Z]{1,16}")
_NAME = re.compile(rb"[a-z0-9-]{1,60}")
_UNSAFE_IN_A_LINE = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_MARK = re.compile(rb"qz[<>\"']qz", re.IGNORECASE)
"""What a page must never show: a character that it has to escape, between two marks of an input."""
_LINKS = ("href", "src", "action", "formaction", "content")


class Trial:
    """Sends requests to a runtime, and looks at each answer as an attacker would."""

    def __init__(self, place: Place, box: Mailbox) -> None:
        self.place, self.box, self.tries = place, box, 0

    def try_one(self, data: bytes) -> str:
        """Sends a request. Raises on a fault, and returns the answer in short."""
        self.tries += 1
        known, unknown = (f"{name}-{self.tries:09}@north.example" for name in ("known", "nobody"))
        made = _Made(self.place, known) if any(word in data for word in _WORDS) else None
        sent = _Sent(made.put_into(data, unknown) if made else data)
        self.box.mails.clear()
        answer = self.ask(sent)
        self.place.links.settle()
        self.judge(sent, answer, made)
        if made and known.encode() in sent.body and sent.method == "POST":
            other = _Sent(made.put_into(data, unknown, known=False))
            self.same(answer, self.ask(other), known, unknown)
        place = re.sub(r"[0-9]+|[?].*", "", answer.one("location"))
        return f"{sent.method} {answer.status} {place} {len(answer.body) // 500} {len(self.box.mails)}"

    def ask(self, sent: "_Sent") -> Answer:
        """The answer to a request. Each comes from a network address of its own, or most would be too many."""
        client = f"192.0.{self.tries // 250 % 250}.{self.tries % 250}"
        return self.place.asker.ask(sent.method, sent.target, sent.headers, sent.body, client)

    def judge(self, sent: "_Sent", answer: Answer, made: "_Made | None") -> None:
        """Raises if the answer does harm."""
        for value in answer.all("set-cookie"):
            name, _, rest = value.partition("=")
            signs_in = name.strip().endswith(COOKIE) and rest.partition(";")[0].strip('" ')
            assert not signs_in or (made and made.may_sign_in(sent)), (
                f"a session is given to anybody: {value}"
            )
        for place in answer.all("location"):
            _stays_here(place)
        assert OUTSIDE not in answer.body
        if sent.target.startswith(b"/content/") and not (made and made.session.encode() in sent.data):
            assert answer.status != 200, "a course is shown to anybody"
        if answer.one("content-type").startswith("text/html") and not sent.target.startswith(b"/content/"):
            self.page(answer)
        if self.box.mails:
            assert sent.method == "POST"
            assert made is not None
            assert {(mail["To"], len(mail.get_all("To"))) for mail in self.box.mails} == {(made.email, 1)}

    def page(self, answer: Answer) -> None:
        """Looks for words of the request that became markup, and for links that lead elsewhere."""
        assert not _MARK.search(answer.body), "a page shows what was sent as it was sent"
        for element in html.fromstring(answer.body).iter():
            for name in _LINKS:
                if name != "content" or element.get("http-equiv"):
                    _stays_here(element.get(name) or "/")
            assert not any(name.startswith("on") for name in element.attrib), "a page runs a script"

    def same(self, answer: Answer, other: Answer, known: str, unknown: str) -> None:
        """Looks whether a known address is answered as an unknown one."""
        one, two = (
            (
                each.status,
                [(name, value) for name, value in each.headers if name != "content-length"],
                each.body,
            )
            for each in (answer, other)
        )
        assert one == two or answer.all("set-cookie"), f"{known} is answered in another way than {unknown}"


class _Made:
    """What the words of an input stand for: all of one person, whom nobody else knows."""

    def __init__(self, place: Place, email: str) -> None:
        self.email = email
        self.person = place.person(email)
        self.link = sessions.mint_sign_in(place.database, self.person)
        self.ticket = sessions.mint_ticket(place.database, self.person, COURSE)
        self.session = sessions.mint_session(place.database, self.person)

    def put_into(self, data: bytes, unknown: str, *, known: bool = True) -> bytes:
        """The input with what its words stand for."""
        for word, meant in (
            (b"LINK-TOKEN", self.link),
            (b"LAUNCH-TICKET", self.ticket),
            (b"SIGNED-IN", self.session),
            (b"UNKNOWN@", unknown),
            (b"KNOWN@", self.email if known else unknown),
        ):
            data = data.replace(word, meant.encode())
        return data

    def may_sign_in(self, sent: "_Sent") -> bool:
        """Whether a request may begin a session of this person: it redeems the link, from a page of ours."""
        path = sent.target.partition(b"?")[0]
        return sent.method == "POST" and path == f"/sign-in/{self.link}".encode()


_WORDS = (b"LINK-TOKEN", b"LAUNCH-TICKET", b"SIGNED-IN", b"KNOWN@")


class _Sent:
    """A request as a server would hand it on. What no server hands on is left out."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        head, _, self.body = data.partition(b"\n\n")
        first, *lines = head.split(b"\n")
        method, _, target = first.decode("ascii", "ignore").partition(" ")
        self.method = method if _METHOD.fullmatch(method) else "GET"
        target = re.sub(r"[^!-~]", "", target).partition("#")[0]
        self.target = (target if target.startswith("/") else f"/{target}").encode()
        self.headers = [pair for line in lines[:50] if (pair := _header(line))]


def _header(line: bytes) -> tuple[bytes, bytes] | None:
    name, colon, value = line.partition(b":")
    name, value = name.strip().lower(), value.strip()
    is_one = colon and _NAME.fullmatch(name) and not _UNSAFE_IN_A_LINE.search(value)
    return (name, value) if is_one else None


def _stays_here(address: str) -> None:
    """Raises if a browser that is told to go to this address would leave our hosts, or run a script."""
    seen = address.strip().replace("\\", "/").replace("\t", "")
    parts = urlsplit(seen)
    assert parts.scheme in ("", "http", "data"), f"leads to {address}"
    assert parts.scheme != "data" or seen.startswith(("data:,", "data:image/")), f"leads to {address}"
    assert not parts.netloc or parts.netloc in HOSTS, f"leads to {address}"
    assert parts.netloc or not seen.startswith("//"), f"leads to {address}"


def seeds() -> list[bytes]:
    """A request for each page that can be asked for without a session, and what an attacker tries first."""
    ours = f"origin: {ADDRESS}\nsec-fetch-site: same-origin\naccept-language: cy, en-GB;q=0.8"
    older = f"host: learning.example\norigin: {ADDRESS}"
    form = "content-type: application/x-www-form-urlencoded\ncontent-length: 40"
    signed_in = f"cookie: {COOKIE}=SIGNED-IN; elearn_language=cy"
    each = [
        f"GET /start?next=%2Fcoverage%3Fcourse%3Dqz%3Cqz&language=cy\n{ours}",
        f"GET /start?next=//elsewhere.example/\n{older}",
        f"POST /start\n{ours}\n{form}\n\nemail=KNOWN@&next=%2Fcoverage",
        f"POST /start\n{older}\n{form}\n\nemail=UNKNOWN@&next=%2Fplay%2F1",
        f"POST /start\nsec-fetch-site: cross-site\n{form}\n\nemail=KNOWN@",
        f"POST /start/demonstration\n{ours}\n{form}\n\nperson=KNOWN@&next=%2F",
        f"GET /sign-in/LINK-TOKEN?language=cy&next=%2Flearning\n{ours}",
        f"POST /sign-in/LINK-TOKEN\n{ours}\n{form}\n\nnext=%2Flearning%3Fa%3D1",
        f"POST /sign-in/LINK-TOKEN\n{older}\nx-forwarded-for: 10.0.0.1, qz<qz\n{form}\n\nnext=http://elsewhere.example",
        f"POST /sign-in/wrong\n{ours}\n{form}\n\nnext=%2Fcertificate%2FABC.pdf",
        f"GET /launch/LAUNCH-TICKET?course={COURSE}\nsec-fetch-site: cross-site",
        f"GET /launch/LAUNCH-TICKET?course={COURSE}\n{ours}\n{signed_in}",
        f"GET /launch/old?course=qz%22qz\n{ours}\n{signed_in}",
        f"POST /open/{COURSE}\n{ours}\n{signed_in}",
        f"GET /play/1\n{ours}\n{signed_in}",
        f"POST /play/1/session\n{older}",
        f"GET /content/{COURSE}/index.html\n{ours}\n{signed_in}",
        f"GET /content/%2e%2e/outside.html\n{ours}\n{signed_in}",
        "GET /assets/0/runtime.css\naccept-encoding: gzip",
        f"GET /certificate/ABCD-EFGH.pdf\n{older}",
        f"GET /verify?code=qz%3Cqz\n{older}",
        f"GET /verify/QZ%3CQZ\n{older}",
        f"GET /sign-out\n{signed_in}",
        f"POST /sign-out\n{ours}\n{signed_in}",
        "GET /health\nhost: [::1]:80",
        "GET /\nhost: elsewhere.example",
        f"POST /commit\n{ours}\ncontent-type: application/json\n{signed_in}\n\n{{}}",
    ]
    return [seed.encode() for seed in each]


@contextmanager
def open_place() -> Iterator[TryOne]:
    """A runtime with a course and a mail server."""
    with mailbox() as box, runtime_place({COURSE: "scorm2004"}, smtp_url=box.url) as place:
        yield Trial(place, box).try_one


KIND = Kind(
    name="sign-in",
    about="requests of people who are not signed in: nobody gets in, and nothing is given away",
    seeds=seeds,
    words=(
        *_WORDS,
        *(
            word.encode()
            for word in (
                *(
                    "UNKNOWN@",
                    "GET ",
                    "POST ",
                    "HEAD ",
                    "OPTIONS ",
                    "/start",
                    "/sign-in/",
                    "/launch/",
                    "/verify/",
                ),
                *(
                    "/content/",
                    "/certificate/",
                    "/assets/",
                    "?next=",
                    "&language=",
                    "&next=",
                    "&email=",
                    "course=",
                ),
                *(
                    "qz<qz",
                    "qz%3Cqz",
                    'qz"qz',
                    "qz%22qz",
                    "qz'qz",
                    "//elsewhere.example",
                    "/\\elsewhere.example",
                    "%2F%2F",
                ),
                *(
                    "http://elsewhere.example/",
                    "javascript:alert(1)",
                    "%0d%0aset-cookie:%20a=b",
                    "%00",
                    "%2e%2e/",
                ),
                *(
                    "..%2f",
                    "%5c",
                    "%25",
                    "%u0000",
                    "%ff",
                    "%ed%a0%80",
                    "origin: null",
                    "origin: http://[",
                    "host: [",
                ),
                *(
                    "\nhost: learning.example:99999999",
                    "\nsec-fetch-site: none",
                    "\nsec-fetch-site: same-site",
                ),
                *("\norigin: http://learning.example", "\norigin: http://learning.example.elsewhere.example"),
                *(
                    "\ncookie: ",
                    "elearn_session=",
                    "; elearn_language=",
                    "=;",
                    '="a\\"b"',
                    "\naccept-language: ",
                ),
                *(
                    "q=nan",
                    "q=1e999",
                    "q=-1",
                    ";q=",
                    "\ncontent-length: -1",
                    "\ncontent-length: 999999999999",
                ),
                *("\nx-forwarded-for: ", "\nx-forwarded-proto: https", "\naccept: application/json", "\n\n"),
                *(
                    "ＫＮＯＷＮ@",
                    "ſ",
                    "K",
                    "ı",
                    "\u200b",
                    "%C5%BF",
                    "+",
                    "%20",
                    "%0A",
                    "a@b",
                    '"a b"@c',
                    "@",
                    ",",
                ),
            )
        ),
    ),
    shape="text",
    open=open_place,
    largest=20_000,
)
