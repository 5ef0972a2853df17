"""The words of the registers' choices. The tracker stores each choice by an id of its own, which is English."""

from elearn.translations import N_, Words

WORDS = Words(
    {
        # how learning was taken to people
        "team briefing": N_("Team briefing"),
        "single-agency training": N_("Single-agency training"),
        "inter-agency training": N_("Inter-agency training"),
        "e-mail": N_("E-mail"),
        "course": N_("Course"),
        "supervision": N_("Supervision"),
        "policy or procedure changed": N_("Policy or procedure changed"),
        # how far an action is
        "not started": N_("Not started"),
        "in progress": N_("In progress"),
        "delivered": N_("Delivered"),
        "embedded": N_("Embedded"),
        "impact evidenced": N_("Impact evidenced"),
        "closed": N_("Closed"),
        # what stops it
        "": N_("Nothing"),
        "not enough staff or time": N_("Not enough staff or time"),
        "no money": N_("No money"),
        "no system or data for it": N_("No system or data for it"),
        "depends on another agency": N_("Depends on another agency"),
        "recommendation is unclear": N_("Recommendation is unclear"),
        "conflicts with another duty": N_("Conflicts with another duty"),
        "staff have changed": N_("Staff have changed"),
        "not accepted by the agency": N_("Not accepted by the agency"),
        # how an impact is known
        "audit of records": N_("Audit of records"),
        "what children and families said": N_("What children and families said"),
        "what practitioners said": N_("What practitioners said"),
        "figures over time": N_("Figures over time"),
        "observation of practice": N_("Observation of practice"),
        "inspection or peer review": N_("Inspection or peer review"),
        "survey after training": N_("Survey after training"),
        # what a notification led to
        "local child safeguarding practice review": N_("Local child safeguarding practice review"),
        "safeguarding adult review": N_("Safeguarding adult review"),
        "domestic abuse related death review": N_("Domestic abuse related death review"),
        "domestic homicide review": N_("Domestic homicide review"),
        "serious case review": N_("Serious case review"),
        "serious incident learning review": N_("Serious incident learning review"),
        "learning review": N_("Learning review"),
        "partnership case review": N_("Partnership case review"),
        "no review": N_("No review"),
        # what the national Panel answered
        "agrees": N_("Agrees"),
        "does not agree": N_("Does not agree"),
        "asks for more": N_("Asks for more"),
        "will review nationally": N_("Will review nationally"),
        # what the guidance says, as the decision aid keeps it
        "must": N_("Must"),
        "should": N_("Should"),
        "should consider": N_("Should consider"),
        "may": N_("May"),
        # whether a lesson applies more widely, and what follows
        "yes": N_("Yes"),
        "in part": N_("In part"),
        "no": N_("No"),
        "action": N_("Action"),
        "procedure": N_("Change of procedure"),
        "nothing": N_("Nothing more"),
        # the tiers of learning
        "individual": N_("Individual"),
        "local": N_("Local"),
        "strategic": N_("Strategic"),
        # whether a quality marker is met
        "met": N_("Met"),
        "partly": N_("Partly"),
        "not yet": N_("Not yet"),
        "not applicable": N_("Not applicable"),
    }
)
"""The words by what is stored. All start with a capital, for a label or a cell of a table."""


def in_words(choice: str) -> str:
    """Returns what is stored as words in the current language, with a capital."""
    return WORDS.get(choice, choice.capitalize())
