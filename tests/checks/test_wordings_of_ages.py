"""An age of one person is found however it is put: W09.

All is invented. Each sentence stands alone as a page of a course.
"""

import pytest
from benchmarks.styles import raised_by

TOLD = """\
W09 | The baby died on day 12 of life.
W09 | She blew out seven candles with the foster family.
W09 | There were five candles on her cake.
W09 | In all his short 19-month life he had three addresses.
W09 | She had been married off at fifteen and sent north.
W09 | Mina, who's four and a half, told the nursery nurse.
W09 | She was getting on for sixteen when the calls began.
W09 | She never reached fourteen.
W09 | He was 13 years and 4 months when the order was made.
W09 | That made her twelve when the moves began.
W09 | Her mother was barely seventeen.
W09 | F/9. Seen with mother. Bruise to cheek.
W09 | 15yoF seen in ED.
W09 | Fifteen when the calls started, she told nobody.
W09 | Leo (8) and his sister Ada (5) were at home.
W09 | Rising five, she still had no nursery place; she was rising five when seen.
W09 | He was scarcely ten and cared for two others.
W09 | Three weeks short of his fifteenth, he left.
W09 | Year 9, thirteen, and out of school.
W09 | Eleven years old and five foot nothing, she walked out.
W09 | Here is a lad who, at fourteen, had six addresses behind him.
W09 | He'd not long been eight.
W09 | Her age: twelve.
W09 | The patient's age was nine.
W09 | At seven he could not write his name.
W09 | What would you say to her? She's nine. She's cold.
W09 | She was all of six.
W09 | Picture a boy. He is ten. He is hungry.
W09 | In the photograph she is three and laughing.
W09 | The child, a girl aged three, had no socks.
W09 | A 15 y/o female attended ED.
W09 | CYP, 12, seen alone.
W09 | Male, 9. Attended with stepdad.
W09 | He has just had his seventh birthday.
W09 | They sang happy birthday; she was seven.
W09 | It was a Tuesday, she was four, and the door was locked.
W09 | Jade, who would be fifteen in May, kept quiet.
W09 | She had lived for thirteen months.
W09 | He never saw his second birthday.
W09 | He did not live to see his second birthday.
W09 | He was born at 27 weeks and died at seven months.
W09 | When she was barely into her teens, at thirteen, she met him.
W09 | The fourteen-year-old had two phones.
W09 | A ten-week-old is brought to you.
W09 | Her eight-year-old brother told the teacher.
W09 | When he was little more than two, they moved.
W09 | He was 16 on the day he was stopped.
W09 | She'll be eighteen next month.
W09 | He turns 18 on Friday.
W09 | With her eighteenth birthday a week away, the plan was not written.
W09 | Her baby is six days old.
W09 | I was nine. Nobody asked me.
W09 | "I'm twelve," she said.
W09 | “I am only ten,” he told her.
W09 | I'm 14 and I look after my mum.
W09 | My son is seven. He does not sleep.
W09 | Age 15. Lives with nan.
W09 | YP (15) in custody.
W09 | B, 13, has been missing since Friday.
W09 | Child 2, aged six, hid.
W09 | A boy, seven years and two months, was weighed.
W09 | She was in her eighth month of life.
W09 | Two months later, now three, he was back.
W09 | There's a girl of maybe eleven. She is eleven, she tells you.
W09 | The mother gave her daughter's age as ten.
W09 | He gave his age as 17.
W09 | The form has her down as twelve.
W09 | On paper she was sixteen.
W09 | Being fifteen, he was seen without his mother.
W09 | Being just six, she could not ring anyone.
W09 | No one asks a six-year-old that. Ravi was six.
W09 | A mother at 17, she had no one.
W09 | The victim, 14, knew him.
W09 | The suspect is her cousin (16).
W09 | The older twin, by now ten, slept badly.
W09 | His sister was four years old when she came.
W09 | Six months old, he weighed less than at birth.
W09 | Four days old: that was his age when the bruise was seen.
W09 | She was the age of nine.
W09 | Her youngest, eight, opens the door.
W09 | Reader, she was five.
W09 | How old was he? Nine.
W09 | How old was she? She was 11.
W09 | Q. How old is the baby? A. 12 weeks.
W09 | The teenager, sixteen last March, had no bank card.
W09 | Finley was rising five when he came to the nursery.
W09 | Still in primary school at eleven, he carried a knife.
W09 | He first took drugs at twelve.
W09 | Her first baby was born when she was fifteen.
W09 | A fifteen-year old boy was stopped.
W09 | the 9 year old
W09 | 13yo girl, DNAR not in place
W09 | a boy, 4
W09 | Ben was then nearly four.
W09 | She had been eleven for a week.
W09 | His eleventh birthday fell on a school day.
W09 | He'd have been thirty this year.
W09 | Her mum was 22 and on her own.
W09 | Mum is 19.
W09 | The lodger (44) had a key.
W09 | Stepfather, 37, answered.
W09 | Grandmother, who is 71, has two of them.
W09 | Nearly sixteen, and with nowhere to go, she rang the number on the card.
W09 | What a seven-year-old should not have to do.
W09 | He was still a child himself: seventeen.
W09 | The mother, herself only eighteen, had no family near.
W09 | She was a child of nine with a baby on her hip.
W09 | Amy (who is 8) drew the house.
W09 | They were eight and ten when the move came.
W09 | At ten, Kofi was cooking every meal.
W09 | Aged all of eleven, she kept the books.
W09 | Since turning thirteen he had been out every night.
W09 | His birthday came and went; he was ten.
W09 | Dad, 24, was told to wait outside.
W09 | The girl we met last week is fourteen now.
W09 | She was no older than seven.
W09 | The three children (11, 8 and 2) were in the back bedroom.
W09 | Her sons, 6 and 9, were at school.
W09 | He had reached the age of seventeen in a cell.
W09 | When only nine she learned to lie.
W09 | Before he was two, he had lived at seven addresses.
W09 | By the time she was fifteen she knew every officer.
W09 | Until he was ten he slept in the hall.
W09 | She became a mother at fifteen.
W09 | She was about to turn eighteen.
W09 | This baby of nine weeks had three fractures.
W09 | A nine-weeks-old baby was seen.
W09 | An infant, 6/52, seen at home.
W09 | The patient is a 3/12 old boy.
W09 | Pt 14y F, alone.
W09 | A 7 y.o. in the waiting room.
W09 | The scan was done at 4 months of age.
W09 | At 22 months, he could not sit.
W09 | He was four and three-quarters.
W09 | Two-year-old Isla was found.
W09 | Fourteen-year-old Marek, from the flats, is missing.
W09 | Eleven-month-old twins were left with a neighbour.
W09 | You are fifteen. Nobody has come for you.
W09 | Card: girl, fifteen, alone at the station.
W09 | She has been nine for all of two days.
W09 | It was Ellie's ninth birthday.
W09 | On Ellie's 9th birthday the lights went out.
W09 | The learner should picture a twelve-year-old.
W09 | The adult in this case was 34.
W09 | Ms P, 29, has a learning disability.
W09 | Adult B was 81 and lived alone.
W09 | An eighty-year-old man was found on the floor.
W09 | She died aged 2 years and 11 months.
W09 | The older of the two was nine.
W09 | Billie, who's twelve going on thirty, made the tea.
W09 | He is a big lad for fifteen.
W09 | She is small for nine.
W09 | Her true age, thirteen, was on the system.
W09 | He said he was 18; he was 14.
W09 | It began when she was in nursery, aged three.
W09 | A babe of three weeks lay in the cot.
W09 | The nipper, four, was asleep.
W09 | A kid of nine knows every bus.
W09 | He's nine, is Tom, and he cooks.
W09 | Tom is nine-and-a-half.
W09 | She was 13½ when they met.
W09 | He was in his twelfth year when the moves began.
W09 | He was barely a fortnight old.
W09 | Age/sex: 14/F
W09 | Age – 9
W09 | She was sixteen years young.
W09 | 15 years old, male, no fixed abode.
W09 | He's six going on seven.
W09 | Nine: that is all she was.
W09 | She was all of nine years.
W09 | A lad, fourteen, small for his class.
W09 | My fourteen-year-old will not eat.
W09 | He was eight and a bit.
W09 | A six-year-old's drawing was on the wall.
W09 | The baby, three weeks, was grey.
W09 | The baby (three weeks) was grey.
W09 | She is four next week.
W09 | She is only four months.
W09 | At just four months he had two fractures.
W09 | The boy was two and in nappies.
W09 | She, at eight, was carer for two.
W09 | Only five, and he could call 999.
W09 | One girl, thirteen, would not talk.
W09 | There was a boy there, about seven. He was seven, in fact.
W09 | Zara had turned sixteen in March.
W09 | Zara is sixteen.
W09 | It is Zara's case: sixteen, in college, in care.
W09 | What did the boy, ten, want?
W09 | They took her at nine days old.
W09 | He weighed four kilos at nine weeks old.
W09 | At the age of nine, Sam moved.
W09 | On turning 18 she lost her worker.
W09 | Her seven-week-old was in the sling.
W09 | the body of a four-month-old
W09 | a young mother of 17
W09 | a father at 16
W09 | expectant at fourteen
W09 | He has been twelve since May.
W09 | This is Tia, eleven.
W09 | Meet Tia, who turned eleven last week.
W09 | Say hello to Kai, aged four and a half.
W09 | Case 3: Kai, 4.
W09 | Kai, 4, has a burn.
W09 | Kai (4): burn to hand.
W09 | Kai - 4 - burn to hand.
W09 | Subject: Kai, 4 yrs
W09 | 13-year-old female
W09 | the 17yo
W09 | 17yr old
W09 | His mother had him at nineteen.
W09 | She had her first child at sixteen.
W09 | She gave birth at fifteen.
W09 | She was pregnant at fourteen.
W09 | The couple, 19 and 23, lived in a van.
W09 | Both parents were 17.
W09 | Both twins are nine.
W09 | Both girls were fourteen.
W09 | The three-week-old twins
W09 | Maternal age 17.
W09 | Mo 17, Fa 19.
W09 | DOB makes him nine.
W09 | He lied that he was eighteen. He was twenty-six.
W09 | She told him she was fourteen.
W09 | He knew she was fourteen.
W09 | She's just a child. She's eight!
W09 | I thought: he is three.
W09 | She had been alive eleven days.
W09 | He was eleven days old.
W09 | Eleven days after his birth he was seen.
W09 | Born nine days before Christmas, he was five days old on the day.
W09 | He was admitted at five weeks with a broken leg.
W09 | It was at seven that she first ran away.
W09 | It was when he was seven that it began.
W09 | From the day she was five.
W09 | She has known nothing else since she was four.
W09 | She had known him since the age of four.
W09 | He's been drinking since he was ten.
W09 | Ever since he was thirteen.
W09 | She would not be twelve until June.
W09 | She would not have been twelve until June.
W09 | His birthday makes him the youngest in the class: he is ten.
W09 | Two weeks old and already losing weight, the baby was sent home.
W09 | Two weeks old, and already losing weight.
W09 | At two weeks old he was losing weight.
W09 | a girl, then nine, saw it
W09 | the then nine-year-old
W09 | the girl (then nine)
W09 | the girl, nine at the time,
W09 | the girl – nine – saw it
W09 | She'd be nine now.
W09 | Nine-year-olds like Tom do not say this. Tom is nine.
W09 | The boys are seven and nine.
W09 | His ages at each move were 2, 4 and 7.
W09 | Her older son (14) held the phone.
W09 | By his ninth year he had seen it all.
W09 | Only twelve years into her life she was a mother.
W09 | He told staff, "I'm only nine".
W09 | a child who has just had their 5th birthday
W09 | The week of her fifth birthday.
W09 | She died on the eve of her third birthday.
W09 | She was hardly more than a baby: fourteen months.
W09 | At fourteen months, weight 7kg.
W09 | Weight at 14 months: 7kg. He is 14 months.
W09 | He is 14 months.
W09 | Toddler, 14 months, seen in ED.
W09 | Infant 6 wks, seen at GP.
W09 | a boy of eight or so; he was eight in May
W09 | He was eight in May.
W09 | This boy is sixteen on Saturday.
W09 | He was ten years younger than his wife, who was thirty.
"""
NOBODYS = """\
Put twelve candles on the tables for the vigil.
The service spent two hours of its day on forms.
The sentence was 13 years and 4 months.
Day 3 of the course is about records.
The policy reached sixteen pages.
The meeting hit twelve minutes before anybody spoke.
Our church is 90 years old and the roof leaks.
Answer questions nine and ten at the time of the break.
Two thirds of staff stay at least two and a half years.
Teams met at six by the door.
Year 9, ten, and eleven pupils may attend.
He was seen at nine by the duty doctor.
Reviews found that babies are most at risk in the first twelve months of life.
The first 1,001 days of life matter most.
Infants in the first six weeks of life cannot roll.
The course has five units, and unit five takes eight minutes.
It takes a life sentence of twenty years.
A card reading 5 on the front wins the round.
In his twelve years as chair he signed nothing.
She had worked there for twelve years.
For her two years, she had a mentor.
He had a brother and a sister.
The group had a boy and a girl in it.
The older boys and the girls were taught apart.
Ask each boy and then the girls what they think.
Two boys came before the panel in May.
The sister before her in the queue spoke to staff.
Talk to a parent before one girl is seen alone.
His brother is older and his sister is kind.
The first girl to speak was the oldest.
Her son and his older sister-in-law wrote in.
The little girl and the boys at her school played.
Step one of the two is for parents.
The older brother and the mother were seen.
A little girl and a small boy waved.
The boy was in Year 4 and lived with his father.
In 2019 the council moved to Teams, and staff in Leeds took part.
A social worker from Bradford spoke about Polish families in 2018.
The Children Act 1989 and Working Together 2026 apply in England and Wales.
The trainer, a nurse, lives in Derby and ran the course in 2020.
A child in Year 6 asked about Ramadan in assembly.
In the Upper School, each class has a worker and a board in the hall.
The Office for National Statistics gave figures for Leeds, Hull and York in 2021; Polish was the second language.
The mother was not told. Ask her what language she speaks, and when she moved.
Staff in Great Ormond Street see families from all over the country in any year.
In 2016 a serious case review looked at what schools knew. It covered eight years.
Children in Year 9 in Wales may learn Welsh; families in Cardiff were asked in 2022.
She was seen by a dentist in May, and her brother by an optician.
Ring 101. At seven the line closes.
By four the forms were in.
Sixteen people came, and two left at ten.
Pupils of ten and eleven learn this.
Children under ten cannot be charged.
The under-fives team has nine staff.
The 16 to 18 service is full.
She was five minutes late.
He was one of nine staff on shift.
She had nine visits in ten weeks.
There were twelve of them, and she was last.
The file was two inches thick.
It is a two-year programme.
She was 20 miles from home.
She was two weeks into the job.
The manager was ten minutes into the call.
He turned two pages and stopped.
She turned to page nine.
The nurse was six months into her course.
Question 8 is for the nurse, 9 for the doctor.
Staff at nine schools were asked.
The parents of nine were asked.
She saw eight at the clinic that day.
How old was the guidance? Nine years.
He had been in post for nine years.
Imagine being on call for seven nights.
The law treats anybody under 18 as a child.
Fifteen. That is how many calls there were.
At sixteen a young person can consent to treatment.
A child of ten can be held responsible for a crime.
The team is 12 strong.
Nine, ten or eleven referrals came each week.
She gave three reasons, he gave two.
I'm one of two trainers here.
I am 20 minutes away.
The nine-week course starts in May.
The two-year plan ends.
Aged debt is written off after six years.
A course for ages 11 to 16.
The old form had nine boxes.
The tool is for two-year-olds.
Most four-year-olds can hop.
By nine she had left for the hearing.
At ten, staff break for tea.
At 15 sites the rota changed.
The room was 15 by 20.
He was 6 foot 2.
She was one of nine.
It was nine when she rang.
Nearly sixteen per cent did not answer.
The team was nine when it began and is six now.
Allow fifteen minutes; at ten, stop for feedback.
The boards, 11 and 12, meet in May.
Groups 8 and 9 were at lunch.
Staff who had turned up at ten were sent home.
The pram was two years old.
The practice, then two years old, had no nurse.
Her phone, aged six, had died.
They were ten in all.
Be sure: sixteen forms, not fifteen.
The nurse is good for nine visits a day.
He was too tall for ten of the beds.
He has been chair since May.
She had her first session at sixteen minutes past.
Case 3: section 4.
Both forms are nine pages.
The couple met nine times.
Slide 3, 4 and 5 are new.
Step 4 - 5 - 6 follow.
She told him she was fourth in line.
Both teams were nine.
This is unit eleven.
Meet at nine, in the hall.
There was a shop there, about seven years ago.
The visit was at nine days' notice.
It was nine or ten weeks before the visit.
Only five, of forty, came.
Six going on seven agencies were involved.
Nine: that is the number of visits.
Her siblings were at school.
Her brother was older.
Two brothers ran the shop.
Brothers and sisters should be seen apart.
Ask about the older and the younger children.
Sisters Uncut is a campaign.
Three boys and four girls took part in the group.
One sister said that the other was upset.
A brother may know more than a parent.
The boys' school and the girls' school share a nurse.
Half of the girls and a third of the boys agreed.
The eldest child often carries most.
She has siblings.
He is one of several children.
The ward sister and two junior sisters met the doctor.
An older boy and two girls were seen on the CCTV.
The second of three visits was in May.
The first of four sessions covers neglect.
It was at seven that the meeting began.
Born to lead, the nine teams met.
The baby clinic opens at nine.
The then nine-strong team met.
Eleven days after the visit she wrote.
The policy is two weeks old and already out of date.
He has been here nine days.
The group – nine – saw it.
In his ninth year in post he left.
She'd be nine minutes late.
"""


@pytest.mark.parametrize("line", TOLD.splitlines())
def test_an_age_is_found_however_it_is_put(line: str) -> None:
    rule, text = line.split(" | ")
    assert rule in raised_by(text)


@pytest.mark.parametrize("text", NOBODYS.splitlines())
def test_numbers_of_things_of_times_and_of_many_are_left_alone(text: str) -> None:
    assert raised_by(text) == set()
