"""A course in Welsh is built from the terminal, and what can be told in any language still stops it."""

import re
from pathlib import Path

import pytest

from elearn.checks import check_text, rules_by_id
from tests.cli.conftest import Command

FRONT = """---
title: Pan na ddaw'r plentyn
version: 1.0.0
language: cy
duration: 5 min
summary: Beth i'w wneud pan na chaiff plentyn ei ddwyn i apwyntiad. Stori ddychmygol yw hi.
outcomes:
  holi: Holi pam na ddaeth y plentyn, a chofnodi'r ateb
completion: {pages: all, pass_mark: 60%, attempts: 2}
---

Stori ddychmygol sydd yma. Nid oes unrhyw deulu na gweithiwr go iawn ynddi.

:::{support}
Os yw'r cwrs hwn yn cyffwrdd â rhywbeth yn eich bywyd chi, siaradwch â'ch goruchwyliwr. Ffoniwch 029 2018 0123.
:::
"""
PAGES = """# Pan na ddaw'r plentyn

## Y gadair wag {#cadair}

Roedd y clinig yn brysur y bore hwnnw. Gelwid enw'r plentyn ddwywaith, ond ni ddaeth neb at y ddesg. Aeth yr ymwelydd
iechyd yn ôl i'r swyddfa ac edrych ar y cofnod. Dyma'r trydydd tro i'r teulu golli apwyntiad ers y gwanwyn, ac roedd
rhywun gwahanol wedi cau'r achos bob tro.

Ni all plentyn bach ddod i glinig ar ei ben ei hun. Mae'n dibynnu ar oedolyn i'w ddwyn yno. Felly mae'r geiriau a
ddewiswn yn bwysig: mae “heb ei ddwyn” yn gofyn pam, tra bo geiriau eraill yn rhoi'r bai ar y plentyn. Mae Deddf Plant
1989 yn gosod lles y plentyn yn gyntaf, ac mae Gweithdrefnau Diogelu Cymru yn dweud yr un peth.

## Beth oedd yn y ffordd {#rhwystrau}

Ffoniodd yr ymwelydd iechyd y fam y prynhawn hwnnw. Nid gofyn ble'r oedd hi a wnaeth, ond gofyn sut yr oedd pethau
gartref. Eglurodd y fam fod y bws wedi peidio â rhedeg drwy'r pentref, a bod y llythyrau'n dod yn Saesneg yn unig.
Gwnaeth y ddwy gynllun: apwyntiad yn y neuadd leol, neges destun yn Gymraeg y noson cynt, a thacsi pe bai angen.

- Gofynnwch beth sy'n digwydd, a gwrandewch ar yr ateb.
- Edrychwch yn ôl dros y cofnodion: ai patrwm sydd yma?
- Dywedwch wrth y meddyg teulu, wrth yr ysgol ac wrth y Tîm Plant a Theuluoedd, os oes pryder.

Gallwch ddarllen [canllawiau Llywodraeth Cymru](https://www.example.org/diogelu) am fwy o fanylion.

## Eich penderfyniad {#penderfyniad}

Pan fydd plentyn yn colli apwyntiad, mae rhywun yn gorfod sylwi. Chi allai fod y person hwnnw. Peidiwch â chau'r achos
cyn siarad â'r teulu ac â'r gweithwyr eraill sy'n eu hadnabod. Cofnodwch yr hyn a wnaethoch, a pham.

:::{question} choose-one
:name: y-cam-cyntaf
:outcome: holi

Nid yw plentyn pedair oed wedi ei ddwyn i'r clinig clyw am yr ail waith. Rydych chi'n gweithio wrth y ddesg. Beth
wnewch chi gyntaf?

- [ ] Cau'r achos ac anfon llythyr safonol at y teulu
  > Mae llythyr yn hawdd ei anfon, ond nid yw'n dweud wrthych sut mae'r plentyn.
- [x] Ffonio'r teulu heddiw a gofyn beth oedd yn y ffordd
  > Ie. Mae galwad garedig yn agor sgwrs, ac mae'n dangos beth sydd ei angen.
- [ ] Aros i weld a fydd y teulu'n cysylltu â chi
  > Gallai wythnosau fynd heibio cyn i neb weld y plentyn.
:::
"""


@pytest.fixture
def page(place: Path) -> Path:
    """The file with the pages of a course in Welsh, in the folder of courses."""
    folder = place / "courses" / "pan-na-ddaw"
    folder.mkdir()
    (folder / "course.md").write_text(FRONT, encoding="utf-8")
    path = folder / "01-pan-na-ddaw.md"
    path.write_text(PAGES, encoding="utf-8")
    return path


def test_a_course_in_welsh_is_built_and_one_note_says_what_nobody_looked_for(
    elearn: Command, page: Path
) -> None:
    checked = elearn("check", "pan-na-ddaw")
    assert checked.exit_code == 0, checked.stderr
    note, tally = checked.stderr.splitlines()
    assert "pan-na-ddaw/course.md:4:" in note
    assert "this course is in “cy”" in note
    assert tally == "0 errors and 1 warning."
    silent = {rule.id for rule in rules_by_id().values() if not rule.reads("cy")}
    assert set(re.findall(r"\b[EW]\d\d\b", note)) == silent | {"W35"}
    built = elearn("build", "pan-na-ddaw", "--out", "out")
    assert built.exit_code == 0, built.stderr
    assert len(list(Path("out").glob("*.zip"))) == 1


def test_the_note_is_gone_once_a_person_has_read_the_course(elearn: Command, page: Path) -> None:
    front = page.with_name("course.md")
    waiver = ":::{waive} W35\nDarllenodd y nyrs ddynodedig y cwrs.\n:::\n"
    front.write_text(FRONT + "\n" + waiver, encoding="utf-8")
    assert "Nothing is wrong." in elearn("check", "pan-na-ddaw").stdout


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("E01", "Ei rhif GIG yw 943 476 5919."),
        ("E03", "Digwyddodd hyn ar 14/03/2019."),
        ("E03", "Digwyddodd hyn ar 2019-03-14."),
        ("E03", "Digwyddodd hyn ar 14.3.2019 gartref."),
        ("E04", "Mae'r teulu'n byw yn CF10 3AT erbyn hyn."),
        ("E05", "Ffoniwch y fam ar 07700 900123 heddiw."),
        ("E05", "Ysgrifennodd hi at mam.fach@example.org y noson honno."),
        ("E06", "Ei rhif yswiriant gwladol yw QQ 12 34 56 C."),
        ("E07", "Dywedodd Mrs Morgan fod popeth yn iawn."),
        ("E44", "Darllenwch https://www.example.org/diogelu heno."),
    ],
)
def test_what_can_be_told_in_every_language_stops_a_course_in_welsh(
    elearn: Command, page: Path, rule: str, said: str
) -> None:
    page.write_text(PAGES.replace("Roedd y clinig", f"{said} Roedd y clinig"), encoding="utf-8")
    built = elearn("build", "pan-na-ddaw", "--out", "out")
    assert built.exit_code == 1
    assert re.findall(r": error (E\d\d): ", built.stderr) == [rule]
    assert not Path("out").exists() or not list(Path("out").glob("*.zip"))


def test_the_same_words_in_a_course_that_says_it_is_english_are_still_looked_at(
    elearn: Command, page: Path
) -> None:
    page.with_name("course.md").write_text(FRONT.replace("language: cy\n", ""), encoding="utf-8")
    checked = elearn("check", "pan-na-ddaw")
    assert checked.exit_code == 1
    assert " E07: " in checked.stderr
    assert " W35: " not in checked.stderr


def test_a_course_that_cannot_be_read_is_still_checked_in_its_own_language(
    elearn: Command, page: Path
) -> None:
    page.write_text(PAGES.replace(":name: y-cam-cyntaf\n", ""), encoding="utf-8")
    checked = elearn("check", "pan-na-ddaw")
    assert checked.exit_code == 1
    assert " E07: " not in checked.stderr


POLISH = """Dziecko nie zostało przyprowadzone na wizytę po raz trzeci. Pielęgniarka zadzwoniła do matki i
zapytała, co stanęło na przeszkodzie. Marzec był trudny: autobus przestał kursować, a listy przychodziły
tylko po angielsku. Ustawa z 1989 roku stawia dobro dziecka na pierwszym miejscu. Zapisz, co zrobiłaś i
dlaczego; porozmawiaj ze szkołą i z Zespołem do Spraw Rodzin."""


@pytest.mark.parametrize(("text", "language"), [(POLISH, "pl"), (PAGES, "cy"), (PAGES, "cy-GB")])
def test_ordinary_prose_of_another_language_raises_no_alarm(text: str, language: str) -> None:
    assert check_text(text, language=language) == []
    assert [problem.rule for problem in check_text(text) if problem.rule == "E07"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Abschnitt 12.4.24 und Artikel 3.1.2 gelten, ebenso die Verordnung (EU) 2016/679. 20 10 2000 Kinder.",
        ),
        (
            "fr",
            "Loi n° 2016-297 du 14 mars 2016, règlement (UE) 2016/679, point 4.2.19. 1 250 000 enfants, à 9 h 30.",
        ),
        (
            "pl",
            "Dz.U. 2023 poz. 1426, art. 12 ust. 3. Sygn. akt III RC 123/20. Dyrektywa 2011/93/UE. 120 000 zł.",
        ),
    ],
)
def test_chapters_laws_and_large_numbers_are_no_days_or_telephones(language: str, text: str) -> None:
    assert check_text(text, language=language) == []


def test_a_right_answer_that_begins_with_an_accented_capital_is_written_like_the_others(
    elearn: Command, page: Path
) -> None:
    page.write_text(PAGES.replace("[x] Ffonio'r teulu", "[x] Ôl-ffonio'r teulu"), encoding="utf-8")
    assert " W58: " not in elearn("check", "pan-na-ddaw").stderr
