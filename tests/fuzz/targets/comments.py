"""What somebody with a comments link can send: a request as text, with its first line and a form.

`TOKEN` stands for a link that works, and `ENDED` for one that was taken back. A fault is a page for somebody without a
link that works, words of the request that a page shows as markup, a way to another host or another course, a file from
outside the course, and a comment of another course, of more than its bounds, or that stays at no page.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote_to_bytes, urlsplit

from lxml import html
from starlette.applications import Starlette

from elearn.authoring import comments
from elearn.database import Database, open_database
from elearn.desk import Desk, make_desk, routes
from elearn.settings import Settings
from tests.fuzz.asking import ADDRESS, Answer, Asker
from tests.fuzz.kinds import Kind, TryOne
from tests.sample_course import SLUG, write_sample

OUTSIDE = b"This file is not the course's."
_FIRST = re.compile(r"(GET|POST) (/[!-~]*)")
_MARK = re.compile(rb"qz[<>\"']qz", re.IGNORECASE)
_LINKS = ("href", "src", "action", "formaction")


class Trial:
    """Sends requests to a desk as a reader, and looks at each answer and at what was kept."""

    def __init__(self, db: Database, desk: Desk, asker: Asker) -> None:
        self.db, self.desk, self.asker, self.tries = db, desk, asker, 0
        self.token, self.ended = comments.new_token(), comments.new_token()
        comments.make_link(db, SLUG, self.token, "Readers")
        comments.make_link(db, SLUG, self.ended, "Readers before")
        comments.revoke_link(db, SLUG, 2)

    def try_one(self, data: bytes) -> str:
        """Sends a request. Raises on a fault, and returns the answer in short."""
        self.tries += 1
        with self.db.write() as conn:
            conn.execute("delete from comment")
        data = data.replace(b"TOKEN", self.token.encode()).replace(b"ENDED", self.ended.encode())
        head, _, body = data.partition(b"\n")
        first = _FIRST.fullmatch(head.decode("ascii", "ignore").strip())
        method, target = (first[1], first[2]) if first else ("GET", f"/desk/comments/{self.token}")
        if not target.startswith("/desk/comments/"):
            target = f"/desk/comments/{target.lstrip('/')}"
        form = (b"content-type", b"application/x-www-form-urlencoded")
        client = f"192.0.{self.tries // 250 % 250}.{self.tries % 250}"
        self.desk.limits.by_link.counted.__init__(600)  # type: ignore[misc]  # each input is as the first
        answer = self.asker.ask(method, target.encode(), [form], body, client)
        self.judge(unquote_to_bytes(target.partition("?")[0]), answer)
        self.look()
        return f"{method} {answer.status} {len(answer.body) // 500}"

    def judge(self, path: bytes, answer: Answer) -> None:
        """Raises if the answer does harm."""
        works = path.split(b"/")[3:4] == [self.token.encode()]
        assert works or answer.status >= 400, (
            f"somebody without a link that works is let in: {path!r} {answer.status}"
        )
        assert OUTSIDE not in answer.body
        for place in answer.all("location"):
            assert place.startswith(f"/desk/comments/{self.token}?"), f"leads to {place}"
        if not answer.one("content-type").startswith("text/html"):
            return
        assert not _MARK.search(answer.body), "a page shows what was sent as it was sent"
        for element in html.fromstring(answer.body).iter():
            for name in _LINKS:
                self.stays_here(element.get(name) or "")
            assert not any(name.startswith("on") for name in element.attrib), "a page runs a script"

    def stays_here(self, address: str) -> None:
        """Raises if a link of a page leads to something that is not this reader's."""
        parts = urlsplit(address)
        ours = address.startswith(("#", "?", "data:,", "/desk/assets/", f"/desk/comments/{self.token}"))
        told = parts.scheme in ("https", "tel", "mailto")  # what the course's own text links to
        assert not address or ours or told, f"leads to {address}"

    def look(self) -> None:
        """Raises if what was kept is not as it has to be."""
        draft = self.desk.editing().drafts.look(SLUG)
        with self.db.read() as conn:
            rows = conn.rows("select * from comment")
        assert all(row["course"] == SLUG and row["link"] == 1 and row["source"] == "link" for row in rows)
        assert all(0 < len(row["text"]) <= comments.LONGEST_TEXT for row in rows)
        assert all(0 < len(row["name"]) <= comments.LONGEST_NAME for row in rows)
        for thread in comments.threads(self.db, self.desk.editing().drafts, SLUG, draft):
            assert thread.anchor.file in draft.files
            assert not thread.anchor.gone


def seeds() -> list[bytes]:
    """A look at each sort of page, and each form."""
    at = "file=01-noticing.md&page=the-visit"
    words = "text=qz%3Cqz+Say+it+otherwise.%0D%0AAnd+so.&name=Bea+%22qz"
    each = [
        f"GET /desk/comments/TOKEN?{at}",
        "GET /desk/comments/TOKEN?file=course.md&page=_start&said=qz%3Cqz&language=cy",
        "GET /desk/comments/ENDED",
        "GET /desk/comments/TOKEN/media/rings.svg",
        "GET /desk/comments/TOKEN/media/%2e%2e/course.md",
        "GET /desk/comments/TOKEN/media/..%2f..%2foutside.html",
        f"POST /desk/comments/TOKEN\nrequest=a&{at}&about=page&seq=0&first=0&end=0&{words}",
        f"POST /desk/comments/TOKEN\nrequest=b&{at}&about=block&seq=0&first=4&end=8&{words}",
        f"POST /desk/comments/TOKEN\nrequest=c&{at}&about=block&seq=99&first=9999&end=3&{words}",
        f"POST /desk/comments/TOKEN\nrequest=d&{at}&to=1&{words}",
        f"POST /desk/comments/ENDED\nrequest=e&{at}&about=page&{words}",
    ]
    return [seed.encode() for seed in each]


@contextmanager
def open_place() -> Iterator[TryOne]:
    """A desk with a course."""
    with TemporaryDirectory() as name, open_database(str(Path(name) / "elearn.db")) as db:
        (Path(name) / "outside.html").write_bytes(OUTSIDE)
        write_sample(Path(name) / "courses")
        settings = Settings(
            database="", courses=Path(name) / "courses", reviews=Path(name) / "reviews", desk_url=ADDRESS
        )
        desk = make_desk(db, settings)
        app = Starlette(routes=routes(desk))
        app.router.redirect_slashes = False  # as in the desk's process
        asker = Asker(app)
        try:
            yield Trial(db, desk, asker).try_one
        finally:
            asker.close()
            desk.close()


KIND = Kind(
    name="comments",
    about="requests of readers with a comments link: they get nothing but their course, and no words become markup",
    seeds=seeds,
    words=tuple(
        word.encode()
        for word in (
            *("TOKEN", "ENDED", "GET ", "POST ", "/desk/comments/", "/media/", "?file=", "&page=", "&said="),
            *(
                "&about=block",
                "&about=page",
                "&seq=",
                "&first=",
                "&end=",
                "&to=1",
                "&request=",
                "&text=",
                "&name=",
            ),
            *(
                "course.md",
                "02-acting.md",
                "_start",
                "who-to-tell",
                "%2e%2e/",
                "..%2f",
                "%00",
                "%ed%a0%80",
                "%ff",
            ),
            *(
                "qz<qz",
                "qz%3Cqz",
                'qz"qz',
                "qz%22qz",
                "qz%27qz",
                "%E2%80%8B",
                "%E2%80%AE",
                "%0A",
                "-1",
                "1e9",
            ),
            *(
                "99999999999999999999",
                "javascript:alert(1)",
                "//elsewhere.example",
                "&language=cy",
                "x" * 2100,
            ),
        )
    ),
    shape="text",
    open=open_place,
    largest=20_000,
)
