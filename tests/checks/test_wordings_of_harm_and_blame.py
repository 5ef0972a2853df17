"""Harm and blame are found in the words that people really use: E13 and W15 to W17.

All is invented. Each sentence stands alone as a page of a course, and a line is one sentence or a few.
"""

import pytest
from benchmarks.styles import raised_by

HARM = """\
The toddler’s nappy hid a bite, the size of an adult’s mouth.
She had been kept there on dog biscuits and rainwater.
She can hear her neighbour being thrown against the party wall.
What you saw on his forearm was the tip of an iron, scorched into the skin.
All the food in the house was kept from him behind a padlock.
The baby could not move his arm, and cried when it was lifted.
The school nurse saw the marks of a belt across his legs.
Her cheekbone had been shattered with a bat.
He forced the barrel of an air gun into her mouth.
The care worker dragged the woman out of bed by her wrists.
He knocked two of her teeth out.
The lad had a broken nose and three cracked ribs after the fight.
He shoved her, seven months pregnant, against the cooker.
The X-ray showed that both of the baby’s collarbones were broken.
A blow to the head had left the child unable to speak.
His stepfather hit him with a belt.
She said that an uncle had touched her under her clothes.
The baby had been shaken.
The boy had a bruise on his cheek and could not say how.
He was found hanging in his room.
The children were starved as a punishment.
Her father locked her in a cupboard for hours.
A scan showed three healing rib fractures.
He made her watch films and touch him.
He slapped her across the face and pulled her hair.
The toddler was dipped in hot water.
She had been made to send pictures of herself without clothes.
The paediatrician found finger-tip marks on both arms.
Men had sex with her in return for drugs.
He was thrown against a wall.
He was stabbed on his way home.
The child was tied to the bed at night.
A neighbour saw the man kick the boy in the stomach.
She was given to other men for money.
He bit her on the shoulder.
Blood was found behind her eyes.
Her left eye had been closed for two days by the time the neighbour asked about it.
The ambulance service recorded that the infant was floppy, pale and not breathing.
He described how his mum’s boyfriend used the buckle end.
X-rays showed an older break in the upper arm and two newer ones in the ribs.
The girl disclosed that her cousin had been coming into her room at night and lying on top of her.
She was made to kneel on rice for an hour whenever she wet the bed.
A boy in your group shows you scald marks on his feet.
He told the teacher that his uncle squeezed his neck until it went dark.
She had been plied with vodka and driven to a house where four men were waiting.
The coach asked him to take his shorts off and filmed it.
A teenager was found with his wrists cut in the school toilets.
The mother had been punched in the stomach while pregnant.
The toddler was left in a bath that was scalding.
The twins were found in cots soaked in urine, with sores down to the bone.
Grandad puts his fingers where I wee, she told the teaching assistant.
She died of her injuries the next morning.
She was set alight by her husband in front of the children.
Feedback: he has told you that his carer burns him with the iron when he is slow.
He swallowed a whole packet of his nan’s tablets.
The bruise was the shape of a shoe.
Photographs show grab marks round both upper arms.
Her brother had been getting into the bath with her and touching her.
The child’s lip was split and he would not say by whom.
Her partner dragged her along the hall by her hair.
The lodger exposed himself to the twins.
She told her nan that he touches her when Mum is at work.
He was thrown down the stairs by his stepfather.
She cuts her thighs when the arguments start.
The baby died with his mother asleep beside him.
He had been kept in the dark in the shed for two nights.
She was forced to have sex with several men in one evening.
Two of his fingers had been crushed in a door, and not by accident.
His mother held his hand on the hot plate.
A toddler with a torn frenulum came to the walk-in centre.
He choked her until she passed out.
She had taken forty paracetamol.
The infant was found dead in her cot.
He spat in her face and called her names.
She was pushed down the stairs when she was seven months pregnant.
He backhanded the toddler for dropping a cup.
The child had a torn ear and a thick lip.
The registrar saw linear marks on the backs of her thighs.
He had been made to stand in the yard barefoot, in snow, all night.
An older boy at the club had interfered with him.
The tutor groomed her, then slept with her.
She had taken all her mother's tablets.
The coroner heard that the baby had been smothered.
The lad had tied a sheet to the window bars.
He flicked lit matches at his little brother.
The child had been strapped in a car seat for most of each day.
He taped her mouth shut.
The teacher twisted his ear until he cried.
The boy lost two teeth when his uncle hit him.
The old man had pressure sores on both heels that went to the bone.
The resident was left lying in her own faeces overnight.
The children watched their father stab their mother.
The boy was knifed outside the chicken shop.
They made her drink until she was sick and then took turns.
The child was made to sleep in the dog's bed.
The baby had been given methadone to make him sleep.
The baby starved to death in the cot.
The mother hit him with a shoe when he would not eat.
A babysitter had made the boys undress and took photographs of them.
There was bleeding from the girl's vagina.
The prefect forced his hand down her shirt.
She tried to hang herself with her tights.
He punched the wall and then he punched her.
The lad's ear was torn where the earring had been pulled out.
He hit his son so hard that the eardrum burst.
Her boyfriend made her sleep with his friends to pay what he owed.
The post-mortem found that the baby had been suffocated.
He was beaten up in the park by four boys from another school.
The baby had a swollen thigh and screamed when the nappy was changed.
The foster carer found cuts, fresh and old, on the girl's thighs.
Ambulance control was told that the baby had gone blue.
Her ex came through the window and went for her with a hammer.
The child was pushed under the bath water as a punishment for crying.
The resident had fingertip bruising to both upper arms.
My dad battered me for that, he wrote.
Staff found her with a plastic bag over her head.
A man at the mosque beat the boys on the soles of their feet.
The au pair tipped the baby out of the cot and stamped.
The baby was cold and stiff when the ambulance came.
The boy's testicles were swollen where he had been kicked.
The child had handprints on both cheeks.
She takes a blade to her legs most nights.
A passer-by saw the man cuff the toddler across the head outside the shop.
She told the midwife that he grabs her round the neck when he is drunk.
The police found a blood-soaked pillow beside the cot.
He peed on the younger boys in the shower.
The girl was thrown out of a moving car.
Her mouth had been washed out with soap.
She was lying dead in the hallway with the toddler beside her.
She had slashed at her arms with a broken mug.
She complained that the priest's hands went under her blouse.
He had been starved, beaten and kept in a cellar.
The boy was circumcised on a kitchen table and nearly bled to death.
Her lip was bust and she had lost a nail.
The twins had been scratched raw.
The pupil came back from his uncle's with his hair burned.
He was glassed in the neck.
He set fire to her hair.
A consultant noted adult bite marks and a healing radial fracture.
The lad had been whacked with a curtain pole.
His cot mattress was bloodstained and there was a tear in his mouth.
She was given a caution after she bit the baby's cheek.
There were traces of cocaine in the baby's hair and bruises on his shins.
Staff dragged the boy along the corridor by his feet.
The girl overdosed on the Friday and again on the Sunday.
Her aunt pressed the iron to her thigh.
At the refuge she would sleep only with the light on; he used to rape her in the dark.
The father bit off part of her ear.
He died on the ward from a bleed on the brain.
The paediatric radiologist reported a buckle fracture of the distal radius that predated the fall.
The sisters described being lined up on the landing and hit in turn.
Dad says he 'tapped' her. The print of four fingers is still there at home time.
By the time the crew arrived the baby had no output.
The boy's frenulum had been torn by a bottle pushed in too hard.
She said he had choked her 'only for a second'.
The grandson had been emptying her account and twisting her wrist to get the PIN.
A pupil draws back when you raise your hand to point; there is a welt on his neck.
Her brother held the aerosol to her arm until the skin went white.
The child's stomach was distended and rigid; at theatre the bowel was found to be ruptured.
The post-mortem gave smothering as the likeliest cause.
The woman had lain on the floor for two days with a broken hip and sores.
A hand-shaped mark had come up on her cheek by register.
The young woman was found with cuts to both wrists and a note.
The mother's eye socket was broken in front of the children.
Feedback: the boy says his dad "leathers" him. Take that at face value.
The infant's arm had snapped above the elbow.
A toddler was admitted with second-degree burns to his buttocks, in a glove-and-stocking pattern.
She told her teacher that Dad hits Mum and then hits her.
The baby presented with a swollen leg and an X-ray showed a spiral fracture.
An image of the girl naked was passed round Year 10.
He had been carrying drugs inside his body.
He'd taken a blade to his own arm.
The baby's injuries could not have been caused by the dog.
There were twelve separate injuries to the child's head.
A cord was found round his neck.
The toddler drowned in the bath while his mother slept.
Her uncle arranged for her to be cut during the summer holidays.
The teenager's finger had been cut off over a debt.
They poured boiling water with sugar over him.
Granny's arm is black from wrist to elbow.
The care home manager was told that a resident had been punched by another.
She showed the nurse where he had bitten her.
He had been dead for two days.
He made the children watch while he killed the rabbit.
He had rubbed Deep Heat on the boy's genitals as a joke.
She came home with a love bite and a black eye.
The boy had been hung upside down over the stairwell.
The GP practice policy was followed when the girl came in with a broken jaw from her boyfriend's punch.
What could the school have done when he came in with a burn on his hand?
The police were called because somebody had stabbed a boy outside the shop.
Whether or not he meant it, he broke the baby's arm.
Under section 20 the twins moved to their nan after their mother was stabbed.
For example, one boy was whipped with a cable for losing his bus pass.
The law student had been beaten by her husband.
Not one adult asked why he had two black eyes.
Without asking, he put his hand up her skirt.
He said he would kill her, and he cut her throat.
"""
BLAME = """\
Mum chose her boyfriend over her kids.
Mother has only herself to blame for the removal.
The mother preferred partying to parenting.
The mother knew perfectly well that the cot was broken.
The panel can find no satisfactory explanation for the paediatrician’s conduct.
Practitioners allowed themselves to be deflected by a plausible mother.
There was a culpable want of leadership.
Mother’s priorities lay elsewhere: nails, nights out, men.
The chair presided over a muddle.
The health visitor contented herself with a cup of tea and a chat.
Key message: don’t be the teacher who looked the other way.
The health visitor swallowed it hook, line and sinker.
No decent father would have walked out.
The officers were a waste of space.
Minutes were an embarrassment.
Even a first-year student nurse would have asked.
The culprits are the night staff.
The team took the coward’s way out.
The nurse had her mind on her holiday.
The hospital cocked it up.
The manager let it slide.
They washed their hands of her.
CAMHS fiddled while Rome burned.
The school’s failure was total.
What a shower that team was.
Some father he was.
The ward manager did as little as she could get away with.
The consultant was too grand to listen.
How the teacher missed it is anyone’s guess.
God knows what the nurse was thinking.
The blame is theirs.
The finger points at the social worker.
Somebody should lose their job over this.
The mother was drunk as usual and no use to anybody.
Mum was bone idle.
The mother was weak.
The mother turned her back on her son.
Nobody could be that blind.
The worker was starry-eyed about the father.
They were hoodwinked.
The lead lacked the guts.
The clinic took forever and a day.
The hospital could not wait to get rid of her.
The assessment was not worth the paper it was written on.
The manager’s explanation is laughable.
The GP couldn’t be troubled to pick up the telephone.
The school, as usual, did nothing.
The social worker was hopelessly out of her depth.
The doctor’s failure to examine the child is impossible to understand.
The decision was wrong, plainly wrong, and a child paid for it.
It was lazy practice.
The officer didn’t even bother to write it down.
The mother cared more about her phone than about her son.
Dad was useless and mum was worse.
People like these shouldn’t be allowed kids.
Discussion: which of these professionals was most at fault?
Feedback: yes, the nurse should have realised.
The signs were there for all to see, and staff did not look.
A simple phone call was too much trouble for the clinic.
The GP was on autopilot.
The team took the mother’s word for it without a murmur.
Our so-called experts missed it.
It took a dead child for the council to wake up.
The academy wanted rid of him.
The manager ruled by fear and her team stopped thinking.
Not one person in the practice could be bothered to find out why.
The surgery shrugged its shoulders.
The officers were slow, muddled and complacent.
A more diligent worker would have looked in the bedroom.
What kind of professional leaves a baby in that flat?
The school’s response was feeble.
Police dismissed her account out of hand.
Nobody bothered to ring the school back.
The incompetence of the duty team left the child at risk.
The delay was inexcusable.
Professionals turned a blind eye to what was happening.
The school was lazy about recording.
The GP ignored the warning signs.
The midwife should have known better.
The agencies failed to share what they knew.
The mother failed to protect her child.
Father could not be bothered to come to meetings.
The police were negligent.
It was unforgivable that nobody asked.
The ward wrongly let the baby go home.
The council has blood on its hands.
Any competent nurse would have seen it.
It was obvious to anyone that the baby was in danger.
The blame lies with the school.
Health let this child down.
A catalogue of errors by the council led to his death.
The parents were feckless.
She put her own needs before those of her baby.
There was a shocking lack of care from the ward.
The duty worker simply did not do her job.
The mother's failure to engage meant that visits stopped.
The school should have done more.
The police made a serious error of judgement.
This was gross negligence on the part of the hospital.
The worker's excuse was that she was busy.
The duty team dropped the ball completely.
The school did the bare minimum.
She was let down by every professional who met her.
The social worker took the mother’s word for it, which was foolish.
The health visitor was fobbed off and did not have the backbone to push back.
The conference chair rushed it because she wanted to get home.
Father was only interested in himself and never lifted a finger.
The blame must be laid at the door of the housing team.
It was a dereliction of duty by the college.
The midwife overlooked the bruising.
The agencies dithered while the children suffered.
The mother was a poor parent who preferred the pub to her children.
The team manager rubber-stamped the decision without a thought.
The safeguarding lead sat on the information for three weeks.
Nobody had the wit to ring the school.
The failures of the partnership are laid bare in this report.
Social care botched the assessment.
The worker should never have closed the case.
It was plain negligence.
The council must hang its head in shame.
The hospital’s handling of the referral was inept.
Any fool could see that the home was unsafe.
CAMHS washed its hands of him.
She neglected her duty to check the register.
The officer clearly had no idea what she was doing.
Professionals allowed themselves to be hoodwinked.
The GP could not be bothered to read the letter.
The worker was out of her depth and too proud to say so.
This child was failed by everybody.
The school’s laziness is hard to forgive.
The police ought to have acted.
The mother’s neglect of her duties was shocking.
The nurse carelessly left the form on the side.
Staff showed a callous disregard for the boy.
The father failed in his duty as a parent.
The worst of it is that the school knew and said nothing.
The head teacher should hang her head.
The out-of-hours service was a disgrace.
He paid for their mistakes with his life.
The consultant brushed her concerns aside.
The hospital discharged him without a second thought.
The agency’s incompetence beggars belief.
"""
VICTIM_BLAME = """\
The young person continues to engage in risk-taking and is not receptive to advice.
There was an element of consent on the girl’s part.
Her mode of dress invited comment.
She exploits her vulnerability to get what she wants.
The teenager’s refusal to name names has made her the author of further harm.
Key point: if you dress like that, expect trouble.
School log: she flirts with male staff and dresses to be noticed.
Case note 14: YP made poor decisions again last night.
In the view of the headteacher, the girl had only got what she went looking for.
She didn’t help matters by drinking.
As long as she continues to see him there is little that we can do to protect her.
He needs to understand that his choices have consequences.
She is sexually disinhibited and seeks out men.
Her word could not be relied on.
The mother stayed for the house.
Victim is uncooperative and hostile to officers.
She is the architect of her own downfall.
She was half to blame.
If he hadn’t mouthed off, he would still have his front teeth.
She knew what going to that flat meant.
She knew which buttons to press.
Had she found the courage to leave him, her children would have been spared.
Why did she keep going back to him?
Easy meat, that girl.
She does it for kicks.
She goes from one violent partner to the next.
She had a hand in her own abuse.
The boy had it coming.
She plays staff off against each other.
There is no helping a girl who will not be helped.
She took him back knowing full well what he was.
She gave her number to any man who asked.
She is oversexed for twelve.
A greedy boy, he took the money and the risk that came with it.
The girl flaunted herself.
He has to own his part in it.
She did not exactly fight him off.
He gave his dad lip, and dads have limits.
The boy would not be told.
Trouble follows this girl around.
This girl sleeps with whoever buys her chips.
She is her own victim.
She fell for the oldest trick in the book.
He didn’t have to go; he chose to.
She only cried rape when her mother found out.
He knew the rules of the street.
She burned her bridges with every carer.
The review heard that the young person was placing herself in risky situations on a nightly basis.
Learner note: remember that some of these kids love the drama.
The woman kept taking him back.
Cutting for attention again; sutured and discharged.
She is wise to it all and can look after herself.
The lad had it all his own way until they turned on him.
Her provocative posts drew the wrong kind of men.
She absconds to be with men.
She was infatuated and pursued him relentlessly.
He’s a little gangster.
He is non-compliant with his safety plan.
She has closed the door on every service.
She picked the gang over college.
She would wind her stepfather up until he snapped.
A pupil who dresses to attract grown men’s attention is getting messages from them.
He is worldly for his years, so the men’s flat is his own lookout.
Victims who return to a violent partner have put the relationship before their own safety.
By goading the carers she made it happen.
His own behaviour led to the attack.
She refused every offer of help and preferred the street.
What did she expect, going to his flat?
She returned to her abuser.
The girl was no shrinking violet.
She was described as promiscuous.
His risky lifestyle was a concern.
She put herself at risk by going to the flat.
She chose to stay with him.
He was streetwise and older than his years.
She was sexually active with older men.
The girl would not engage with the service.
She was attention seeking.
He chose to carry drugs for the gang.
She kept going back to her abuser.
She led him on.
By going out at night, the girl invited trouble.
She got herself into dangerous situations.
The young person was a willing participant.
He was selling himself for sex.
She refused to leave him.
He refused to engage with workers.
She was manipulative.
She could have said no.
Why did she not just leave?
Her provocative clothes attracted men.
The boy got involved with drug dealers by choice.
She was known to be difficult and would not help herself.
She failed to protect herself.
She was asking for trouble, dressed like that.
The boy liked the money and did not want to stop.
She had form for going off with men.
The girl encouraged the older men.
She will not help herself and keeps going back for more.
He made the decision to get involved in county lines.
They were consenting.
She was sexually experienced for her age.
She has a history of lying about men.
She was working as a prostitute.
She has chosen this lifestyle.
She refuses support and is her own worst enemy.
The young woman failed to keep herself safe.
The child’s behaviour drove his stepfather to it.
If she had stayed in that night, it would not have happened.
The lads are hard to reach and do not want help.
Her mother says she is wild and out of control.
She allowed him to take the photographs.
She is very sexualised and knows how to get what she wants.
She brought it upon herself by drinking.
The girl made poor lifestyle choices.
She was seen as a willing participant in what the men did.
She is a very manipulative and attention-seeking girl.
She knew the risks and went anyway.
The young person placed herself at risk of sexual harm.
She provoked the attack by answering back.
The victim went back to him again and again and must take some responsibility.
Why did he not run away?
The girls were selling themselves at the station.
The child refuses to cooperate with the police and so cannot be helped.
She is more streetwise than the men.
"""
NOT_BROUGHT = """\
The newborn wasn’t at his hearing screen.
None of the appointments offered to the child were attended.
His DNA rate for asthma reviews was four out of five.
Three appointments for the child were missed.
The baby did not attend the clinic.
The child was marked as DNA.
The child missed three appointments.
Child DNA ×2, letter sent.
The boy failed to attend his appointment.
The toddler DNA'd the review.
She missed two dental appointments and the clinic closed her case.
The child had missed his immunisations appointment.
After two non-attendances he was discharged from the eye clinic.
Discharged after DNA x 3 at speech and language therapy.
He did not attend his hearing test.
She did not turn up for her physiotherapy appointment.
The baby was not presented: no-show at the six-week check.
The child's non-attendance at CAMHS led to discharge.
Two missed vaccinations and a missed hip check were on his record.
The baby’s eight-week check: DNA.
Was booked for hearing test, failed to arrive, letter sent home.
The clinic recorded that the child had not attended for the third time.
Tooth extraction: child did not attend.
CAMHS closed the case after he did not turn up twice.
The boy’s physiotherapy notes read DNA, DNA, DNA.
The toddler was not seen: did not attend (DNA) for speech therapy.
The girl skipped her blood test and her dietitian appointment.
The baby was DNA at the hip clinic.
The boy’s dental record shows three missed appointments.
The girl had not attended CAMHS since March.
He failed to attend for his MMR.
Paediatric outpatients: DNA × 4.
The siblings did not attend their health assessments.
The child was discharged for non-attendance.
Audiology closed the referral after the girl no-showed twice.
“Your son did not attend the eye clinic,” the letter began.
Of nine appointments at the clinic, the child attended two.
The toddler has yet to attend a single hearing test.
The schoolboy stopped attending the diabetes clinic.
The baby defaulted from follow-up.
The boy’s third appointment came and went without him.
The school nurse noted that the girl had bailed on two dietitian slots.
The child was taken off the list after two failed appointments.
The boy has yet to attend the autism assessment.
The baby was a no show for her six-week check.
Of the five physiotherapy sessions offered to the toddler, one was attended.
The twins were not presented for their two-year review.
He didn't show for his eye appointment, the school's SENCO told us.
The girl never came for the stitches to be taken out.
The young person has not attended any of the therapy offered.
For the third time the pupil was absent from her CAMHS session.
The child failed to be seen at the growth clinic.
She attended only one of the four play therapy sessions the school had arranged.
Two clinic letters, two empty chairs: the boy did not appear for either.
His record for the year reads: dietitian, DNA; eye clinic, DNA; dentist, cancelled.
The infant was not presented at the prolapse clinic.
We rang to ask why the child had not attended his review.
The baby failed to attend for the second dose of her vaccine.
By March the girl had a string of DNAs.
The clinic booked a new slot for the toddler and that too was missed.
Physio stopped because the girl kept not turning up.
Her epilepsy nurse wrote that the child has failed two consecutive clinic appointments.
The boy has poor attendance at his physio appointments.
The child had not been attending for her dressings.
An appointment with the eye clinic was made for the twins; they did not attend.
The girl's orthotics review was another no-show.
The infant has not been presented for her immunisations.
The baby did not come back for her second hip scan.
At her third no-show the toddler was removed from the waiting list.
The dentist wrote that the boy "keeps missing his appointments".
Ten of the girl's fourteen appointments were recorded as non-attended.
In the chronology, "YP DNA'd again" appears six times.
The child hasn't been seen by the dentist since she stopped going to appointments.
His squint appointment was missed twice.
"""
FOUND = {
    "E13": HARM,
    "W15": BLAME,
    "W16": VICTIM_BLAME,
    "W17": NOT_BROUGHT,
}


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in FOUND.items() for text in texts.splitlines()]
)
def test_harm_and_blame_are_found_however_they_are_put(rule: str, text: str) -> None:
    assert raised_by(text) == {rule}
