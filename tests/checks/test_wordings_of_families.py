"""Brothers and sisters, and details that together tell who a family is: W10 and W11.

All is invented. Each sentence stands alone as a page of a course.
"""

import pytest
from benchmarks.styles import raised_by

from elearn.checks.identifying import circumstances, jobs, place_names

BROTHERS_AND_SISTERS = """\
He has an older half-sister and twin baby brothers.
She comes between two brothers.
There are two sisters above him and a brother below.
Below her came three boys.
The third child and only daughter, she cooked for all.
Four girls, then a boy.
He is the lone boy among six sisters.
She was squeezed between an older brother and a baby sister.
He arrived after five sisters.
Big sister to three brothers, she did the washing.
One brother older and one younger, and none of them at school.
A son, then two daughters, all removed at birth.
She has a sister three years older and two brothers below.
There are six of them: four boys, two girls, and he is the last.
Two boys, then her, then twin girls.
The girl has two half-brothers on her father's side and a younger sister.
He was number four of seven children.
Her mother has two older sons and a toddler daughter.
The children are a girl and three younger boys.
A younger brother and two older sisters lived with their nan.
As the only boy after three girls, he was spoilt.
His two sisters are both older and his brother is a baby.
The eldest of her five children is a boy.
The youngest of three brothers, he copied them all.
Middle child of three: a sister above, a brother below.
She's the second of four girls.
He is sandwiched between two sisters.
There's an older brother (17) and a little sister.
Siblings: 2 brothers (older), 1 sister (younger).
Sibs: older bro, two younger sisters.
Three older brothers had left home; a baby sister had just come.
She looked after four younger brothers.
Mum has three girls and a boy.
He has five sisters, all older.
Two of his three older sisters had been in care.
The family has a son and twin daughters.
Mother, father, two sons and a baby daughter.
The first of four boys.
She was the sixth child and the fourth girl.
He is big brother to twin girls.
the elder of two sisters
the younger of two brothers
The household: mother, a girl, two younger brothers.
Four sisters share a room, and the boy, the youngest, sleeps on the sofa.
"""
THREE_DETAILS = """\
The boy was in Year 4 when his father, a saddler, moved them to Nether Combley.
A girl of twelve from a Rohingya family lived by the forge in Little Whitmarsh.
In 2017 the twins, aged six, were seen at home in Trelanwith.
His mother mended nets for a living in Port Hallam. He was nine.
She was fifteen, the eldest of four, and had won a televised singing contest.
The only Gujarati speakers on the Isle of Marra, they ran the toll house; the daughter was seven.
Dad: merchant navy. Mum: Orthodox. Reception, in Lower Pendle.
Both brothers were born deaf. They moved to Abbots Creel in 2015.
The stepfather, a farrier, kept whippets in the yard at Over Dunning; the girl was in her GCSE year.
DOB 3/4/2012. Punjabi spoken at home. Lives in Kirk Sallow.
The mother is a beekeeper and a Quaker. She has a boy in Year 2.
At nineteen months he lived on a narrowboat near Burslow with a Latvian father.
In 2013 her aunt, a tattooist in Hexley Green, rang the school.
His grandfather served in the Gurkhas. The family settled in Marbeck, and the boy joined Year 7.
"""
DETAILS_OF_A_FAMILY = """\
a place | The move to Kelbrook went badly.
a place | She'd been seen begging outside the Co-op in Harfleet.
a place | They had come down to Sandhope from the north.
a place | The family came to Ostley from abroad.
a place | They were rehoused in Newbiggin Sands after the fire.
a place | The flat in Upper Thirl was cold.
a place | The family's last address was in Coldwick Magna.
a place | a farm above Dunlaggan
a place | She went to live with her gran in Ballyfarn.
a place | They had a caravan outside Stowmarket at the time.
a place | He goes to school in Pentreath.
a place | Living in Great Yelding with his aunt.
a place | A terraced house at the top end of Brierdale.
a place | Home was Penwarren, where everyone knew them.
a year | He died in late 2018.
a year | (2018)
a year | in 2019
a year | During 2020 he was seen.
a year | by the summer of 2015
a year | 2016: first referral.
a year | From 2011 to 2014 they lived apart.
a year | Seen 03/2019 at home.
a year | That was in '14.
a year | In 2017/18 he missed the school.
a year | Christmas 2016, the baby was seen.
a year | It was the winter of 2013.
a year | Back in twenty-sixteen the family moved.
a year at school | She was in the second year of juniors.
a year at school | He was about to sit his GCSEs.
a year at school | He had just gone up to the comp.
a year at school | A Y6 boy with a bruise.
a year at school | a Primary 6 pupil
a year at school | nursery class
a year at school | He was in his reception year.
a year at school | She had finished Year 11 that summer.
a year at school | Currently Yr 8.
a year at school | A sixth-former told staff.
a year at school | Y9 at the time.
a year at school | He had just started in Foundation Stage 2.
a year at school | She is in year five.
a year at school | She was in Class 3.
an origin | She arrived from Kabul alone.
an origin | Irish Traveller family on a site.
an origin | His parents are Sikh.
an origin | Her parents are Deaf and sign at home.
an origin | A Jehovah's Witness family.
an origin | At home they spoke only Sorani.
an origin | The parents, both Coptic Christians, were afraid.
an origin | The mother, Thai by birth, was alone.
an origin | Her grandparents left Goa in the sixties.
an origin | The language of the home was Tamil.
an origin | He prayed five times a day and fasted, as his Shia family did.
an origin | He was raised in the Hare Krishna movement.
an origin | Her family fled Aleppo.
an origin | They worship at the gurdwara.
brothers and sisters | He shared a bed with four younger siblings.
brothers and sisters | He has a half-brother in prison.
brothers and sisters | one of twins
brothers and sisters | the second of three boys
brothers and sisters | her elder brother shared her room
brothers and sisters | The girl is one of triplets.
brothers and sisters | His big brother died.
brothers and sisters | The youngest of the family
brothers and sisters | his stepsister
brothers and sisters | a brother eighteen months older
brothers and sisters | He had a twin.
brothers and sisters | two little sisters
brothers and sisters | There were four children in the house, all boys.
brothers and sisters | one of seven
a job | Mother is a locum vet.
a job | Grandma ran a donkey sanctuary.
a job | Mum worked as a croupier on a cruise ship.
a job | A soldier's son.
a job | Mother's partner installed solar panels for a living.
a job | The father's a taxidermist.
a job | Parents keep the village shop.
a job | Mother was deputy head of the school he attended.
a job | The uncle, a retired bus driver, called.
a job | His mother was training to be a rabbi.
a job | Mother is headteacher of the local primary.
a job | The stepfather played trombone in the army band.
a job | Father, self-employed, repairs church organs.
a job | Mum is a barrister's clerk.
something rare | a heart transplant
something rare | His brother had died in the tram crash.
something rare | They kept an owl in the kitchen.
something rare | He has one of the rarest blood types.
something rare | He is seven foot tall.
something rare | His murder made the national news.
something rare | He was the youngest chess champion in the county.
something rare | the boy who was found in the river
something rare | She is a child model.
something rare | The mother gave birth in a lift.
something rare | A child with an extremely rare blood disorder.
something rare | She was born without a left hand.
something rare | The home was a converted lighthouse.
something rare | His sister had won the national spelling bee.
"""
NO_MORE_THAN_TWO_DETAILS = """\
The girl, aged nine, told her older brother what had happened. The school rang the same day.
In 2018 the boy moved to Harbeck with his aunt.
A boy in Year 5 had a bruise. His father, a builder, gave no reason.
The family spoke Polish. The mother was twenty-three.
The family, who were Muslim, had three children.
She was seen by a paediatrician, a nurse and a social worker in 2019.
She was fifteen and pregnant. The midwife referred her in 2020.
A child of six was found in the river.
The twins were four. Nobody had asked what their days were like.
Mum works nights at the hospital. Her son, in Year 3, is often late.
In 2021 the panel read twelve reviews from Leeds, Hull and Bristol.
Ask about faith, language and culture: a Sikh family and a Catholic one may want different things.
Staff at the Derby office speak Urdu, Polish and Somali.
The trainer grew up in Whitby, the youngest of four.
Kinship care grew in Wales between 2011 and 2019; most carers are grandmothers.
Schools in Bradford and Leeds piloted the tool with Year 6 pupils in 2022.
The National Child Measurement Programme covers Reception and Year 6.
In England, children start Reception at four, in Scotland P1.
Census 2021: Polish was the most common main language after English.
The Act came into force in 2004 after the death of a girl of eight in London.
Working Together 2026, page 19, says that a child in Year 1 must be seen alone.
A nine-year-old can tell you more than you think. Give her time.
The boy was found alive after four days.
The mother was born in 1990. She had a job in a shop.
"""
_FINDERS = {
    "a place": place_names.place_names,
    "a job": jobs.jobs,
    "an origin": circumstances.origins,
    "brothers and sisters": circumstances.siblings,
    "something rare": circumstances.rare_things,
    "a year at school": circumstances.school_years,
    "a year": circumstances.years,
}


@pytest.mark.parametrize("line", DETAILS_OF_A_FAMILY.splitlines())
def test_each_kind_of_detail_of_a_family_is_found_in_many_ways(line: str) -> None:
    kind, text = line.split(" | ")
    assert list(_FINDERS[kind](text))


@pytest.mark.parametrize("text", NO_MORE_THAN_TWO_DETAILS.splitlines())
def test_two_details_or_none_of_one_family_are_no_jigsaw(text: str) -> None:
    assert "W11" not in raised_by(text)


@pytest.mark.parametrize("text", THREE_DETAILS.splitlines())
def test_three_details_of_one_family_are_a_jigsaw(text: str) -> None:
    assert "W11" in raised_by(text)


@pytest.mark.parametrize("text", BROTHERS_AND_SISTERS.splitlines())
def test_the_order_of_brothers_and_sisters_is_found_however_it_is_put(text: str) -> None:
    assert "W10" in raised_by(text)
