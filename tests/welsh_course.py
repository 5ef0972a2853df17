"""A short course in Welsh, invented as everything else here is, with most of what the product says around a course."""

from elearn.content.course.model import Course
from elearn.problems import has_errors
from tests.reading import read_course

_FRONT = """---
title: Marc bach
version: 1.0.0
language: cy
duration: 12 min
summary: Beth i'w wneud pan fydd marc ar faban na all symud eto. Cwrs byr gyda theulu dychmygol.
outcomes:
  sylwi: Sylwi ar farc, a dweud pam ei fod yn bwysig
  gweithredu: Gweithredu ar yr un diwrnod
completion: {pages: all, pass_mark: 60%, attempts: 2}
bands:
  0%: Darllenwch yr ymweliad unwaith eto.
  60%: Byddech yn gweithredu mewn pryd.
---

Mae popeth yn y cwrs hwn yn ddychmygol.

:::{support}
Siaradwch â'ch goruchwyliwr. Samariaid: 116 123, ddydd a nos.
:::
"""

_BLOCKS = """# Sylwi

## Yr ymweliad {#ymweliad}

:::{content-warning}
Mae'r dudalen hon yn disgrifio anaf i faban, yn gyffredinol.
:::

Mae ymwelydd iechyd yn gweld marc ar fraich baban.

:::{perspective} parent-or-carer
:who: Mam-gu, mewn hanes cyfansawdd

Doedd neb wedi gofyn i mi.
:::

:::{quotation} composite
:who: Ysgrifenyddes ysgol

Roedd y rhif o'm blaen drwy'r bore.
:::

:::{key-facts}
- 2 o bob 5: o'r gwasanaethau oedd wedi ysgrifennu'r hyn a welsant
  > Partneriaeth Ddiogelu Wrenshire (dychmygol), 2026
:::

## Meddwl {#meddwl}

:::{reflection}
:name: cam-cyntaf

Beth fyddwch chi'n ei wneud yn wahanol?
:::

:::{confidence} before
:name: sicrwydd

Pa mor sicr ydych chi heddiw?

- Gofyn i riant sut y digwyddodd marc
:::

:::{flip-cards}
### Bydd rhywun arall wedi dweud.

Roedd pob un o'r pum gwasanaeth yn meddwl hynny.

### Rhaid i mi fod yn siŵr.

Mae pryder yn ddigon.
:::

:::{quick-exit}
Ydych chi'n darllen hwn lle gallai rhywun edrych dros eich ysgwydd?
:::

:::{local-pathway}
Os ydych yn meddwl bod plentyn mewn perygl, dywedwch wrth rywun heddiw.

- Pwy i'w ffonio yn ystod y dydd:
:::

:::{briefing} Marc ar faban na all symud
### 1. Cefndir
Roedd gan faban farc bach. Gwelodd tri gwasanaeth ef, ac arhosodd pob un.

### 2. Pam mae'n bwysig
Anaml y mae baban na all symud yn cleisio ar ddamwain.

### 3. Beth i edrych amdano
Unrhyw farc ar blentyn nad yw'n symud ei hun.

### 4. Beth i'w ysgrifennu
Y lle, y maint, yr amser, a'r geiriau a glywsoch.

### 5. Beth i'w ddweud
Dywedwch wrth y teulu beth welwch chi.

### 6. Beth i'w gofio
Y marc a'r plentyn sy'n penderfynu, nid y teulu.

### 7. Beth i'w wneud
Atgyfeiriwch heddiw.

### I'w drafod yn eich tîm
- Beth fyddai'n ei gwneud yn anodd gweithredu ar yr un diwrnod?
- Pwy ydym ni'n ei ffonio pan fydd yr arweinydd i ffwrdd?
:::
"""

_QUESTIONS = """# Gweithredu

## Dewis {#dewis}

:::{question} choose-one
:name: beth-gyntaf
:outcome: sylwi
:points: 2
:tries: 3
:hint: Meddyliwch am y plant.

Mae gan faban anaf na all neb ei esbonio. Beth sy'n dod gyntaf?

- [x] Diogelwch y ddau blentyn
  > Ie: daw diogelwch cyn dysgu.
- [ ] Pwy sydd ar fai
  > Mater i'r llysoedd yw hynny.
- [ ] Yr adroddiad
  > Daw hwnnw'n llawer hwyrach.

Gall adolygiad aros am ddiwrnod.
:::

:::{question} choose-many
:name: beth-i-gofnodi
:outcome: sylwi
:credit: partial

Beth ydych chi'n ei ysgrifennu heddiw?

- [x] Ble ar y corff y mae
  > Ie.
- [x] Y geiriau a ddefnyddiodd y rhiant
  > Ie, fel y dywedwyd nhw.
- [ ] Beth achosodd ef
  > Na: gadewch hynny i'r asesiad meddygol.
:::

:::{question} true-or-false
:name: caniatad
:outcome: gweithredu

Mae angen caniatâd rhiant cyn atgyfeirio plentyn mewn perygl.

- [ ] Gwir
  > Da ei gael, ond nid oes ei angen.
- [x] Gau
  > Cywir.
:::

## Trefnu {#trefnu}

:::{question} match
:name: pwy-sy-n-gwneud-beth
:outcome: gweithredu

Pwy sy'n gwneud beth?

- Y feithrinfa -> Yn dweud wrth yr arweinydd
  > Ie.
- Yr arweinydd -> Yn ffonio'r gwasanaethau plant
  > Ie.
:::

:::{question} order
:name: ar-ol-y-marc
:outcome: gweithredu

Rhowch y camau hyn mewn trefn.

1. Ysgrifennwch yr hyn a welwch
  > Yn gyntaf.
2. Gofynnwch i'r rhiant
  > Mewn cwestiwn agored.
3. Dywedwch wrth yr arweinydd
  > Yr un diwrnod.
:::

:::{question} number
:name: diwrnodau
:outcome: sylwi
:unit: diwrnod gwaith

O fewn sawl diwrnod gwaith y mae adolygiad cyflym yn dod i ben?

- [x] 15
  > Ie.
:::

:::{question} fill-in
:name: un-gair
:outcome: sylwi

Beth sy'n dod gyntaf? Un gair.

- [x] diogelwch
  > Ie.
:::

:::{question} scenario
:name: wrth-y-drws
:outcome: gweithredu
:points: 2

Nid oes neb wedi gweld y baban ers tair wythnos. Mae ei fam yn agor y drws ychydig.

### Wrth y drws {#drws}

Mae'n cysgu, meddai hi.

- [Gofyn yn garedig am ei weld](#heddiw)
  > Mae hi'n camu o'r neilltu.
- [Trefnu diwrnod yr wythnos nesaf](#wedyn)
  > Mae'r drws yn cau.

### Gwelwyd heddiw {#heddiw}
:ending: 100%

Mae meddyg yn ei archwilio y prynhawn hwn.

### Wythnos nesaf {#wedyn}
:ending: 20%

Mae gwasanaeth arall yn ei weld yn gyntaf.
:::

## Y camau nesaf {#nesaf}

:::{draw} arwyddion
:questions: 1
:::

:::{confidence} after
:name: sicrwydd
:::

:::{question} rate
:name: o-werth
:scale: usefulness

Pa mor ddefnyddiol yw'r cwrs hwn?
:::

:::{question} reflect
:name: beth-helpodd
:seen-by: training-lead

Beth fyddai wedi'ch helpu?
:::

:::{commitment}
:name: cam-nesaf

Beth wnewch chi gyntaf?

- Cadw rhif y tîm ar ddyletswydd
- Siarad â'm goruchwyliwr
:::

:::{summary}
- Nid marc bach yn unig yw marc bach.
:::
"""

_BANK = """# Arwyddion cyntaf

:::{question} true-or-false
:name: arwydd-un
:outcome: sylwi

Mae baban na all rolio yn cleisio'n aml ar ddamwain.

- [ ] Gwir
  > Na, anaml iawn.
- [x] Gau
  > Cywir.
:::

:::{question} true-or-false
:name: arwydd-dau
:outcome: sylwi

Gall marc bach ddod gydag anaf na ellir ei weld.

- [x] Gwir
  > Ie.
- [ ] Gau
  > Gall: dyna pam y mae meddyg yn edrych.
:::
"""


def welsh_course() -> Course:
    """The course, which the check finds no error in."""
    course, problems = read_course(
        "marc-bach",
        {
            "course.md": _FRONT,
            "01-sylwi.md": _BLOCKS,
            "02-gweithredu.md": _QUESTIONS,
            "bank/arwyddion.md": _BANK,
        },
    )
    assert course, "\n".join(map(str, problems))
    assert not has_errors(problems), "\n".join(map(str, problems))
    return course
