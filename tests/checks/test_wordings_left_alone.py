"""What only looks like harm, blame or a detail is left alone. It is what a clumsy rule would fall for.

All is invented. Each sentence stands alone as a page of a course, and a line is one sentence or a few.
"""

import pytest
from benchmarks.styles import raised_by

NEAR_MISSES = """\
It took 2.2 ms a row.
This includes cases where a child died by suspected suicide.
Learning from cases where failures in partnership working have led to poor outcomes.
Pressing Esc three times closes it.
Myth-buster: "They could leave if they wanted." Leaving is when most women are killed.
Instead of "lifestyle", ask what the young person gets from the group that no one else gives.
Ask who benefits from the word "streetwise".
Would you call an adult who was beaten "difficult to engage"?
The chronology says eleven times that she was streetwise and not once that she was afraid.
The officer went along with the plan.
The father, who had a history of lying to services, was at the door.
The abuser courted the whole family before he touched the child.
The men were fully aware of her age.
She let him in because he had a key to her mother’s flat.
Pushed by debt, he carried the bag.
The plan: where will she go, who will she tell, how will she keep herself safe until Friday?
The survivor chose not to report, and that is her right.
The victim withdrew her statement after his brothers came to the house.
Pupils who refuse to engage in sport may be hiding a bruise.
Asking for trouble is the title of a play about online safety.
Choices, a service for women who sell sex, has a drop-in.
She took a short cut to the clinic.
The nurse left the baby to sleep.
The father took no interest in football.
The officer did not have to be told.
The practice had other things to do that morning: forty flu jabs.
The best chairing we have seen.
Shame keeps parents from asking.
Families like these groups.
The council should be allowed to share data.
The board closed ranks of folding chairs after the meeting.
The lead nurse woke up when the alarm rang.
It is not the family’s fault.
The manager found the form hopeless to fill in on a phone.
A dog could have opened the gate.
The parents slept while the nurse sat with the child.
The team was happy to get rid of paper.
I blame the printer.
Who is most at risk?
A good school would know its families.
The child has made her choice of book.
The boy chose the gang of Year 6 helpers over the choir.
The mother remained in the house with her partner’s mother.
The young people who chose this course are now peer mentors.
She went to meet the older girls from netball.
He was a criminal lawyer and a foster carer to two boys.
It was only a matter of time before she told, since the nurse asked each week.
She smiled for the photograph.
Girls should not have to dress to please anyone.
We cannot help her if she does not know that we are here.
As long as he keeps the passports there is little that she can do.
She stays for the cooking club.
It did not help that she was moved four times in a year.
The team keeps its priorities in a list on the wall.
For want of a chair the nurse knelt.
The father felt, to his shame, that he could not cope.
The course covers degrees of consent in law for young people.
A cry for attention is a cry for help.
The girl uses her past to help others as a peer mentor.
The ward placed great value on her views.
Sloppy stools since Tuesday; the doctor saw the baby.
Sloppy joes for lunch, said the teacher.
A weak cry was heard by the nurse.
Parents told us that they felt judged.
Nobody is saying that the school was negligent.
Was the nurse lazy? No: she had forty cases.
Not "the GP could not be bothered" but "the GP had eleven minutes".
What should have happened? Look at the procedure.
The car failed to start, so the nurse was late.
The machine failed, and staff used the spare.
The boy failed two exams, and his teacher noticed.
The family said that they had been let down.
The manager dropped the ball at the rounders match.
The team had missed two chances to share what it knew, since no one owned the list.
No one rang back: the message had gone to a closed inbox.
The neglect of the children was known to three services.
A claim for clinical negligence was settled by the trust.
Professional curiosity is a habit that managers can make room for.
The teenager was rude to the teacher, who asked what was wrong.
A cursory glance at the list is all that a call handler has time for.
The assessment was hopeless to follow in black and white; use colour.
She was dangerously ill, the doctor said.
Staff looked away while she changed.
The team did nothing until the strategy meeting, as the police had asked.
There is no excuse for hitting a child.
Any mother would have been proud.
The nurse took no notice of the teasing and carried on.
The lead is responsible for the delay log.
The mother put the baby before the fire to warm.
Communication between the hospital and the school broke down.
The practice was poor in the nineties, says the history.
A stupid question is one that nobody asks, the trainer said.
Mum could not be bothered by the noise any more, as she had hearing aids.
The midwife had been told that the plan was in place.
The mother was frightened and did not open the door.
The home visit was short as the worker had a second child to see.
The error was in the label printer.
The inspectors found the school good.
The worker took the short cut through the park to the school.
The receptionist saw the bruise and told the GP.
Nobody left him to wait alone.
What was the nurse thinking and feeling at that point?
What mother has not lost her temper?
The fault was in the wiring.
Do not blame the nurse; ask what the ward was like.
An alarm was silenced because it rang forty times a shift.
The father fooled four professionals: he was practised at it.
The conference was chaired by a new manager in her first week.
The response was delayed.
The assessment did not speak of the father.
The case was closed.
The guidance was not followed because it had changed twice that year.
Quiz. Which of these blames the child? A: "She put herself at risk." B: "He was put at risk by men."
A child never makes a lifestyle choice to be groomed.
It is a myth that children who go missing are attention-seeking.
He told the jury that she had wanted it, and the jury did not believe him.
The mother’s partner, who was charged in May, chose to stay away from the hearing.
Her aunt chose to have her live with her.
All children deserve the same care, wherever they live.
The Risky Behaviours Survey goes to all Year 10 pupils.
Why did she stay? Ask instead: what would have happened had she left?
He agreed to carry the parcel because they had threatened his sister.
Pupils are happy to take part in the survey.
The girl was drunk and unable to consent; he knew that.
The baby was difficult to feed.
It took her a year to speak out. That is usual.
She could have told someone if anybody had asked.
Professionals knew what she was going through.
Parents should understand the risks of sharing photos.
The twins were out of control with giggles.
At the booking the midwife asks about lifestyle choices.
Words to leave behind: attention-seeking, hard to engage, out of control.
The court did not accept that the girl was partly to blame.
A colleague tells you that the boy is "streetwise". What do you ask?
Labels such as promiscuous stick for life.
Staff believed that she was choosing to go, and so they stopped reporting her missing.
He asked for it back.
She takes responsibility for the rabbits at the home.
He encouraged them to come to the youth club.
He decided to run the half marathon for the refuge.
She liked being with her foster family.
Exploiters gave her gifts and money, and she believed that he loved her.
Does the wording make her responsible for the abuse?
Consensual relationships between pupils of sixteen are not a matter for this policy.
Young people did not take up the offer because it was in the wrong town.
The consultant had a hand in designing the course for child nurses.
She was not forced to see her father.
She volunteered for the school garden.
The children understood what going into care meant.
She stayed for the cash machine to be mended.
The child needs a sense of self-worth, and the group gave her one.
The foster carer posted pictures of the cake to the family group.
Why did the boy wait? Ask the group to list what stood in his way.
Girls like her are missed by services.
The letter gave the mother the wrong idea about contact.
The teacher led the lad along the corridor to the nurse.
The boy turned down the offer of tea.
There is no helping a child who has not been heard first.
Despite all the advice that the school gave her, the mother kept her own counsel.
Had she not told her teacher, nobody would have known.
If she had come home earlier, nothing would have been different.
He regretted it later, the worker said of his own decision.
The men knew full well what they were doing to the child.
The teacher put herself between the boys.
A streetwise approach to road safety for Year 5.
A groomed child may say that she was in love.
It looked like consent. It was terror.
Have you ever called a child manipulative? What was going on?
Read this line and cross out what blames the child: "She put herself at risk by going out."
The word "prostitute" was taken out of the law in 2015.
It would be wrong to conclude that she consented.
What does the phrase "put herself at risk" do to the reader?
She had a relationship with her grandmother that was close and steady.
The lad agreed to be filmed for the charity with his mum present.
The plan should say how adults will keep her safe, and not how she will keep herself safe.
After weeks of messages he persuaded her to send a picture.
The nurse asks each young person whether they are sexually active.
There was non-engagement by the agency with the family.
The school made a poor decision to exclude him.
He used to run with his club on Thursdays.
The boy lied about the bruise because his father was in the room.
The uniform list says no short skirts.
Her behaviour at school led staff to ask what was going on at home.
The stepfather provoked the boy until he ran.
He got himself a drink from the tap.
She let herself cry.
The children played with fire-fighters on the open day.
She was older than the others on the ward.
In 2018 the council in Leeds reviewed its threshold document.
The mother had grown up in Leicester and moved away as an adult.
He was eight stone lighter than the year before.
The meeting was at ten and lasted an hour.
It was two weeks before anybody called.
The team had been in place for three years.
Babies who are under six months are most at risk.
The worker had 13 years of experience.
The boy was five minutes from home.
A child aged 10 or over can be held responsible in law.
The helpline is closed on 25 and 26 December.
Guidance was published on 15 December 2023.
In March 2020 schools closed to most children.
On Yom Kippur the family did not use the telephone.
Applications close on 14 May.
The baby was born in 2019, six weeks early.
The Mum and Baby group meets on Thursdays.
Brandon et al. (2020) found that neglect featured in most reviews.
As Featherstone and colleagues argue, poverty matters.
The Laming report changed the law.
Sertraline had been prescribed, and Calpol was in the cupboard.
The team covers Rugeley, Cannock and Stafford.
The Glasgow Coma Scale was used.
The family spoke Tigrinya, Dari and some English.
He had been diagnosed with Asperger's.
A Down's syndrome clinic is held monthly.
During Ramadan and at Diwali the centre stays open.
Barnardo's and Kooth offer support.
The Children Act 1989 uses the word welfare.
Passover fell in the same week.
The Family Hub opens at nine.
The Royal College of Paediatrics and Child Health gives advice.
The Youth Justice Board publishes figures.
The children's home rang the police.
The Church of England has its own safeguarding team.
The school hall was full.
Ward staff and School Nurses were invited.
Her brother had told a teacher.
Her older sister spoke for her.
Appendix A. A list of services.
A Year 9 child told a friend.
Operation Encompass tells the school the next morning.
Category A. Children at risk.
Physical abuse is one of four categories.
Neglect is often hard to name.
The plan named the risk of exploitation.
The Domestic Abuse Act 2021 sees children as victims.
A non-mobile baby with a bruise must be referred.
The training covers abusive head trauma.
The belt and braces approach has two checks.
The news hit him hard.
The project was starved of money.
They cut costs and burned out.
This was a missed opportunity for the system to join up.
The baby was referred for failure to thrive.
The heating failed, and the family moved.
The review does not look for somebody to blame.
Do not ignore bruising.
The mother was worried that she would be blamed.
What made it hard for the team to see this?
No single agency held all the information.
The worker should have been told about the earlier referral.
The failed visit was followed by a letter.
Careless words can hurt.
Instead of “promiscuous”, say what was done to her.
She chose a placement near her school.
The child needed attention and got none.
He refused breakfast that day.
The mother's lifestyle was discussed.
She would not let go of her bear.
The mother did not attend her antenatal appointment.
The child was not brought to three appointments.
The father missed his own appointment.
A DNA test showed who the father was.
She missed her mother.
An old policy said “DNA” for a child who was not brought.
Working Together (2023) replaced Working Together 2018.
When the review was written, partners worked to Working Together 2018.
Call Childline on 0800 1111.
Section 47 of the Children Act 1989 applies.
The High Court heard the case.
A bruise in a baby who cannot move always needs a paediatrician.
Ask about bruises without leading the child.
The clinic weighs babies who are at risk of faltering growth.
She hit her target and was pleased.
They cut the ribbon and then beat a retreat.
The scan showed no fracture.
The strategy discussion considered whether an assault had taken place.
Section 76 of the Serious Crime Act 2015 deals with coercive control.
The team felt beaten by the paperwork.
A burn can look like an infection. Do not decide on your own.
The GP did not see the letter because it had gone to the old surgery.
The mother felt let down and said so to the reviewer.
The opportunity to ask about home was missed because the clinic was running late.
The system made it easy to overlook fathers.
Avoid “failed”. Say what was done.
A careless driver hit the fence.
She blamed herself, and the worker told her that it was not her fault.
It is nobody’s fault that the letter was late.
The boy was made to carry drugs by adults who threatened his mother.
Do not call it a lifestyle choice.
The service had not found a way to work with him.
The girl was wild about horses.
She made good choices about food.
The boy returned to the house because he was afraid for his sister.
The mother missed two probation appointments.
DNA from the blanket matched the lodger.
The clinic no longer uses “DNA” for children.
She missed her cat.
Only three of the eight agencies attended.
Most of the children were under five.
The course takes 20 minutes and has eight questions.
Young people aged 16 and 17 can be placed in some settings.
She was first in the queue and he was second.
The centre turned ten this year.
There were nine in the house and she was one.
The 8-week check is offered to all babies.
The children were all seen on their own.
He missed his brothers.
The two boys were friends from school.
The mother was born in Poland. She worked nights.
The Act came into force in 2015 in England and Wales.
In 2020 the helpline in Cardiff took more calls in Welsh than in any year before.
World Book Day is on 6 March this year.
Phones are not answered on 1 January.
The policy was last reviewed on 4 May 2025.
In the spring term he stopped coming.
Munro (2019) and Reder and Duncan (1999) made the same point.
The Thrive model and the Solihull Approach are both in use.
Eid al-Adha fell in the exam season.
The Wood report led to change.
The Brook tool sorts behaviour by colour.
The refuge takes women from Penistone to Penrith.
Use of Sodium Valproate in pregnancy is controlled.
Buttle UK and the Trussell Trust may help.
Signs of Safety began in Western Australia.
A Strep A leaflet and a Hepatitis B leaflet are in the pack.
In Nelson and Colne there is a new centre.
Motability and Blue Badge forms are online.
The Hackney service grew.
Ecstasy, Ketamine and Spice were mentioned in class.
Ask the Family Hub for a place.
The local mosque and the church hall were both used.
The Prison Service and the Probation Service share data.
The NSPCC Learning site has a summary.
A Secure Children’s Home is not a prison.
Group A reads the first page. Group B reads the second.
Operation Encompass and Operation Hydrant are national.
The 2018 edition of Working Together ended serious case reviews.
Partners had followed Working Together 2015 when they wrote the protocol.
Call 0808 800 5000 for advice.
The ward had a policy on bites and stings.
The three signs of neglect are listed below.
It can be hard to talk about sexual abuse.
He was at risk of exploitation.
She broke the news to him gently.
They were struck by her courage.
The cuts to services hurt.
The GP looked at the rash on his chest.
She got into bed with a book.
No marks or bruises were seen.
Kinship carers hold families together.
The nurse could not reach the family, so she wrote.
He ignored the bell and stayed in the yard.
The team missed its old office.
Her father was to blame for the crash, she said.
The delay arose because two systems do not talk to each other.
The mother did not bring the red book.
She was put at risk by men who lied about their age.
He was exploited by a gang.
Her attention wandered.
He sought help from a teacher.
Do not write that she “put herself at risk”.
The lab found his DNA on the cup.
His attendance at school fell.
The under-fives team has moved.
She waited for five weeks.
Children of school age are seen every year.
The children were cousins.
The seminar in York in 2019 was full.
In 2018 the town of Corby opened a hub.
Anti-Bullying Week starts on 10 November.
The code was published on 9 June 2022.
Paracetamol and Ibuprofen are kept locked.
Lego and Play-Doh were on the table.
Ask Mum. Ask Dad. Ask Nan.
Kurdish, Pashto and Farsi interpreters are on the list.
The Contact Centre at the council is open.
The Children’s Hospital School is a kind of school.
Plan B is to ring.
A fifteen-year-old van was the only transport.
Half of the children were between 5 and 11 years of age.
Every adult aged 65 is sent the leaflet.
At 14 weeks she booked with the midwife.
He had two goes; she had three.
In her second year at college she met a tutor.
He was one of 14 pupils in the nurture group.
The court gave him 18 months.
Visits took place every six weeks.
The girl won 13 of her 15 matches.
The mother, a nurse, spoke Tagalog.
The boy in Year 8 lives in Slough.
Children in Year 6 in Bradford helped to write this course in 2025.
Reviews from Leeds (2016), Luton (2018) and Lewes (2020) say the same.
Ask the HV. Write it down.
You are a PCSO. A girl runs up to you.
Staff from Lincoln, Chester and Preston joined by video.
The Oliver McGowan training is for all staff.
Orthoptics and Phlebotomy wrote to the GP.
Jan: weighed. Feb: weighed. Mar: seen at home.
The Yazidi, Mandaean and Alevi families met.
Ask for Angela is a scheme in bars.
White Ribbon Day is on 25 November. Plan one thing.
Bin any handout that still cites KCSIE 2020.
This is a burning question for the board.
The inspection left staff bruised and the board battered.
It struck me that nobody had asked the child.
Confidence in the service was badly shaken.
They threw the baby out with the bathwater when the form was scrapped.
His face fell and he shook his head.
The nurse held the toddler's hand while blood was taken.
She touched his arm and asked if he was all right.
He tied her shoelaces and did up her coat.
What would you record if you saw a bruise?
Restraint may be used only as a last resort.
She was not hurt and the car was towed away.
He was touched by the kindness of his foster carers.
The door was locked and nobody answered.
The boy was left with his nan for the weekend.
She dropped the toddler at her mother's and went to work.
Self-harm is a sign of distress and not of attention.
The Sexual Offences Act 2003 defines rape.
She drew a picture of a house with red windows.
The mother cut the grapes in half for him.
He pushed the buggy up the hill.
The dentist took out two of her baby teeth.
He pulled her onto his lap and read the story to the end.
The cuts hit the children's centre and the choir.
The murder mystery evening raised money for the refuge.
We beat ourselves up about the delay.
The deadline for serious case reviews had passed.
The abused trust of the public takes years to win back.
A chokehold on funding has left the refuge half empty.
The nurse pricked his finger and he did not cry.
She was beaten to the post of team manager.
The officer banged on the door and got no answer.
The grandmother held his head while he was sick.
The girl rubbed her eyes and yawned.
The paediatrician examined the child from head to toe.
He carried his brother on his back to the shop.
Chained to their desks, the team missed the sunshine.
The father burned the toast and the alarm went off.
The window was smashed in the storm.
The nursery was locked at six.
She took her tablets with a glass of water.
The group went for a walk by the canal.
Blind cords, bath seats and hair straighteners are what the home safety visit looks at.
There were no marks on the baby and the mother was calm.
The carer knelt beside the boy and tied his laces.
He killed the engine and listened.
The shooting star on the nursery wall was painted by parents.
The plaster on her finger had a dinosaur on it.
The head teacher dropped dead lines from the timetable.
Ask about self-harm in a calm voice.
The gang of builders left at noon.
The project died a quiet death.
Her hand was over her mouth because she was laughing.
The midwife laid the baby on her chest.
He held the spoon to her lips and she ate.
The dentist asked him to open his mouth.
The boy threw the ball at his sister and she caught it.
The man grabbed the pram before it rolled.
The child's coat was wet through.
The fire damaged the kitchen and nobody was in.
He dropped his head and said nothing.
The mother pushed him to do his homework.
He hit a six and the crowd cheered.
The clock struck nine.
He was beaten at chess by his niece.
It hurts to be left out of the meeting.
The GP asked whether anybody had hurt him.
The toddler cracked the egg into the bowl.
The boxing club meets on Mondays; the boys punch bags and skip.
The injured party in a contract is the one who loses.
The plan was dead in the water by June.
The wound-up toy ran across the table.
Drop the words into the gaps.
The trust was rapped over the knuckles by the inspector.
The mother pulled up his zip and kissed him.
The head of the year group broke the news.
The first aider bandaged the learner's arm for practice.
The neighbour knocked at the window.
The officer put the handcuffs back on his belt.
The kettle was boiling when the worker came.
He was left to his own devices.
The pupil was sent out of the class.
Her feet hurt after the shift.
The boy's haircut was a bruise to his pride.
The child drew blood-red flowers.
The cot death leaflet is in the pack.
The father gripped the rail and listened.
He had been shot down in the meeting, and sulked.
The child's DNA was found on the cup.
The girl did not keep the secret.
She missed her sister most at bedtime.
The practitioner had missed the child's distress in the session.
The review missed an opportunity to ask about the child's father.
No appointment was offered to the child.
The assessment missed what the child had said.
Both parents attended every appointment for their baby.
Listen to the girl: she did not come to school to be judged.
The team made two of the three visits.
We missed the chance to see him at nursery.
The baby's notes did not show a check of her weight.
The father missed his probation appointment.
The child was brought to all the clinic appointments by her nan.
The boy missed his brother after the move.
No one turned up from health to the meeting about the boy.
He skipped breakfast most days, the school nurse wrote.
The girl ducked behind the sofa when the health visitor came.
The child was present at the visit but was not spoken to.
The worker stopped going to the house after the visits were cancelled.
Not one of the reviews of the child's plan asked him.
The clinic's no-show policy was changed to a was-not-brought policy.
Father did not attend the birth of the baby.
The boy was absent from school for a week after the operation.
The paediatrician will want to know when the child was last well.
He held out his arms for a hug.
The twins shared a bath and a bed.
The print of the leaflet was too small to read.
The student films her dance practice.
The council must set a date for the panel.
The stomach upset went round the nursery.
The bath was full of toys.
The boy raised his hand to answer.
The mother had a broken night and asked for another time.
The lads hung about outside the shop.
The team has been through the mill and is bruised but hopeful.
The deadline killed the mood.
The worker was pressed for time.
The case gave the partnership a black eye in the press.
The new rota is a kick in the teeth for part-timers.
The trainer drops a bombshell on page three.
A scar in the woodwork showed where the bolt had been.
Referrals were choking the inbox.
They were shaken awake by a lorry at six.
The lad beat his personal best.
The mother bit back a reply.
Attendance at the nursery was good all term.
The mother's DNA rate for antenatal care was not known to the health visitor.
The head did not attend the child protection conference.
She was not brought to audiology, and the school nurse rang home.
A missed call from the school was not returned.
Two of the review team missed the session and watched the recording.
The baby's father missed work to bring her to the clinic.
The appointment was missed off the letter by the clinic's own system.
The boy never came to harm.
The child did not come to the attention of the police.
The children did not come to school on Monday.
The midwife could not attend the review.
Learners who miss a session may take it online.
The chronology does not show what the boy wanted.
The boy never missed an appointment.
After an overdose, ring 999 and stay with the person.
Having sex with a child is never the child's choice.
The baby lay on her father's chest.
She raised her hand to her face and cried.
Cut the cake with a kitchen knife.
Look for pressure sores on the heels and hips.
A wallet was found in the woods.
Swallowing a button battery burns the gullet within hours, so keep toys with batteries out of reach.
The dog jumped on the sofa.
The boy's hands were blue with paint.
The girl had a cold and her nose was red.
The GP felt the baby's tummy and looked in her ears.
The mother kissed the baby on the head.
The two boys slept top to tail in one bed.
The father carried the coffin on his shoulder.
She beat him at cards and he laughed.
The manager put him through the interview again.
A smear of jam was on the child's cheek.
The worker held her nose in the hallway.
The mother pulled down the blind.
His socks were pulled up to his knees.
Her uncle took her to the pool on Sundays.
The stair gate was broken and the landlord had it mended.
Injuries to the ears, neck and buttocks are less likely to be accidental.
Fractures of the ribs in a baby need a second opinion.
Strangulation leaves no mark in half of cases.
Bite marks should be photographed with a scale.
Scalds from hot drinks are the commonest burns in toddlers.
A child may be groomed online before any meeting.
Female genital mutilation must be reported to the police.
Babies have died sleeping on sofas with an adult.
Controlling a partner's food, sleep and money is abuse.
Shaking a baby can cause brain damage.
The home has a policy on restraint.
Physical punishment is banned in the nursery.
The learner matches each injury to its usual cause.
Corporal punishment in schools ended in 1986.
How would you ask about the mark on his arm?
Choking first aid for babies is taught on the second day.
Neglect can harm as much as a blow.
The girl's attendance was poor that term.
School attendance was poor, and the attendance officer kept a record.
The pupil was a poor attender at primary school.
The school nurse visited, but the child was absent.
He skipped school and went to his nan's.
The teenager missed the last bus after her session at the youth club.
The young person did not come home and was reported missing.
The baby was not present at the strategy discussion.
The child's booster seat was not used.
The child's therapy was stopped by the service.
None of the checks on the childminder was used.
She cut out the slots for the sliders in the toy clinic game.
The nurse stood up the doll and began the session.
"""
ABOUT_WORK = """\
You see a small mark on a baby’s arm. What do you write down today?
There is a mark on a baby’s arm. It is small. Nobody has asked about it.
The report was hit by delays.
He dragged his feet all the way to school.
The father held his daughter in his arms.
The panel does not say that the nurse was careless.
The landlord was streetwise.
He lived with his grandmother by choice.
The interpreter did not turn up for the child’s appointment, so it was moved.
The panel was struck by how often workers had gone back to the same door.
The nurse was shaken by what she heard and asked for supervision.
She should have been offered an interpreter; the booking line was closed.
The GP had written twice and had no reply.
The plan was to help the mother look after herself.
The worker put her hand on the rail and waited.
The children were kept in the waiting room while the adults talked.
The mother kept the baby in a sling.
His hands were cold and his coat was thin.
She had her arm in a sling after a fall at netball.
The teacher noticed that his shoes were broken.
He broke his promise to ring.
The report says that the family had been hard to find, because the address was wrong.
The file was locked in a cupboard in the office.
He put the letter in his bag.
The baby was weighed and measured, and the health visitor recorded both.
The school took the register at nine.
A letter was put in his tray.
The police took a statement from her.
His mother held his hand in the waiting room.
The boy was held back a year.
The child was taken to hospital by ambulance.
The social worker lifted the baby from the cot and checked her breathing.
She dragged her chair to the window.
The father took his belt off at the airport.
The team hit its target for visits.
Two workers left, and the team was stretched.
The workers found it hard to talk about sex.
How do you talk to a teenager about sex and consent?
A child cannot consent to sexual activity with an adult.
She agreed to see the nurse.
The girl chose to stay with her foster carer.
The boy wanted to go home to his mother.
He kept going back to the library.
She returned to the house to fetch her coat.
She got involved in the school play.
The boy got herself a drink.
The child was happy to see the worker.
The boy was in trouble with his maths.
He made a decision to tell his teacher.
He told the nurse the truth, and she believed him.
He was out of breath when he came.
The girl was out of school for a term.
Services should have a named lead.
Every school should have a policy that staff have read.
The bid failed, and the project ended.
The mother said that she felt judged by the clinic.
Nobody knew that the line had been cut off.
Nobody from housing was invited to the meeting.
No one asked the father, because the form had no box for him.
It was not clear who should ring.
The obvious question is a good place to start.
Ask the obvious question.
Be curious. Do not assume.
Workers were too busy to write up every call; the rota had two gaps.
The parents had separate workers, and neither knew of the other.
Poor handwriting made the note hard to read.
The failure of the computer system meant that alerts were not sent.
Neglect is a slow harm.
The mother had been neglected as a child.
The agency is not at fault, and this review does not say so.
The father did not care for spicy food.
The nurse took care with the wording.
She was careful, and she was right.
Careless talk in the corridor can be overheard.
A lazy question gets a yes or a no.
This option is too quick: it skips the child.
Good try. You acted, but you did not record why.
That is an easy mistake to make.
Not quite. The mother may have had a reason.
A quick call would have been answered by a machine.
He missed his dad.
The child missed three weeks of school.
She missed two questions in the quiz.
The mother missed her own scan.
The baby was late for her appointment.
Appointments were cancelled by the clinic three times.
The child was seen at every appointment.
Two reviews were missed out of the table.
The GP missed the meeting.
The carer did not attend the training.
DNA can be found on cloth for years.
Attendance at the course was good: 40 of 44 people came.
The course lasts six weeks.
There were five boys in the class and four girls.
The three of them met at ten.
The five agencies met twice.
She was one of three nurses on the ward that night.
It is two years since the last inspection.
At 16, you can leave school in some countries.
At six weeks every baby is offered a check.
The eight-week review is a chance to ask.
She is 15 minutes early.
He scored 14 and then 15.
The fund closed at 25 people.
The number of children under two rose.
Young people of 16 and 17 have rights of their own.
A parent must agree if the child is under 16.
Anyone aged 18 or over is an adult.
In Derby, Leeds and Hull the scheme began in 2021.
A Polish interpreter came to the meeting in Boston.
The report by the Bristol board in 2019 is worth reading.
The trainer grew up in Bury and trained as a nurse in 2004.
The service in Truro has a worker who speaks Polish.
A study of twins in Cardiff began in 2010.
The Grimsby office moved in 2022.
The family had moved twice that year.
Her family is from Ghana.
The mother is a nurse.
The office will be shut on 29 May.
The new edition comes out on 1 September.
Book by 12 March to keep your place.
In June the visits stopped.
He came on a Tuesday in May.
World Autism Acceptance Day is 2 April.
Data is as at 31 March 2026.
Hospital staff and ward managers shared the letter.
The Family Hub and the library are next to each other.
The Hospital Trust and the School Nursing Service wrote to each other.
At school, in hospital or at home, the plan is the same.
The Mental Health Support Team works in schools.
The Multi-Agency Safeguarding Hub took the call.
The Sexual Assault Referral Centre is open all night.
Alder Hey and Great Ormond Street are children’s hospitals.
The Tavistock and the Anna Freud Centre publish guides.
The Lullaby Trust gives advice on safer sleep.
See the Royal Pharmaceutical Society page.
A Level 3 course in Hackney is full.
Use “they” if you do not know.
Ask the DSL. Ask the SENCO. Ask the IRO.
Trainers: print slide 4.
The Signs of Safety map and the Outcomes Star are tools.
The Bruce Perry model is in module 2.
Maslow, Bowlby and Ainsworth are named in the glossary.
Vincent (2016) and Rawlings (2014) are in the list.
The Casey review and the Jay report are public.
Amoxicillin was prescribed, and Piriton was bought.
He wore a Nike jacket and had an Adidas bag.
The family shopped at Lidl and Aldi.
Teams, Zoom and WhatsApp were used.
It was Ramadan, and the family broke the fast at eight.
The nurse spoke Urdu, Punjabi and Pashto.
Rochdale, Rotherham and Telford are often named.
Working Together 2015 was in force when the boy was born.
Keeping Children Safe in Education 2019 applied at the time of the visit.
The 2013 edition came before.
Section 11 of the Children Act 2004 still applies.
Appendix B. Terms of reference
Option C. Ring the duty line.
Part A. Before you start
The Prevent duty is in the Act of 2015.
A rapid review was held in 15 days.
The Rapid Review Group met.
Operation Encompass calls came to the school by nine.
“Failure to engage” is a phrase to avoid.
Write what you saw, not that he was “attention seeking”.
The word “promiscuous” has no place in a record about a child.
The phrase “did not attend” hides who should have brought him.
The log said “mother failed to bring”; the review asks why the bus did not run.
“Hard to reach” tells us about the service.
Try it: put “lifestyle choice” into plain words.
She had a burning wish to be a vet.
The fire drill burned up half the morning.
He had a cut in his benefits.
They marked his work on the back of the page.
The lead on the case went on leave.
A knock on the head of the project was the loss of its grant.
Her back garden was overgrown.
The leg of the cot was broken.
The nose of the car was dented.
The boy was groomed by somebody whom he had met online.
The uncle chose to abuse her, and nobody else is answerable for that.
The reorganisation had fractured working relations, and the budget was squeezed until little was left.
The cuts hurt staff morale and left the team on its knees.
The baby had no injuries.
Blood was taken from her arm for the test.
The dog missed his jab.
The puppy did not turn up for his booster.
The health visitor did not turn up to weigh the baby.
The mother put her children before her own safety.
The boy wound his watch up until the spring broke.
Nobody was bothered by the change of room.
He cut himself off from his friends.
The knife went in the drawer.
By teasing out the detail she learned what had happened.
The boy never missed a clinic.
"""


@pytest.mark.parametrize("text", [*NEAR_MISSES.splitlines(), *ABOUT_WORK.splitlines()])
def test_what_only_looks_like_it_raises_nothing(text: str) -> None:
    assert raised_by(text) == set()
