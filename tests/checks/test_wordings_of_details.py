"""Details that could tell whose case it is are found however they are put: E03, E07, E18 and W08 to W11.

All is invented. Each sentence stands alone as a page of a course, and a line is one sentence or a few.
"""

import pytest
from benchmarks.styles import raised_by
from hypothesis import given
from hypothesis import strategies as st

from elearn.checks.identifying import days

AGES = """\
The boy (13) told his teacher that he did not want to go home.
He was eight. Nobody had asked him what he thought.
She had just turned six when her mother left.
The boy, then 15, was excluded from school.
At the time of her death she was 17.
At eleven weeks, the baby was seen at the clinic.
Aged just 14, she was already known to the police.
She celebrated her ninth birthday in the refuge.
The girl was 10 when she first told somebody.
He was only three weeks old.
A girl of 12 went missing on four occasions.
The young person was sixteen and a half years of age.
When he was nine, his father left the home.
The mother had been 16 when he was born.
She turned eleven that week.
The eldest boy was 12 and the youngest was three.
By then he was fourteen.
He is six and a half.
The infant lived for only nineteen days.
It was the day after her third birthday.
She was a mother at fifteen.
He was still only two.
The twins, seven, were in the car.
She was not yet five.
Scenario. You meet a girl who is thirteen.
a boy (12 yrs) comes to reception with a note
An 8-week-old baby was brought in by her aunt.
She is 15 and lives with her aunt.
The three-year-old spoke first.
He was aged 7 at the time.
Her daughter, two, had a cough.
a 10-month-old girl
The girl (aged 12) was seen.
She was thirteen when it began.
The oldest, who was nine, made the tea.
He will be six in March.
M/15, third episode of going missing this month.
The patient (F, 9) came with a neighbour.
Age at first contact: 7
Timeline: aged 3y 2m, first seen by speech therapy.
A baby (5/52) is brought to the walk-in centre.
The baby had been born eleven days earlier.
In her seventeenth year she moved into a flat of her own.
At two and a half, he had no words.
He was a tall boy for his age, which was 11.
The children were 2, 5 and 9.
He’d been six at the time.
She’ll be 18 in a fortnight.
The lad, fifteen by then, had learned to cook.
Now seventeen, she volunteers at the same club.
The subject, who turned 14 during the review period, had no worker.
Your caseload includes a mum of 22.
The pupil you are worried about is 8.
Think of the lad. Ten, shy, just moved here.
Her age was given as 16 yrs 2/12 in the minutes.
By 15 he had been in nine placements.
Seventeen and expecting, she came with one bag.
The twins are nearly four.
Adult at risk, 67, lives alone.
A 70-year-old neighbour wrote to the council.
"""
BROTHERS_AND_SISTERS = """\
She was the middle of five sisters.
He had two older brothers and a baby sister.
The family had four girls and one boy.
He was the second of three brothers.
The baby had a twin brother and two half-sisters.
The eldest of seven, she cared for the others.
Her parents had five daughters before the boy was born.
The only boy in a family of four sisters.
The household was made up of the mother, four sons and a baby daughter.
He was the only boy, with three older sisters.
She had a twin and two younger brothers.
She was the fourth of seven children.
There were three brothers: he was in the middle.
He has one older sister and two younger half-brothers.
She was the last of six, and the only girl.
Mother had three daughters, then a son.
She shared a room with her two little sisters.
There were four boys and a girl in the home.
"""
JIGSAWS = """\
They lived in Lincoln. He was born in 2019. His mother was from Lithuania.
The mother was a prison officer in Wakefield, and the children spoke Polish at home.
The house fire in Grimsby in 2018 was reported in the local paper.
In 2016 the family came to Oldham from Bangladesh, and the father took over a restaurant.
The case concerns twin boys of Sikh heritage living in Hitchin. One of them had cystic fibrosis.
In the spring of 2021 the family, who are Hungarian, moved to a flat above a bakery in Spalding.
The father was a trawlerman from Peterhead and the children spoke Doric and Polish. They moved south in 2015.
The boy was one of triplets. The family ran the village shop in Castleton. They were the only Hindu family there.
Child was in Year 10. The mother, a dentist, came from Kerala. The case was in the local paper.
The family belonged to the Plymouth Brethren and farmed near Hexham; the girl was their fifth daughter.
The parents, both deaf, came from Zimbabwe and worked at the abattoir in Selby.
The subject was born in 2012 in Whitehaven, the second of twins.
The boy came from Latvia with his mother, who packs flowers near Spalding. He is in Year 5.
In 2017 a baby with a rare skin condition was born in Whitehaven.
The twin girls were in Reception at a school in Ely in 2018.
Dad (a rabbi) moved the family from Leeds to Gateshead in 2017.
Family: Traveller. Site: edge of Wisbech. Child: Y6.
Kendal, 2021. The gas explosion led the evening news.
The 2019 flood took their home in Knutsford.
Town: Skegness | Mother’s work: operates a funfair ride | Language at home: Lithuanian
They are Mennonites. The father is a farmer outside Hay-on-Wye.
A lorry driver’s son, in Year 3, from a Bulgarian family.
During 2018/19 the children, who are Irish Travellers, stayed near Appleby.
Think of a Yemeni boy in South Shields whose father was a stoker.
The family came from Aleppo and ran the only chip shop in Amble.
Her mother taught the harpsichord, and they spoke Flemish at home in Malton.
The girl was the first to be born with Menkes disease in Whitby. The year was 2016 and she was an only child.
"""
DAYS = """\
Between 3 and 7 May the worker rang the family four times.
From 12 to 14 March 2020 the baby was in hospital.
On the 5th/6th June the mother did not answer the door.
The children stayed with their aunt from 28 December to 3 January.
He was last seen at school on Friday 9 November.
She was admitted overnight on 30/31 August 2021.
On the 14th, he was taken to hospital.
The strategy meeting on 3-4 April agreed a plan.
She went missing on the night of Saturday 6 July.
He was arrested on 3 Feb and bailed.
The children were seen on 4th, 9th and 20th of May.
Between the 12th and the 15th of August nobody saw her.
Admitted 23/10, discharged 25/10.
The conference was moved from 8 to 22 June.
She died on Christmas Day 2018.
On the evening of January 9th the neighbour rang.
On Sunday 3 March he was found.
The call came at 21.40 on 8 December.
She was moved on the 1st of July 2021.
Between 1st and 9th Sept no one visited.
"""
NAMES = """\
J.B. told his teacher that he was hungry.
Mr A said that he had been asleep.
He was known as Tiny on the estate.
Everybody called him Smudge.
A man known locally as Big Mick gave them lifts.
The girls referred to him as Uncle Baz.
The mother (KL) said that she was tired.
“Nan Pat” collected the children on Fridays.
Her nickname was Minnow.
The father, referred to here as Mr T, was not spoken to.
Amira said that she was worried about her sister.
The social worker, Priya, rang the school.
Sanjay rang the front door and waited.
Everyone knew the lodger as Spud.
The family friend, Kev, had a key.
Dr Osei examined the baby.
Shanice told her form tutor.
The man was known on the estate as Doc.
Uncle Tone bought the trainers.
The paediatrician, Dr Bhatt, rang twice.
His street name was Lil Trigz.
JB was seen at home with his grandmother.
Mr D had three convictions.
T’s teacher wrote it down.
The reviewer spoke to Mrs K.
Lexi-Mae slept at her nan’s.
Councillor Hargreaves asked for a report.
The foster carer, Jean, kept a diary.
My name is Tanya and I am your trainer.
Kofi’s aunt took him in.
A.J.’s file was closed.
Everyone knew him as Uncle Smiley.
Read what Ibrahim says.
Sgt Pugh took the call.
"""
SETTINGS = """\
She was taken to Pilgrim Hospital by ambulance.
The boys met at Trinity Hall on Fridays.
He lived at Willow House children's home.
The refuge at Juniper House had no room.
She attended Beacon Academy until Year 10.
Staff at Sunflowers Nursery noticed the change.
The family worshipped at Emmanuel Church.
The imam of the Al-Noor Mosque was asked.
The boy trained with Harlow Juniors FC.
The GP at Riverbank Surgery saw her twice.
They met at St Jude's Church Hall.
The children went to Little Acorns Pre-school.
He was excluded from Thornbank High School.
The girl trained at Northgate Gymnastics Club.
They met at the Kingsway Centre.
She stayed at Rowan Lodge, a mother and baby unit.
The boy lived at a children’s home called The Beeches.
She worshipped at Bethel Chapel.
Holy Trinity School kept a log.
The family were placed in Sycamore Court hostel.
The police found them at the Jubilee Hall.
The mother went to the Sunrise Children’s Centre.
He was treated at Queen’s Hospital.
She goes to Moorfield Primary.
He was taken to Wexham Park Hospital.
They live at Hope House refuge.
"""
OLD_EDITIONS = """\
Follow Working Together 2018 when you make a referral.
Working Together to Safeguard Children (2018) sets out what a partner must do.
Under Keeping Children Safe in Education 2021, every school must have a lead.
Staff should read Working Together to Safeguard Children (2015).
Our duties are set by KCSIE 2020.
The current guidance, Working Together 2018, says that you must refer.
You will find the list in Keeping Children Safe in Education (2022).
Use Working Together 2018 as your guide.
The threshold is set by Working Together (2015).
What you have to do is set out in the 2015 Prevent duty guidance.
"""
FOUND = {
    "W09": AGES,
    "W10": BROTHERS_AND_SISTERS,
    "W11": JIGSAWS,
    "E03": DAYS,
    "E07": NAMES,
    "W08": SETTINGS,
    "E18": OLD_EDITIONS,
}


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in FOUND.items() for text in texts.splitlines()]
)
def test_a_detail_is_found_however_it_is_put(rule: str, text: str) -> None:
    assert raised_by(text) == {rule}


@pytest.mark.parametrize("letters", range(30, 60))
def test_an_age_is_read_to_its_end_however_far_it_is_from_another_number(letters: int) -> None:
    text = f"There were two {'x' * letters} and she was nine times late that month."
    assert "W09" not in raised_by(text)
    assert "W09" in raised_by(text.replace("nine times late that month", "nine"))


DAY_PARTS = st.sampled_from(
    (
        *(
            "5",
            "14",
            "31",
            "2021",
            "1999",
            "03",
            "20210304",
            "2021-03-04",
            "’24",
            "th",
            "st",
            "nd",
            "-",
            "/",
            ".",
            ",",
        ),
        *(
            "May",
            "march",
            "MARCH",
            "Jan",
            "dec",
            "September",
            "Sept",
            "Easter Sunday",
            "boxing day",
            "Eid",
            "first",
        ),
        *(
            "twenty-first",
            "Thirtieth",
            "of",
            "the",
            "day",
            "on the",
            "Tuesday",
            "by the",
            "from",
            "to",
            "and",
            " ",
            "\n",
        ),
    )
)


@given(st.lists(DAY_PARTS, min_size=1, max_size=7), st.sampled_from(("", " ")))
def test_every_text_with_a_day_is_looked_at_closely(parts: list[str], between: str) -> None:
    text = between.join(parts)
    assert days.may_hold_one(text) or not days.DAY.search(text)


AGES_AND_FAMILIES_TOLD_OTHERWISE = """\
W09 | The baby had been alive for five weeks.
W09 | A child, nineteen days in the world, was brought to the clinic.
W09 | Twins arrived in the world nine weeks ago.
W09 | By eleven he had learned to cook for the others.
W09 | The widow, eighty-two that spring, lived alone.
W09 | Anybody he met could tell that the boy, aged nine, was cold.
W10 | There was one brother ahead of him.
W10 | The two elder sons and their little sister stayed.
E07 | The lad whom everyone on the landing calls Biscuit has a phone.
E07 | The caller, whom the lads call Spider, had a key.
E02 | The team learned that she was born on 3 May 2019.
E06 | On the referral form, case number 445566 was crossed out.
W08 | The church, St Anne’s, held a vigil.
E18 | Before you start, read KCSIE 2021.
E18 | Neglect, as defined in Working Together 2018, is persistent.
E18 | Interview children as Achieving Best Evidence 2011 asks you to.
E18 | You are expected to know the 2014 SEND Code of Practice.
"""
NOTHING_OF_ANYBODY = """\
The partnership was born on 1 April 2019, when three boards merged.
Our team celebrates its fifth birthday on 3 May 2024.
Any child born on or after 1 September 2017 starts school this year.
The course runs on 3 March and 4 April 2026.
Quote reference CSP101 when you book the course.
Document reference DfE-00128-2015.
The charity number is 216401.
By eleven she had finished the visit and driven back to the office.
There are three boys and four girls in the nursery group.
The Missing Persons Unit rang the Emergency Duty Team.
The Bruises on Non-mobile Infants Protocol sets it out.
Services in St Helens and Sandy had no shared record.
Working Together 2018 abolished the boards.
Researchers compared Working Together 2015 with Working Together 2018.
The SEND Code of Practice 2015 still applies.
"""


@pytest.mark.parametrize("line", AGES_AND_FAMILIES_TOLD_OTHERWISE.splitlines())
def test_details_are_found_in_less_usual_words(line: str) -> None:
    rule, text = line.split(" | ")
    assert rule in raised_by(text)


@pytest.mark.parametrize("text", NOTHING_OF_ANYBODY.splitlines())
def test_what_only_looks_like_a_detail_is_left_alone(text: str) -> None:
    assert raised_by(text) == set()
