"""Absolute addresses and IRIs that cannot be opened, and parameters that cannot be added to an address."""

from xml.sax.saxutils import quoteattr

import pytest

from tests.packaging.conftest import Judge
from tests.packaging.test_validate_cmi5 import FILES, TIDES
from tests.packaging.test_validate_rules import MANY, ONE, SCHEMA, SCRIPT

MALFORMED = [
    ("http://a b", "space"),
    ("http://a.example/a b.html", "%20"),
    ("http://a.example/\u00a0x", "space"),
    ("http://a.example/\u0085x", "space"),
    ("http://a.example/\u0080x", "control"),
    ("http://x:abc/", "port"),
    ("http://x:99999/", "port"),
    ("http://x:-1/", "port"),
    ("http://x:80:80/", "port"),
    ("http://[::1]:x/", "port"),
    ("https://", "no server"),
    ("https:///course/index.html", "no server"),
    ("http://:8080/", "no server"),
    ("http://user@/", "no server"),
    ("http://?a=b", "no server"),
    ("http://#top", "no server"),
    ("http:", "//"),
    ("https:content.example.org", "//"),
    ("https:/content.example.org/", "//"),
    ("http://[::1/", "brackets"),
    ("http://::1]/", "no server"),
    ("http://a]b/", "brackets"),
    ("http://[a.example]/", "number of a server"),
    ("http://[1::2::3]/", "number of a server"),
    ("http://300.1.1.1/", "number of a server"),
    ("http://a..example/", "name of a server"),
    ("http://.example/", "name of a server"),
    (f"http://{'a' * 64}.example/", "name of a server"),
    ("http://a.example/100%", "hexadecimal"),
    ("http://a.example/%zz", "hexadecimal"),
    ("http://a.example/?a=%4", "hexadecimal"),
    ("http://a.example/{unit}", "%7B"),
    ("http://a.example/<x>", "%3C"),
    ("http://a.example/a|b", "%7C"),
    ("http:\\\\a.example\\x", "%5C"),
    ("http://a.example/#a#b", "second #"),
    ("game://", "nothing follows"),
    ("game://a:b/", "port"),
]
WELL_FORMED = [
    "http://a.example",
    "HTTPS://A.EXAMPLE:443/",
    "http://a.example:/",
    "http://a.example.:8080/x?y=http://b/?c#d/?e",
    "http://user:secret@a.example/",
    "http://[::1]/x",
    "http://[2001:db8::1]:8080/x",
    "http://[v1.a:b]/",
    "http://127.0.0.1:5000/",
    "http://a_b.example/~c/d;e=f,(g)!*'$&",
    "https://münchen.example/straße?größe=1",
    "https://a.example/100%25/%C3%A9",
    "https://a.example/x?y[]=1",
]


def of_cmi5(old: str, new: str) -> dict[str, bytes]:
    assert old in TIDES
    escaped = new.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {"cmi5.xml": TIDES.replace(old, escaped, 1).encode(), **FILES}


@pytest.mark.parametrize(("address", "words"), MALFORMED)
def test_a_malformed_address_of_a_unit_is_an_error(judge: Judge, address: str, words: str) -> None:
    (problem,) = judge(of_cmi5("flow.html", address)).problems
    assert (problem.rule, problem.severity) == ("P75", "error")
    assert words in problem.message


@pytest.mark.parametrize(("address", "words"), MALFORMED)
def test_a_malformed_id_or_activity_type_is_no_iri(judge: Judge, address: str, words: str) -> None:
    (problem,) = judge(of_cmi5("https://courses.example.org/tides/flow", address)).problems
    assert (problem.rule, problem.severity) == ("P72", "error")
    assert words in problem.message
    (problem,) = judge(of_cmi5("http://adlnet.gov/expapi/activities/lesson", address)).problems
    assert (problem.rule, problem.severity) == ("P72", "warning")
    assert words in problem.message


@pytest.mark.parametrize("address", WELL_FORMED)
def test_a_well_formed_address_is_none_of_that(judge: Judge, address: str) -> None:
    assert [(p.rule, p.severity) for p in judge(of_cmi5("flow.html", address)).problems] == [
        ("P25", "warning")
    ]
    assert judge(of_cmi5("https://courses.example.org/tides/flow", address)).problems == ()
    assert judge(of_cmi5("http://adlnet.gov/expapi/activities/lesson", address)).problems == ()


@pytest.mark.parametrize(
    "identifier", ["urn:uuid:1", "urn:elearn:course:tides", "tag:example.org,2026:x", "file:///x"]
)
def test_an_iri_need_not_name_a_server(judge: Judge, identifier: str) -> None:
    assert judge(of_cmi5("https://courses.example.org/tides/flow", identifier)).problems == ()


def test_an_address_without_a_scheme_names_no_server(judge: Judge) -> None:
    (problem,) = judge(of_cmi5("flow.html", "//content.example.org/flow.html")).problems
    assert (problem.rule, problem.severity) == ("P75", "error")
    assert "scheme" in problem.message


@pytest.mark.parametrize("address", ["http://a.example/a b", "http://x:abc/", "https://", "http://[::1/"])
def test_a_malformed_address_in_a_scorm_manifest_is_an_error(judge: Judge, address: str) -> None:
    for kind in ("sco", "asset"):
        manifest = ONE.replace(
            "</resources>",
            f'<resource identifier="r2" type="webcontent" adlcp:scormtype="{kind}" href="{address}"/></resources>',
        )
        found = [
            p
            for p in judge({"imsmanifest.xml": manifest.encode(), "a.html": SCRIPT}).problems
            if p.rule == "P25"
        ]
        assert [p.severity for p in found] == ["error"]
        assert "no address" in found[0].message


BAD_PARAMETERS = [
    ("a b=c", "space"),
    ("?a=b c", "space"),
    ("?a=\tb", "space"),
    ("a", "no ="),
    ("?a", "no ="),
    ("?a=b&c", "no ="),
    ("=b", "no name"),
    ("?a=b&=c", "no name"),
    ("??a=b", "not at the beginning"),
    ("?a=b?c=d", "not at the beginning"),
    ("a=b?c=d", "not at the beginning"),
    ("a?b=c", "not at the beginning"),
    ("?", "nothing follows the ?"),
    ("&", "nothing follows the ?"),
    ("#", "nothing follows the #"),
    ("?a=b#", "nothing follows the #"),
    ("#a#b", "second #"),
    ("?a=b#c#d", "second #"),
    ("?&a=b", "before or after"),
    ("&&a=b", "before or after"),
    ("?a=b&", "before or after"),
    ("a=b&&c=d", "before or after"),
    ("?#top", "nothing follows the ?"),
    ("?a=<b>", "%3C"),
    ('?a="b"', "%22"),
    ("?a=b\\c", "%5C"),
    ("?a=100%", "hexadecimal"),
    ("#a%zz", "hexadecimal"),
    ("?a=" + "b" * 998, "1,000"),
]
GOOD_PARAMETERS = [
    *(
        "",
        " ",
        "?a=b",
        "a=b",
        "&a=b",
        "?a=b&c=d",
        "a=b&c=d&e=f",
        "#top",
        "?a=b#top",
        "a=b&c=d#/x?y",
        "?a=",
        "?a=b==",
    ),
    *("?a=%20b", "?a=b+c", "?a=http://x/", "?größe=1", "?a[]=1&a[]=2", "?a=" + "b" * 997),
]


@pytest.mark.parametrize("manifest", [ONE, MANY], ids=["1.2", "2004"])
@pytest.mark.parametrize(("parameters", "words"), BAD_PARAMETERS)
def test_parameters_that_make_no_address_are_an_error(
    judge: Judge, manifest: str, parameters: str, words: str
) -> None:
    changed = manifest.replace('identifier="i2"', f'identifier="i2" parameters={quoteattr(parameters)}')
    found = [
        p
        for p in judge({"imsmanifest.xml": changed.encode(), "a.html": SCRIPT, **SCHEMA}).problems
        if p.rule == "P18"
    ]
    assert [p.severity for p in found] == ["error"]
    assert words in found[0].message
    assert "?name=value" in found[0].remedy


@pytest.mark.parametrize("manifest", [ONE, MANY], ids=["1.2", "2004"])
@pytest.mark.parametrize("parameters", GOOD_PARAMETERS)
def test_parameters_as_the_standard_has_them_are_no_fault(
    judge: Judge, manifest: str, parameters: str
) -> None:
    changed = manifest.replace('identifier="i2"', f'identifier="i2" parameters={quoteattr(parameters)}')
    assert judge({"imsmanifest.xml": changed.encode(), "a.html": SCRIPT, **SCHEMA}).problems == ()


def test_blank_parameters_are_none_even_of_an_item_that_starts_nothing(judge: Judge) -> None:
    changed = MANY.replace('<item identifier="i1">', '<item identifier="i1" parameters="">')
    assert judge({"imsmanifest.xml": changed.encode(), "a.html": SCRIPT, **SCHEMA}).problems == ()
