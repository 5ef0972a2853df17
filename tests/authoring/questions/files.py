"""Files of questions in the shapes that Moodle, converters and spreadsheets write. All of it is invented."""

GIFT = r"""// question: 0  name: Switch category to $course$/top/Default for Signs
$CATEGORY: $course$/top/Default for Signs/Small marks


// question: 4121  name: First words [id:FW-1] [tag:bruising] [tag:induction 2026]
::First words::[html]<p>A baby of ten weeks has a mark. What does the nurse say <em>first</em>?</p>{
	=<p>“How did it come about?”</p>#<p>Yes\: an open question.</p>
	~<p>“Who did this?”</p>#<p>That accuses somebody.</p>
	~%50%<p>“It is probably nothing.”</p>#<p>Nobody knows that yet.</p>
	####<p>Write the words down as they were said.</p>
}


// question: 4122  name: What to write down
::What to write down::What do you write down today?{
	~%33.33333%Where it is#It may fade by tomorrow.
	~%33.33333%How large it is
	~%33.33333%What was said\: word for word
	~%-100%Who caused it#That is for others to find out.
}

// question: 4123  name: Consent
::Consent::You need consent before you refer a child at risk.{FALSE#It is good to have.#Right\: refer.####Tell them.}

// question: 4124  name: Whose needs
::Whose needs::Whose needs come first? One word.{
	=%100%child#Yes.
	=%100%child*#Yes.
	=%50%family#In part.
	=%0%agency#No.
	=%0%*#Think again.
}

// question: 4125  name: Days
::Days::In how many working days is the rapid review done?{#
	=%100%15:0#Yes.
	=%50%15:3#Nearly.
	~#Look at the guidance.
}

// question: 4126  name: Who does what
::Who does what::Who does it?{
	=The nursery worker -> writes it down
	=The lead -> calls social care
	= -> asks the brother
}

// question: 4127  name: Your view
::Your view::What would have helped you to speak up?{}

// question: 4128  name: Welcome
::Welcome::Read this first.

::A gap::The lead makes the {~note =referral ~call} on the same day.

::Steps::[html]<p>Put it in order.</p>{>3 ALL VERTICAL ABSOLUTE_POSITION SHOW none
Look
Ask
Tell
}

::Broken::What is { =this ~that

::After the broken one::Is it read?{T}

::Range::How old is it, in weeks?{#4..8}

Signs as text\: 3 \= 3 \{yes\} \~ 50% \# 1 and a C:\\path?{T}
"""

XML = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 0  -->
  <question type="category">
    <category>
      <text>$course$/top/Default for Signs</text>
    </category>
    <info format="html">
      <text></text>
    </info>
    <idnumber></idnumber>
  </question>

<!-- question: 91  -->
  <question type="multichoice">
    <name>
      <text>First words</text>
    </name>
    <questiontext format="html">
      <text><![CDATA[<p dir="ltr" style="text-align: left;">A baby of ten weeks has a mark.</p>
<p>What does the nurse say <strong>first</strong>?<br></p>
<p><img src="@@PLUGINFILE@@/mark.png" alt="A small mark" width="48" height="48"></p>]]></text>
<file name="mark.png" path="/" encoding="base64">iVBORw0KGgo=</file>
    </questiontext>
    <generalfeedback format="html">
      <text><![CDATA[<p>Write the words down &amp; the time.</p>]]></text>
    </generalfeedback>
    <defaultgrade>2.0000000</defaultgrade>
    <penalty>0.3333333</penalty>
    <hidden>0</hidden>
    <idnumber>FW-1</idnumber>
    <single>true</single>
    <shuffleanswers>false</shuffleanswers>
    <answernumbering>abc</answernumbering>
    <showstandardinstruction>0</showstandardinstruction>
    <correctfeedback format="html">
      <text>Your answer is correct.</text>
    </correctfeedback>
    <partiallycorrectfeedback format="html">
      <text>Your answer is partially correct.</text>
    </partiallycorrectfeedback>
    <incorrectfeedback format="html">
      <text><![CDATA[<p>Read page 2 again.</p>]]></text>
    </incorrectfeedback>
    <shownumcorrect/>
    <answer fraction="100" format="html">
      <text><![CDATA[<p>“How did it come about?”</p>]]></text>
      <feedback format="html">
        <text><![CDATA[<p>Yes: an open question.</p>]]></text>
      </feedback>
    </answer>
    <answer fraction="0" format="html">
      <text><![CDATA[<p>“Who did this?”</p>]]></text>
      <feedback format="html">
        <text></text>
      </feedback>
    </answer>
    <answer fraction="50" format="html">
      <text><![CDATA[<p>“It is nothing.”</p>]]></text>
      <feedback format="html">
        <text></text>
      </feedback>
    </answer>
    <hint format="html">
      <text><![CDATA[<p>Which one is an open question?</p>]]></text>
      <shownumcorrect/>
    </hint>
    <hint format="html">
      <text>Think of the parent.</text>
    </hint>
    <tags>
      <tag><text>bruising</text>
</tag>
    </tags>
  </question>

<!-- question: 92  -->
  <question type="truefalse">
    <name>
      <text>Consent</text>
    </name>
    <questiontext format="html">
      <text><![CDATA[<p>You need consent before you refer.</p>]]></text>
    </questiontext>
    <generalfeedback format="html">
      <text></text>
    </generalfeedback>
    <defaultgrade>1.0000000</defaultgrade>
    <penalty>1.0000000</penalty>
    <hidden>1</hidden>
    <idnumber></idnumber>
    <answer fraction="0" format="moodle_auto_format">
      <text>true</text>
      <feedback format="html">
        <text>Consent is good to have.</text>
      </feedback>
    </answer>
    <answer fraction="100" format="moodle_auto_format">
      <text>false</text>
      <feedback format="html">
        <text>Right: refer.</text>
      </feedback>
    </answer>
  </question>

<!-- question: 93  -->
  <question type="shortanswer">
    <name><text>Whose needs</text></name>
    <questiontext format="html"><text><![CDATA[<p>Whose needs come first?</p>]]></text></questiontext>
    <generalfeedback format="html"><text></text></generalfeedback>
    <defaultgrade>1.0000000</defaultgrade>
    <penalty>0.5000000</penalty>
    <hidden>0</hidden>
    <idnumber></idnumber>
    <usecase>1</usecase>
    <answer fraction="100" format="moodle_auto_format">
      <text>Child</text>
      <feedback format="html"><text>Yes.</text></feedback>
    </answer>
  </question>

<!-- question: 94  -->
  <question type="numerical">
    <name><text>Days</text></name>
    <questiontext format="html"><text><![CDATA[<p>In how many working days?</p>]]></text></questiontext>
    <generalfeedback format="html"><text></text></generalfeedback>
    <defaultgrade>1.0000000</defaultgrade>
    <penalty>0.3333333</penalty>
    <hidden>0</hidden>
    <idnumber></idnumber>
    <answer fraction="100" format="moodle_auto_format">
      <text>15</text>
      <feedback format="html"><text>Yes.</text></feedback>
      <tolerance>1</tolerance>
    </answer>
<units>
  <unit>
    <multiplier>1</multiplier>
    <unit_name>days</unit_name>
  </unit>
  <unit>
    <multiplier>0.2</multiplier>
    <unit_name>weeks</unit_name>
  </unit>
</units>
    <unitgradingtype>0</unitgradingtype>
    <unitpenalty>0.1000000</unitpenalty>
    <showunits>0</showunits>
    <unitsleft>0</unitsleft>
  </question>

<!-- question: 95  -->
  <question type="matching">
    <name><text>Who does what</text></name>
    <questiontext format="html"><text><![CDATA[<p>Who does it?</p>]]></text></questiontext>
    <generalfeedback format="html"><text></text></generalfeedback>
    <defaultgrade>1.0000000</defaultgrade>
    <penalty>0.3333333</penalty>
    <hidden>0</hidden>
    <idnumber></idnumber>
    <shuffleanswers>true</shuffleanswers>
    <correctfeedback format="html"><text>Your answer is correct.</text></correctfeedback>
    <partiallycorrectfeedback format="html"><text></text></partiallycorrectfeedback>
    <incorrectfeedback format="html"><text></text></incorrectfeedback>
    <subquestion format="html">
      <text><![CDATA[<p>The nursery worker</p>]]></text>
      <answer>
        <text>writes it down</text>
      </answer>
    </subquestion>
    <subquestion format="html">
      <text><![CDATA[<p>The lead</p>]]></text>
      <answer>
        <text>calls social care</text>
      </answer>
    </subquestion>
    <subquestion format="html">
      <text></text>
      <answer>
        <text>asks the brother</text>
      </answer>
    </subquestion>
  </question>

<!-- question: 96  -->
  <question type="cloze">
    <name><text>Gaps</text></name>
    <questiontext format="html">
      <text><![CDATA[<p>The lead makes the {1:MULTICHOICE:=referral~call}.</p>]]></text>
    </questiontext>
    <generalfeedback format="html"><text></text></generalfeedback>
    <penalty>0.3333333</penalty>
    <hidden>0</hidden>
    <idnumber></idnumber>
  </question>

<!-- question: 97  -->
  <question type="essay">
    <name><text>Your view</text></name>
    <questiontext format="html"><text><![CDATA[<p>What would have helped you?</p>]]></text></questiontext>
    <generalfeedback format="html"><text></text></generalfeedback>
    <defaultgrade>1.0000000</defaultgrade>
    <penalty>0.0000000</penalty>
    <hidden>0</hidden>
    <idnumber></idnumber>
    <responseformat>editor</responseformat>
    <responserequired>1</responserequired>
    <responsefieldlines>15</responsefieldlines>
    <attachments>0</attachments>
    <attachmentsrequired>0</attachmentsrequired>
    <graderinfo format="html"><text></text></graderinfo>
    <responsetemplate format="html"><text></text></responsetemplate>
  </question>

<!-- question: 98  -->
  <question type="calculatedsimple">
    <name><text>Ages</text></name>
    <questiontext format="html"><text><![CDATA[<p>What is {a} + {b}?</p>]]></text></questiontext>
  </question>

<!-- question: 99  -->
  <question type="ordering">
    <name><text>Steps</text></name>
    <questiontext format="html"><text><![CDATA[<p>Put it in order.</p>]]></text></questiontext>
    <generalfeedback format="html"><text></text></generalfeedback>
    <defaultgrade>1.0000000</defaultgrade>
    <layouttype>VERTICAL</layouttype>
    <selecttype>ALL</selecttype>
    <selectcount>0</selectcount>
    <gradingtype>ABSOLUTE_POSITION</gradingtype>
    <showgrading>SHOW</showgrading>
    <numberingstyle>none</numberingstyle>
    <answer fraction="1.0000000" format="html"><text>Look</text></answer>
    <answer fraction="2.0000000" format="html"><text>Ask</text></answer>
    <answer fraction="3.0000000" format="html"><text>Tell</text></answer>
  </question>

<!-- question: 100  -->
  <question type="ddwtos">
    <name><text>Drag words</text></name>
    <questiontext format="html"><text><![CDATA[<p>The [[1]] makes the call.</p>]]></text></questiontext>
  </question>
</quiz>
"""

AIKEN = """\
What does the nurse say first?
A. Who did this?
B. How did it come about?
C. It is probably nothing.
ANSWER: B

A baby cannot yet crawl,
and has a mark.
What is it?
A) An accident
B) A sign that somebody has to look at
ANSWER: b

Consent is needed before a referral of a child at risk.
A. True
B. False
ANSWER: B

What do you write down?
A. Where it is
B. What was said
C. Who is to blame
ANSWER: A, B

The answer is missing here.
A. One
B. Two

Which of these?
A. One
B. Two
ANSWER: D
"""
