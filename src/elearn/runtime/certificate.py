"""Certificates as PDF for their owners, and the page where anyone with a code can check one."""

from functools import lru_cache

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from elearn.days import today
from elearn.paper import certificate_pdf, in_minutes, kind_of_learning
from elearn.problems import NotFound
from elearn.runtime.context import Runtime
from elearn.runtime.pages import message, page
from elearn.runtime.signin import sign_in_first
from elearn.runtime.speaking import chosen, translations_of
from elearn.tracker import Certificate, Scope, actor, certificates
from elearn.translations import Language, best, day, language, speaking
from elearn.translations import gettext as _


def pdf(runtime: Runtime, request: Request) -> Response:
    """GET /certificate/{code}.pdf: for its owner, and for people who may see that person by name.

    Who is not signed in does that first, and comes back. There is no PDF of a revoked certificate: a mark on it would
    be gone as soon as somebody cuts the page or prints it small. Raises NotFound for other people or codes.
    """
    person = runtime.person(request)
    if person is None:
        return sign_in_first(request.url.path)
    code = request.path_params["code"]
    try:
        certificate = certificates.own(runtime.database, Scope.of_person(person), code)
    except NotFound:
        scope = actor(runtime.database, person).people_scope()
        certificate = certificates.own(runtime.database, scope, code)
    if certificate.revoked_on:
        return message(
            _("This certificate was revoked"),
            _(
                "It was revoked on %(day)s, because the completion that it was issued for was withdrawn. "
                "So there is no PDF of it any more.",
                day=day(certificate.revoked_on),
            ),
            _("The learner’s record says why."),
            status=410,
            link=f"/verify/{certificate.code}",
            link_text=_("See what anyone sees who checks it"),
        )
    settings = runtime.settings
    with speaking(best(certificate.language, otherwise=settings.language)):
        content = draw(
            certificate,
            settings.organisation,
            f"{settings.runtime_url}/verify/{certificate.code}",
            language(),
        )
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'inline; filename="certificate-{certificate.code}.pdf"',
    }
    return Response(content, media_type="application/pdf", headers=headers)


@lru_cache(maxsize=64)
def draw(certificate: Certificate, organisation: str, address: str, spoken: Language = "en") -> bytes:
    """The certificate as PDF/UA-1: what was frozen at issue, who issued it, and where to check it.

    `organisation` is for certificates from before the board's name was kept. It is in the language `spoken`, which is
    also part of what is kept.
    """
    return certificate_pdf(
        name=certificate.name,
        title=certificate.title,
        version=certificate.version,
        completed_on=certificate.completed_on,
        valid_until=certificate.valid_until,
        code=certificate.code,
        organisation=certificate.organisation or organisation,
        address=address,
        minutes=certificate.minutes,
        participatory=_participatory(certificate),
        outcomes=certificate.outcomes,
        language=spoken,
    )


def ask(runtime: Runtime, request: Request) -> Response:
    """GET /verify: a form for a code. `?code=…` redirects to the page of that code."""
    if code := request.query_params.get("code", "").strip().upper():
        return RedirectResponse(f"/verify/{''.join(c for c in code if c.isalnum() or c == '-')[:40]}", 303)
    return page("verify.html", certificate=None, code="", languages=translations_of(request))


def verify(runtime: Runtime, request: Request) -> Response:
    """GET /verify/{code}: shows what a certificate says to anyone who has its code, in its owner's language.

    It says whether it is valid, has lapsed, or was revoked and on which day, but not why or by whom.

    A visitor who has chosen a language gets that one.

    Anyone with the code has usually seen the paper, and so the name. We show only initials all the same:
    enough to notice a borrowed certificate, but nothing for a search engine or a shared machine's history to
    keep.
    """
    if wait := runtime.looks_by_network.wait(runtime.networks.of(request)):
        return message(
            _("Too many codes in a minute"),
            _("Wait a minute, then check the next."),
            status=429,
            retry_after=wait,
        )
    code = request.path_params["code"]
    try:
        certificate = certificates.lookup(runtime.database, code)
    except NotFound:
        return page(
            "verify.html",
            status=404,
            certificate=None,
            code=code[:40],
            languages=translations_of(request),
        )
    with speaking(best(chosen(request), certificate.language, otherwise=language())):
        return page(
            "verify.html",
            certificate=certificate,
            code=certificate.code,
            state=_state(certificate),
            organisation=certificate.organisation or runtime.settings.organisation,
            time=in_minutes(certificate.minutes),
            kind=kind_of_learning(_participatory(certificate)),
            initials=initials(certificate.name),
            languages=translations_of(request),
        )


def _state(certificate: Certificate) -> str:
    """What the page says at its head: `valid`, `lapsed` or `revoked`."""
    if certificate.revoked_on:
        return "revoked"
    return "valid" if certificate.valid_until is None or today() <= certificate.valid_until else "lapsed"


def _participatory(certificate: Certificate) -> bool | None:
    """Which kind of learning the certificate says it was. None: it is from before that was kept."""
    return certificate.participatory if certificate.organisation else None


def initials(name: str) -> str:
    """The first letter of each part of a name: `A. B. C.`"""
    parts = [part for part in name.replace("-", " ").split() if part[0].isalpha()]
    return " ".join(f"{part[0].upper()}." for part in parts)
