"""Words that are held up to be put right, and what has other meanings, are left alone; what is told straight is found.

All is invented. Each sentence stands alone as a page of a course, and a line is one sentence or a few.
"""

import pytest
from benchmarks.styles import raised_by

NO_CHILD_BLAMED = """\
"Streetwise beyond her years." Whose words are these? What does this label hide?
“She went back to him of her own accord.” Now write it again, and begin with him.
"She consented." Turn that round: what would have happened if she had said no?
Put a line through 'promiscuous' wherever you meet it.
“She went back to him.” Who is the subject here? Make it him.
"He is a difficult to engage young person." Discuss in pairs what this leaves out.
“The girl chose to go back to him.” Who is doing what in this sentence?
Red pen out. “She put herself at risk by drinking with them.”
He chose to go back to college in September.
She decided to stay on the ward until her mum came.
A healthy lifestyle session for Year 8 follows lunch.
He was put at risk by the men who gave him the phone.
The men put her at risk every time they let her out of the car.
No child can consent to being exploited.
The word “promiscuous” is not one we use of a child.
Why would a child go back? Because he had her phone, her bank card and her brother's address.
The attention of the adults in the room should be on the child.
She got the attention of the lifeguard by waving.
It was not her fault, and nobody should have let her think so.
The barrister suggested she had led him on; the judge stopped him.
Perpetrators say that she wanted it.
The mother left him in June with the help of the refuge.
She kept going back to the library because it was warm.
They enjoyed the company of older pupils in the chess club.
The girl was happy to go with the nurse.
The child was willing to talk in the car, not in the office.
Poor choices of words by staff shut the conversation down.
Give children real choices about where to meet.
Hard-to-reach shelves are a hazard in the nursery.
Services were hard to reach for the family.
Provocative questions make a good seminar.
She allowed the nurse to look at her arm.
The girl let herself in with the key the nurse gave her.
The victim’s statement was withdrawn by the police, not by her.
The child returned to her foster carers and slept.
Our own behaviour as adults put the child in danger.
Nobody chooses to be hit.
Would she choose this if she had a choice?
The report blames her behaviour. Ask what the behaviour was telling us.
Before: She is promiscuous. After: Adults are abusing her.
Don't write that a child is attention-seeking; write what the child is seeking.
The exploiters gave him trainers so that he would look streetwise.
Her brother was putting himself at risk on the motorbike.
Doctors put themselves at risk in the fever ward.
Teenagers take risks; that is how brains grow.
The phrase that won today's wooden spoon: “placing himself at risk of exploitation”.
One of the panel had typed ‘chose not to disclose’. By lunch it read ‘had not been asked on her own’.
A poster in the corridor: “Nobody chooses this.”
Your manager says, “She's making her own choices.” How do you answer?
Not quite. Saying that she put herself at risk leaves the men out.
Wrong answer: because she enjoyed the attention.
There is a box for “risk-taking behaviour” on the form. We are asking for it to go.
If a child looks willing, look for who is watching.
Children do not make lifestyle choices at twelve.
Replace “won't leave him” with what leaving would cost her.
It is a mistake to think that a child who goes back has chosen to.
She said, "It was my fault." Nobody had told her that it was not.
The girl chose a mentor from three photographs.
A child placed at risk by a plan that nobody read.
She could leave the session whenever she liked.
She had been going back to him because he held her passport.
Young people told us they were not taken seriously.
Her “behaviour” was a way of telling.
Challenge any note that calls a child “sexually active” with an adult.
Nobody would say of a burgled man that he had put himself at risk by owning a door.
A child is never to blame for being exploited.
What did we write? “Chose to return to the address.” What did she say? “He had my baby.”
The tick-box said ‘promiscuous’. The box has gone; the habit has not.
Take the word ‘chose’ out of “she chose to stay with him” and see what is left.
Is “she put herself at risk” a fact or an opinion?
For discussion. “He chose to run drugs.” Agree or disagree?
Agree, disagree, not sure: “Some girls ask for it.”
Score this entry out of ten for kindness: “Promiscuous girl, refuses to engage.”
Who is missing from “she went willingly to the hotel”?
Count the adults in “she placed herself at risk by going to the party”.
"""
NOBODY_BLAMED = """\
'The nurse failed to act.' Who says so, and what had she been told by then?
"Nobody bothered to ring back." Rewrite without the judgement.
“The GP should have known.” Known what, from where?
Swap 'the school failed to refer' for what the school did that morning.
“The mother failed to protect.” Failed how? Protect from whom? With what?
We used to write “the health visitor failed to share information”. These days we write what she had in front of her.
"The team dropped the ball." What ball, and who was throwing?
The baby failed to thrive.
The worker had forty cases and no desk.
The system failed to save the record after the update.
A failed delivery meant that the cot came late.
She failed her driving test and missed the meeting.
Failure to attend is what the old form called it.
Sloppy joes are on the menu for the away day.
Nobody bothered the baby while she slept.
Avoid “the GP failed to refer”. Say what the GP had in front of her.
The weak tea in the staff room is a standing joke.
The council missed an opportunity because two systems did not talk.
There was a missed opportunity to share information.
Neglect is the most common category.
The mother was charged with neglect.
The inquest found neglect contributed to the death.
The ignorance of a rule is no defence in court.
Parents may feel ignored by services.
The child felt let down.
The rope was let down to the boy.
A blame culture makes staff hide things.
Who was at fault is not what this review asks.
The engineer found a fault on the ward's line.
The clinic was a shambles after the flood.
Carers worry about being called bad parents.
“Bad mother” is what she was afraid we would say.
The policy is useless without a phone number on it.
The hopeless feeling that workers speak of is real.
The team turned a blind corner and saw the house.
The health visitor could not be bothered at work by calls from the press, so we changed her number.
The word “negligent” has a meaning in law.
Clinical negligence claims go to another office.
The men were ruthless and careless of her life.
The groomer was callous.
The abuser was cruel, and the neighbours were kind.
Learners fail to finish if the module has no end page.
Pupils failed to spot the fake site in the exercise.
By now you should have read Part 1.
The nurse should have been told; the fax was broken.
What should have happened, and what made it hard?
Ask what the worker could have been thinking, and mean it as a question.
The easy story is that somebody was lazy. The true one is longer.
In the press the social worker was “blundering”. In the file she was alone with fifty children.
Poor housing and poor transport shaped the family's week.
Feedback: No. “The GP was negligent” closes the door on the next question.
‘Nobody cared.’ Not true, as it turned out: everybody cared, and nobody had the same day off.
One of the family said, ‘You lot let him down.’ We sat with that.
Try saying it without ‘failed’.
The first draft had ‘inexcusable’ in it. The second had the rota.
Take “The officer couldn't be bothered”. Turn it into something you could test.
The grandmother's letter calls us useless. Read it, and don't defend anything for five minutes.
Is it fair to say the school ignored her? Look at what the school had.
Myth: the worker was careless. Fact: the worker had two hours' sleep and the wrong file.
Sloppy? Or stretched?
Lazy, or on her fourth double shift?
The team did nothing wrong that night.
Nobody did anything wrong, and a child still died.
A missed call is not a missed chance.
The school missed the letter, which had gone to the old address.
The consultant dismissed the class at four.
The worker overlooked the river from her office.
A weak link in the chain was the fax machine.
The review was kind to staff and honest about the system.
If only it were that simple.
Fact or opinion? “The nurse was careless.”
Agree or disagree: “The social worker was to blame.”
Underline the verdict words: “The school carelessly ignored the bruise.”
Take out every adverb: “The team shockingly failed to act.”
I wrote “lazy practice” in the margin, slept on it and rubbed it out.
"""
NO_CHILD_ABSENT = """\
“The baby did not attend.” Babies don't catch buses. Try again.
Bin 'the toddler DNAd'. Who was to bring him?
“Child failed to attend audiology.” What's wrong with that?
The mother did not attend her sexual health appointments while the girl was at nursery.
The father did not attend his drugs counselling.
The DNA matched: three samples missed nothing about the child.
Three chances missed: the child was seen by the GP, the nurse and the school.
Two strategy meetings missed by housing; the boy was discussed all the same.
Her mother, pregnant again, had two antenatal appointments missed.
The girl did not attend the party.
Three home visits missed by the worker, who was off sick.
Two lessons missed and the boy had a detention.
The mother missed three appointments of her own.
Two of the delegates did not attend the session on babies.
The social worker did not attend the child's hospital appointment.
The child was not brought to three appointments.
The baby missed her bottle and slept.
The twins missed their dad.
The boy missed the bus to the clinic but his aunt drove him there.
The girl did not attend school on Monday.
The nurse missed a chance to weigh the baby.
DNA from the cup matched the boy's uncle.
Two checks missed by the team: the key and the alarm of the children's home.
Several reviews missed the point about fathers and babies.
Three reviews missed the same thing: nobody saw the child alone.
Both assessments missed the bruise on the baby.
All four checks missed the father, who lived with the baby.
Many assessments missed what the children were saying.
Every review missed the girl's own account.
Two health assessments missed her hearing loss.
More screening missed fewer babies.
Both visits missed the hour when the child was home.
Three sessions missed a trainer; the one on babies was cancelled.
The policy on children who are not brought replaces “did not attend”.
Change DNA to WNB on the child's record.
The father did not attend the child protection conference.
The midwife did not turn up for the visit to the baby.
The taxi did not turn up, so the boy was late for his scan.
He missed his mum all through the appointment.
She did not miss a single appointment for the baby.
The child never missed a clinic.
The pupils missed two lessons for the vaccination session.
The doctor did not attend to the baby at once.
The nurse attended; the interpreter did not.
The girl's mother did not attend her own smear test.
DNA is in every cell of the child.
The crew attended the address; the child was well.
The carer of two children missed her own GP appointment.
The school nurse missed the boy at the gate.
Dad did not attend anger management; the children were in bed.
The health visitor missed the toddler's rash.
Of the children in the study, 12 per cent did not attend.
Children who are not brought to appointments may be at risk.
If a child is not brought three times, ring.
The dog missed its jabs, and the boy told the nurse.
Some clinics lost eight appointments in ten to a broken phone line; the children were seen later.
Find and replace: DNA → WNB. A baby has no bus pass.
The letter said "your child failed to attend". How would you feel, opening that?
The nurse had typed ‘DNA’ and then deleted it. She rang the mother instead.
"Missed appointments" is a heading. Put under it who was to bring him.
Our template no longer has a box for DNA.
Somebody will say “DNA'd”. Ask who was driving.
Three visits missed, the audit says, and all were the team's own.
Clinic: 3 slots free; nobody missed out.
The trainer did not attend the paediatric conference.
Staff missed the session on babies for want of cover.
The pupils did not attend the assembly.
Twelve learners missed the review question on infants.
Nobody missed the baby's first smile.
Two parents missed the coffee morning for the under-fives.
The boy missed his sister, who had been moved to another clinic.
Fact or label? “The toddler failed to attend.”
What a three-year-old can do about “did not attend”: nothing.
Who is missing from “the baby did not attend”?
Take ‘child DNA’ out of your template this week.
"""
NUMBERS_OF_NOBODY = """\
Room reference 204/B is booked for the twilight session.
The court is number 12 on the second floor.
Quote budget code 4471/22 when you claim your travel.
The police policy number 4/2019 covers custody.
Housing Act 1996, section 184, is on the handout.
Hospital policy CP-0042 covers bruising in babies.
Housing policy reference HP/2201 is on the intranet.
Home Office circular 017/2015 explains the duty.
The course has licence number 44120 for the quiz software.
Claim your CPD points with code CPD2244.
Event reference EVT-2219 for the webinar.
Order reference 77120 came with the flip charts.
Job reference 2211 closes in March.
The judgment is [2021] EWHC 448 (Fam).
In 2019 the police recorded 1,204 crimes of this kind.
The ward has 24 beds and the unit 12.
The hospital has 420 beds.
The prison held 1300 men.
The account code for training is 55210.
The dial-in code for the meeting is 449 220.
The webinar ID is 884 2210 3345.
Fire procedure FP/22/04 is by the door.
Care Standards Act 2000, c. 14.
The log book costs £12.50, item 40221.
Protocol 7 version 3.2.1 applies.
The grant reference is ESRC ES/R00922X/1.
DOI 10.1234/abcd.5678 is the paper.
NICE guideline NG76 and quality standard QS179.
Crime recording rules, version 2024/25.
Catalogue number 22104, shelf 362.76.
Module reference M04-221.
The venue's licence number 22/00417 is on the wall.
The hearing loop is on channel 224.
Ward 14 has 22 cots.
Meet in room 1.14, or dial 44 for the front desk.
Slide 14, case 2: the missing letter.
Case study 112 is in the library.
Order 2005/2295 brought that in.
Police Federation circular 12/2019.
Your booking reference is TRN-44821.
Purchase order PO/44821/26.
LA code 888, school 4417.
The account has 1402 followers.
Property over £250000 was lost.
Unit 3, criterion 2.14, evidence log 12.
Learner guide LG-2201 comes with the course.
Learner numbers: 2201 in 2024, 2310 in 2025.
Referral numbers were 4402 in 2023.
MASH contacts, 22041 in all, doubled.
Incident numbers fell by 1204.
Court closures: 4 in 2019.
Case numbers have risen to 1450 a year.
Custody numbers: 88210 in 2024.
Prison places: 84,402.
The hospital number is on the wristband; read it out.
A crime number has a slash in it, for instance 00/0000/00.
Complaint form CF-22.
Safeguarding policy, ref SG-2026-04.
Use PIN 448210 for the interpreter line.
Raffle ticket 4471 won.
Log 22 hours of CPD a year.
The file size is 2204 kB.
Prison population: 84402.
Service users: 1204. Staff: 88.
Clients seen: 1204.
Families helped: 2210 since 2019.
Benefit cap: £22020.
Passport office, 0300 222 0000.
Vehicle hire code 4471.
Student loan form PTL1.
Connect 2026 is our spring conference.
Storm 2204 lines were down.
Learner hours: 1204.
The DBS code of practice, 2015.
DBS update service costs £16.
"""
NOBODY_BORN = """\
The helpline was born on 4 May 1986.
Our service has its birthday on 12 June 2026; there is cake.
The hub celebrates its fifth birthday on 3 March 2026.
The NHS was born on 5 July 1948.
The refuge marks its 40th birthday on 9 May 2026.
Happy birthday to the family hub, open since 4 May 2021.
The partnership turned ten on 1 April 2026.
The birthday party of the nursery is on 4 June 2026.
Our training calendar was born on 1 September 2019 in a staff room.
Anyone born after 1 September 2008 must stay in learning.
Children born on or after 1 April 2017 get the two-child rule.
Birth registration rules changed on 1 May 2022.
The new birth visit form is in use from 1 June 2024.
The Births and Deaths Registration Act came in on 1 January 1954.
The app was born on 2 February 2022 and has 300 users.
Our newsletter turns five on 9 September 2026.
The Children Act has its birthday on 16 November 2026.
The course was delivered on 4 May 2021 to forty people.
Babies born between 1 May 2020 and 4 June 2021 were in the study.
The cohort were all born before 31 August 2015.
The Duty came into the world on 1 July 2015.
This module had its first birthday on 3 May 2026.
The board's birthday, 4 May 2026, is a training day.
A new way of working was born on 4 May 2021.
Our restorative approach was born on 9 June 2018.
The foodbank was born in a garage on 3 April 2013.
The baby clinic’s birthday is 4 June 2026.
The breakfast club will be three on 4 June 2026.
The school birthday is kept on 4 June 2026.
Operation Encompass had a birthday on 4 June 2026.
The charity was born out of a phone call on 4 June 1991.
The strategy was born on 4 May 2022.
The law was born of a review published on 4 June 2003.
The birthday of the helpline, 19 November 1986, is in the quiz.
The module was born on 3 May 2022, after the panel met.
We turned forty on 30 October 2026, and the cake had a phone on it.
Our hub's birthday lunch is on 4 May 2026.
Date of birth of the service: 4 May 2015.
Our first birthday as a hub falls on 2 February 2026.
The birth of the NHS on 5 July 1948 is on the timeline.
The library's birthday, on 3 June 2026, has a story hour.
The form asks for a date of birth in the format DD/MM/YYYY, such as 01/01/2000.
Enter the date of birth as day, month, year: 31/12/1999.
In the test data everybody is born on 01/01/1970.
The twins project was delivered on 3 May 2021.
The network's birthday bash is on Friday 5 June 2026.
"""
EDITIONS_OF_THE_PAST = """\
Keeping Children Safe in Education 2018 was the edition when the school wrote its policy.
In the spring of 2019 staff were trained on KCSIE 2018.
Working Together 2013 came after the Munro review.
The 2006 Working Together brought in the boards.
The review quotes Working Together 2015 because that was in force in the year of the death.
Working Together 2010 ran to 393 pages.
Between Working Together 2013 and Working Together 2018 the boards went.
The policy had been written for Working Together 2015.
When these events took place, KCSIE 2016 stood.
That poster still shows Working Together 2018: take it down.
Anything on your shelf that says KCSIE 2020 goes in the bin.
If your template says Working Together 2018, it is out of date.
The link used to go to KCSIE 2022.
Working Together 2018 replaced Working Together 2015.
Working Together 2023 was itself replaced in 2026.
The timeline on the wall: 1999, Working Together 1999; 2006, Working Together 2006.
At that time the duty was in KCSIE 2014.
The author of the review measured practice against Working Together 2013, the guidance of the day.
Working Together 2018 no longer applies.
Do not cite Working Together 2018 in a new policy.
Delete the reference to KCSIE 2021 from your induction pack.
The Victims' Code 2015 had gone by the time we wrote this.
Staff then worked to Working Together 2015.
The serious case review of 2014 found that Working Together 2013 had not been followed.
KCSIE 2019 had been read by nine of the forty staff, the audit of that year found.
Has your policy still got KCSIE 2021 on the front? Change it.
Spot what is old here: "KCSIE 2021 says …".
Which is out of date: Working Together 2018 or Working Together 2026?
KCSIE 2020 was the first to name mental health.
The 2015 Prevent duty guidance was the one on the desk that year.
The school in this story had Keeping Children Safe in Education 2016 in its office.
The judge referred to Working Together 2010.
An inspection in 2017 asked for KCSIE 2016.
We learned our trade under Working Together 2006.
Back then it was Working Together 1999.
Working Together 2018 had a flow chart on page 33, which was dropped later.
The term “designated teacher” was used until KCSIE 2014.
KCSIE 2023 first spoke of filtering and monitoring.
Since Working Together 2018 the three partners have shared the duty.
It was Working Together 2018 that ended serious case reviews.
Until 2026, Working Together 2023 was what you would have been handed.
Working Together 2018: superseded.
The slide says KCSIE 2022. We are on 2026 now.
If you trained before 2023 you will have been taught Working Together 2018.
Old copies of KCSIE 2021 are still going round staff rooms.
Someone quoted KCSIE 2021 at the meeting and was put right.
KCSIE 2020? Recycle it.
The acronym in Working Together 2010 was LSCB; it has gone.
My induction in 2011 was Working Together 2010 and a biscuit.
The chronology cites the 2015 Working Together, as it should: it was 2016.
Anyone still quoting KCSIE 2022 owes the tin a pound.
A quick quiz: in which year was “Working Together 1999” published?
They worked from the 2013 edition of Working Together, then brand new.
The test asks what changed between Working Together 2018 and now.
KCSIE 2019 was on her desk when the call came.
Which edition did they have? Working Together 2013.
This review period is covered by Working Together 2013.
For an event in 2014, look at Working Together 2013.
To judge what was expected in 2011, read Working Together 2010.
If your case happened in 2016, the edition you need is Working Together 2015.
Compare your local threshold with Working Together 2018's, and see how far we have come.
The author trained with Working Together 1999 and kept her copy.
We found Working Together 2010 propping up the projector.
Working Together 2006, 2010, 2013, 2015, 2018: five editions in twelve years.
Working Together 2018 is history.
The link on page 4 leads to KCSIE 2021 and has to go.
Why was KCSIE 2021 on the wall in 2025?
Footnote: see Working Together 2010, in force when the baby was born.
"""
NOBODY_NAMED = """\
He moved with his aunt to Skerrow on the coast.
They went to live in Marden by the sea.
The family moved to Ashcombe near the border.
The baby moved from Penmarrick to Treloy on the moor.
The men drove her to Brackwell down the coast.
Coastal, which ran the boats, gave a discount.
The policy notes that DV waits for nobody.
The report says that PE was missed.
The guidance notes that GP waited times differ.
The review notes that CP plans end too soon.
The law says that LA means local authority.
The log notes that CAMHS waited for a letter.
The study notes that SW told families late.
Police, who ran the search, found the bag.
Grooming, which ran for months, was hidden.
Loneliness, a worker said, is what they use.
Debbie's law is not in the list; HV visited, and EH closed.
It was noted that YP refused food.
The record says that SW told the school.
ED told the ward; OT came later.
Reception, who had the list, rang.
Housing, who had sent the letter, were asked.
First, who was in the room? Next, who had the key?
Camhs, who saw the girl, wrote in May.
Mum, who was asleep, did not hear.
Nan, who lived next door, heard it all.
Men, who had the money, came later.
Nursing, who had the list, rang.
Harbour, who run the drop-in, have a waiting list.
Lunch, whose price is in the fee, was soup.
Trust, who asked?
Dad, who was drunk, drove.
Ward staff say that DNA testing was refused.
The record states that MASH told the school.
NB the policy says that AP came later.
Records show that QA took three weeks.
The log notes that CS came on Monday.
Minutes say that EY took the action.
At 10:20 OOH told the ward.
It is recorded that FT told SALT.
Section 17 was used first. Then came Section 47.
The children moved to Wick on the estuary.
They lived by the sea at Sandholme.
The family drove to Thornaby on the river.
Mum took the baby to Rossmere in the hills.
Hope is what the group calls its garden.
Grace, a learner said, is what she would want from a reviewer.
Wellbeing Wednesday, Feelgood Friday.
Will somebody ring? May I ask? Mark my words.
Clare's Law and Sarah's Law are explained in unit 2.
Use the Graded Care Profile, the DASH and the Signs of Safety map.
The Munro, Laming and Wood reviews.
Ask Angela posters are in the pub toilets.
Tusla, who lead in Ireland, sent slides.
The dog, Biscuit, is a therapy dog.
The guinea pig, Nibbles, lives at the nursery.
"""
DAYS_OF_OFFICES = """\
The helpline is back on 2 January.
The office is back on the 3rd of January, and the desk answers mail until then.
The chat line goes quiet on 24 December and is back at nine on 2 January.
The switchboard is off on 25 December.
We're back on 4 January.
Our phones are switched off from 24 December and go live again on 2 January.
The drop-in takes a break on 29 August and returns on 5 September.
The duty desk resumes on 2 January.
No helpline on 1 January; normal hours from 2 January.
The centre will not open on 26 December.
The team's out of office until 6 January.
The front door team is on reduced hours from 24 December to 2 January.
The training office shuts at noon on 24 December.
Back at our desks on 3 January.
The advice line is on holiday hours until 3 January.
Library's shut 27 May, so print before then.
The clinic's next open day is 4 March.
Our hub returns on 5 September after the summer break.
The webchat is off from 24 December to 2 January inclusive.
Out of office until 6 January; for anything urgent ring the duty desk.
The duty desk is closed on 25 December and back on 27 December.
Phones go live on 4 May.
Our desk is away until 4 January.
"""
TOLD = """\
W16: The log said she chose to go back to him.
W16: The duty worker told the panel: “She puts herself at risk every weekend.” The case was closed.
W16: The log reads: “She went back to him of her own accord. NFA.”
W16: Her file: 'promiscuous, drinks, puts herself at risk.' Closed in March.
W16: Police entry: “Streetwise girl, chose to stay with the older men.” No crime recorded.
W16: “She is promiscuous and puts herself at risk,” the worker wrote. The file was closed in May.
W16: The note said: “Puts herself at risk. Refuses to engage.” Nobody went back.
W16: The officer told her mother: “She put herself at risk.” The family moved in June.
W16: The referral came back. “Girl is choosing to spend time with these men.” NFA.
W16: She was placing herself at risk by meeting men in the park.
W16: The boy made a lifestyle choice and would not be helped.
W16: She was promiscuous and streetwise.
W16: The girl chose to go back to the men.
W16: She put herself at risk by sharing images with men online.
W16: The girl was happy to chat with older men in the car.
W16: The boy chose to sell drugs for the older lads.
W16: Her lifestyle put her in danger.
W16: The girl's risky behaviour escalated over the summer.
W16: She was happy to spend time with the men.
W16: He volunteered to carry drugs for the gang.
W16: She was hard to reach and refused to engage with workers.
W16: The victim chose to stay with him.
W16: She allowed herself to be used by the men.
W16: The girl dressed provocatively and led the man on.
W16: He is a willing participant in the gang.
W16: The pupil is attention-seeking and manipulative.
W16: She has placed herself in risky situations with adult men.
W16: She brought it on herself.
W16: The report was clear: she was sexually promiscuous from twelve.
W16: The worker's view: she is streetwise and knows what she is doing.
W16: She made poor choices about men.
W16: A girl of fourteen who enjoyed the attention of older men.
W16: The police log reads: "Female is streetwise and chooses to be with these males. No further action."
W16: The nurse wrote in the notes: “Promiscuous. Declined advice.” The next entry is in June.
W16: Father's statement: “She was asking for it, dressed like that.” He was charged in May.
W16: Duty note, Friday: 'Girl is putting herself at risk again. Mum to manage.'
W16: Case summary: "The boy has made a lifestyle choice to sell drugs."
W16: The worker explained that she had chosen to stay with the men.
W15: The chair wrote: “The nurse failed to act and nobody bothered to ring back.” The board agreed.
W15: As the uncle put it, “the social worker was lazy and could not be bothered.”
W15: The social worker was lazy and could not be bothered.
W15: The nurse failed to act and nobody bothered to ring back.
W15: The chair wrote that the nurse failed to act.
W15: The chair wrote: “The nurse failed to act.” The board agreed.
W15: The report concludes: "The GP was negligent."
W15: The uncle said 'the social worker was lazy'.
W15: The nurse could not be bothered to ring.
W15: The social worker was lazy and careless.
W15: The school should have known better.
W15: The GP failed to refer the child.
W15: The social worker was useless.
W15: Nobody at the school bothered to ask.
W15: The police were lazy and the council did not care.
W15: The midwife was careless with the form and with the baby.
W15: The team was asleep at the wheel.
W15: The health visitor turned a blind eye.
W15: The GP's sloppy notes cost the child her chance.
W15: There is no excuse for what the nurse did.
W15: The manager's incompetence put the boy at risk.
W15: The school ignored every warning.
W15: The service failed the girl at every turn.
W15: The parents were feckless and the worker was gullible.
W15: A half-decent officer would have knocked again.
W15: They should have known that he was hurting her.
W15: The agencies failed to protect the child.
W15: It was negligent of the hospital to send him home.
W15: His useless mother left him alone.
W15: The worker fobbed her off.
W15: Shockingly, no one lifted a finger.
W15: The review was a whitewash and the chair a coward.
W15: The aunt's letter: “The social worker was lazy and the nurse was worse.” It was filed.
W15: The first report concludes: "The school was negligent and nobody bothered to check."
W15: From the complaint: 'The health visitor could not be bothered.'
W15: The chair summed up: “The GP should have known better.” Everyone nodded.
W15: In his letter the head wrote that the council had failed the girl at every turn.
W17: The letter said: “Your child did not attend audiology and has been discharged.”
W17: Record: 'Baby DNA x2 hip scan.' No follow-up.
W17: The boy has asthma. Two clinic appointments missed, no call home.
W17: Three hip scans missed, one rearranged; the baby was then discharged.
W17: Orthoptics: DNA x2. Boy aged 3; glasses not fitted.
W17: Audiology: DNA ×3. Child aged 5, no aids.
W17: Cardiology DNA 12 and 19; age 6.
W17: The girl went missing twice and did not attend her contraception appointments.
W17: She is fourteen, stays out late and did not attend her sexual health clinic.
W17: The same toddler: four speech therapy sessions missed and no letter home.
W17: Dental: DNA x2. Aged 7, decay in six teeth.
W17: The boy did not attend his drugs counselling appointments.
W17: Six dressing changes missed before the wound, on a boy of four, went bad.
W17: Eye clinic: two appointments missed, child aged three.
W17: The girl, 15, failed to attend her antenatal clinic.
W17: With two reviews missed, the girl's insulin was never changed.
W17: Little lad with the squint, two slots missed and nobody rang.
W17: Three reviews missed, and the baby was not weighed for a year.
W17: The toddler missed both reviews.
W17: Four vaccinations missed. The boy is five.
W17: Physio: three slots missed in a row. The girl is nine.
W17: He did not attend his hearing test.
W17: The girl missed three dental appointments.
W17: Baby DNA'd the six-week check.
W17: The child failed to attend paediatric outpatients on two occasions.
W17: She missed her immunisations.
W17: Letter to GP: "Your patient, aged 4, did not attend and has been discharged."
W17: The entry for May: “Baby DNA'd. Discharged.” The next entry is a death.
W17: The audiology note says 'child DNA x2'. Nothing else is in the file.
W17: The clinic wrote to the school: "This pupil failed to attend three appointments."
E07: Spud, who ran the corner shop, let the boy sleep upstairs.
E07: Nanny Pat, who lived next door, rang twice.
E07: Tazzer, whose brother dealt for them, picked me up from school.
E07: Robbo, a youth worker on the estate, was the only one who listened.
E07: Macca, our caretaker, found him in the boiler room.
E07: Biggsy, who was older, said I owed him.
E07: Deano, the lad who ran the line, gave him a bike.
E07: The log notes that JT waited for three hours.
E07: The nurse recorded that KM refused food.
E07: School reported that AB arrived late with no coat.
E07: It is noted that RS said he was hungry.
E07: Staff say that LP told them about the car.
E07: JT waited three hours for a bed.
E07: At 09:10 KM told the nurse that she was scared.
E07: The record states that DW left the home at ten.
E07: Sparky, who fixed the lights, asked why I slept in the van.
E07: Shorty, whose car it was, waited outside.
E07: 14:20 KM refused tea. 14:50 KM asked for her nan.
E07: It is reported that DW absconded from the unit.
E07: Custody log: at 22:10 RT asked for his mum.
E07: Minutes note that BK left at noon.
E07: Spanner, who had a van, gave me a phone.
E03: He was back on 2 January with a new phone.
E03: The girl came back on 4 January with bruises.
E03: The family rang the helpline on 2 January.
E03: The office closed the case on 4 March.
E03: The service closed her case on 3 May.
E03: We saw the boy on 4 January; the office was cold.
E03: Social care closed the referral on 12 June.
E03: The line manager was back on 2 January and saw the note about the baby.
E03: We heard he came back on 4 January with bruises.
E03: He was back in the office on 3 January and read the referral about the boy.
E03: The service went quiet on 3 May after the girl disclosed.
E03: She rang the helpline on 24 December and nobody answered.
E03: The hub returned the referral on 4 May.
E03: The boy was off on 4 May and the school rang.
E03: We were back at the flat on 4 May, and she let us in.
E03: The line went quiet on 4 May. She had been hit.
E03: The mother was off work until 3 May.
E03: The chat with him resumed on 4 May.
E03: The service resumed visits to her on 4 May.
E03: The format of the meeting on 4 May upset the mother.
W11: The family speak Tigrinya, the father is a lighthouse keeper and the girl is the only child on the island.
W11: Dad's a trawlerman, Mum's from Latvia and their son was the first baby born on the moor for forty years.
W11: The mother is a vet, the family are from Nepal, and the twins were the first to be born at the lighthouse.
W11: The boy is eight, his mother is a judge and he was the youngest ever to win the county chess cup.
E02: She was born on 4 May 2014.
E02: DOB 4.5.14
E02: The boy's tenth birthday was 4 May 2021.
E02: The twins, born 3 June 2018, were at nursery.
E02: Her birthday is 4 June 2012.
E02: The baby arrived on 4 June 2021.
E02: The hospital recorded the birth on 4 May 2021.
E02: On the school roll: born 4 May 2014.
E02: The team knew that the boy's birthday was 4 May 2014.
E02: The clinic was told she was born on 3 June 2019.
E02: Nursery: birthday 4 May 2019.
E02: The school has the girl's birthday as 4 May 2014.
E02: A policy officer's child, born 4 May 2014, was named.
E02: Team meeting: baby born on 3 May 2021.
E02: The group was told that he was born on 4 May 2014.
E02: The nursery celebrated her birthday on 4 May 2019.
E02: The club has a boy born 4 May 2014.
E02: She went to the refuge and delivered on 4 May 2021.
E02: The order names a baby born on 4 May 2021.
E02: The birth of her son on 4 May 2021 changed things.
E02: The birth of the boy at the clinic on 4 May 2021 was early.
E02: Her date of birth on the form is 4 May 2012.
E02: She was born at home; the midwife came late. Her birthday is 4 May 2016.
E02: On the CAMHS referral the boy's date of birth is 3 March 2011.
E02: The girl, born on 3 May 2012, was in Year 6.
E02: Twins b. 4/5/17.
E02: He turned nine on 3 May 2021.
E02: The mother gave birth on 4 June 2022.
E02: Date of birth: 04/05/2013
E06: The crime number is 42/1177/21.
E06: Custody record YK/4471/22 notes the time.
E06: Hospital number RXD441907.
E06: Her case number on Mosaic is 884210.
E06: Tenancy reference 4401227 is in the mother's name.
E06: Court case number ZW21C00419.
E06: Prison number A4471CX is on the letter.
E06: CAD 1177 of that night tells of the call.
E06: Crime report 42/2210/21 was on the desk.
E06: Police report reference 4477120.
E06: The job number was CAD 2210.
E06: The housing file 220417 was in her name.
E06: The hospital notes 4471220 were late.
E06: Case 220417 was closed.
E06: Custody number 88210 in 2024 was hers.
E06: His case number is 4402 on Mosaic.
E06: Complaint 2204/19 was the grandmother's.
E06: His passport number is 533401120.
E06: Tenancy 4410227 was in her name.
E06: Occurrence number 44210099 was linked.
E06: Police reference 2231/19 holds the photographs.
E06: Patient number 4471902 was on the wristband.
E06: The housing reference is HB448821.
E06: The social care file 8842201 was closed.
E06: Incident 1190 of 4 May was opened by the call taker.
E06: Court reference LV19C00417.
E06: Her pupil number A921301017044 came with her.
E18: Follow Working Together 2018 when you share information.
E18: All staff must read KCSIE 2022.
E18: As Working Together 2018 says, anybody may refer.
E18: Read Part 1 of KCSIE 2021 before induction.
E18: Your policy should be in line with Working Together 2018.
E18: In 2026 you must follow Working Together 2018.
E18: Which edition should you use? Working Together 2018.
E18: Use KCSIE 2022 when an incident happens.
E18: Incidents in school are dealt with under KCSIE 2022.
E18: The policy must follow KCSIE 2021.
E18: Working Together 2018 sets out your duty.
E18: See Working Together 2015, chapter 1.
E18: Under Working Together 2018, everyone has to share.
E18: The Victims' Code 2015 gives you twelve rights.
"""


@pytest.mark.parametrize(
    "text",
    [
        text
        for texts in (
            NO_CHILD_BLAMED,
            NOBODY_BLAMED,
            NO_CHILD_ABSENT,
            NUMBERS_OF_NOBODY,
            NOBODY_BORN,
            EDITIONS_OF_THE_PAST,
            NOBODY_NAMED,
            DAYS_OF_OFFICES,
        )
        for text in texts.splitlines()
    ],
)
def test_what_is_put_right_or_means_something_else_is_left_alone(text: str) -> None:
    assert raised_by(text) == set()


@pytest.mark.parametrize("line", TOLD.splitlines())
def test_what_is_told_straight_is_found(line: str) -> None:
    rule, _, text = line.partition(": ")
    assert rule in raised_by(text)
