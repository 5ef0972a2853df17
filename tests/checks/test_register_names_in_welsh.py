"""Somebody who types Welsh into a register is understood: no word of it is taken for a name, and names are found.

All is invented, besides what everyone knows.
"""

import pytest

from elearn.app.registers import forms
from elearn.checks.run import check_typed
from elearn.problems import InputFault
from elearn.translations import speaking

RULES = ["E01", "E02", "E03", "E04", "E05", "E06", "E07"]
NOBODY = """\
Mae'r tîm wedi cytuno ar hyn
Cytunodd yr heddlu a'r gwasanaethau plant
Erbyn mis Mai bydd pob tîm wedi cyfarfod
Ym mis Awst ac ym mis Medi
Bydd y ganolfan yn Nhreorci ar gau
Bwrdd Iechyd Prifysgol Betsi Cadwaladr
Cyngor Gwynedd
Ysgol Dewi Sant
Dydd Gŵyl Dewi
Hen Golwyn
Archwiliwyd 40 o 50 cofnod
Gwasanaeth Iechyd Gwyn
Ward Glan Clwyd
Pob Lwc
Gofal Dwys
Beth sydd wedi newid?
Dan y polisi newydd, mae pob ymwelydd iechyd yn gofyn
Pam nad oedd neb wedi gofyn
Tim diogelu Conwy
Canfu'r archwiliad hyn mewn 46 o 50 cofnod
Bu ymarfer ar y cyd rhwng Wrecsam a Sir y Fflint
Deddf Gwasanaethau Cymdeithasol a Llesiant (Cymru) 2014
Hyfforddiant yng Ngwesty'r Ddraig Goch
Daeth y teulu o Wlad Pwyl
Nid oes gan ein gwasanaethau ffurflen gyffredin
Gofynnwch pwy sy'n dod â'r plentyn, bob tro"""
SOMEBODY = """\
Dywedodd Siân wrth y tîm
Gofynnodd Dafydd Jones am hyn
Rhian Evans o'r tîm
Ffoniodd John Doe
Mrs Eirlys Parry
Dywedodd Jane Smith wrth y fam
Mae Gwen wedi gofyn
Siaradodd Mohammed Ali â'r tad
Cafodd Chloe ei gweld
jane smith wedi dweud hyn
Mae JOHN DOE yn arwain
Dr Patel oedd yno
Mae Mai Jones yn gwybod
Roedd Beth Morgan yno
Dywedodd Beth hynny
Ffoniwch 07700 900123
Sherlock Holmes oedd yno
A N Other i arwain
Gofynnodd J. Smith am hyn
Dafydd ap Gwilym
Aeth i 12 High Street yn CF10 1AA"""
SENTENCES = [
    "Mae'r tîm wedi cytuno ar hyn",
    "Bydd y ganolfan yn Nhreorci ar gau am fis",
    "Nid oes gan ein gwasanaethau ffurflen gyffredin",
]


@pytest.mark.parametrize("said", NOBODY.splitlines())
def test_welsh_that_names_nobody_is_left_alone(said: str) -> None:
    assert check_typed(said, only=RULES, language="cy") == []


@pytest.mark.parametrize("said", SOMEBODY.splitlines())
@pytest.mark.parametrize("reading", ["cy", "en"])
def test_a_name_in_welsh_is_found(said: str, reading: str) -> None:
    assert check_typed(said, only=RULES, language=reading)


@pytest.mark.parametrize("said", SENTENCES)
def test_whoever_reads_english_may_type_a_sentence_of_welsh(said: str) -> None:
    assert check_typed(said, only=RULES) == []


@pytest.mark.parametrize("name", ["Kowalska", "Tolland", "Baptiste"])
def test_whoever_reads_welsh_may_type_english_which_is_held_to_what_english_is(name: str) -> None:
    said = f"The worker told {name} that the plan was changed."
    assert check_typed(said, only=["E07"]) != []
    assert check_typed(said, only=["E07"], language="cy") != []


@pytest.mark.parametrize("said", ["LAC review, yr 9, seen by Tolland", "Told Tolland. Neu. ref sent"])
def test_a_short_note_in_english_does_not_pass_for_welsh(said: str) -> None:
    assert check_typed(said, only=["E07"]) != []


def test_a_form_is_read_in_the_language_of_the_reader() -> None:
    with speaking("cy"):
        forms.must_identify_nobody({"Pam": "Canfu'r archwiliad hyn"})
        with pytest.raises(InputFault, match="Siân"):
            forms.must_identify_nobody({"Pam": "Canfu Siân hyn"})
