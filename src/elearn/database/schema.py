"""The tables, as migrations, in SQL that SQLite and PostgreSQL both read.

Days are ISO text; instants are ISO text in UTC. A later event never changes a completion: it adds another
row. `tracker.standing` keeps `standing` up to date as events arrive. Rebuilding it from the other tables gives
the same rows.
"""

from collections.abc import Callable
from typing import Any, Protocol

from elearn.database.authoring_tables import AGENCY_CONTACTS, COMMENTS, REVIEW_WORK, SIGN_OFF, VERSIONS
from elearn.database.counting_tables import COUNTED, LEARNERS, REQUIRED, TAUGHT
from elearn.database.later_tables import (
    DRAFTS,
    LANGUAGES,
    PACKED_STANDINGS,
    PRACTICES,
    PUBLISHED_VERSIONS,
    RESULTS_NOT_KNOWN,
)
from elearn.database.register_tables import REGISTERS


class Tables(Protocol):
    """What a migration changes. It may do no more than run statements, so that it works on every engine."""

    def execute(self, sql: str, /) -> Any:
        """Runs one statement."""


Migration = Callable[[Tables], None]

_FIRST = """
create table agency (
  id      text primary key,
  name    text not null,
  kind    text not null default '',
  parent  text references agency (id),
  target  integer not null default 90 check (target between 1 and 100),
  basis   text not null default 'roster' check (basis in ('roster', 'headcount', 'return'))
);
create table agency_within (            -- every agency within itself and within each of its ancestors
  agency  text not null references agency (id),
  within  text not null references agency (id),
  primary key (agency, within)
);
create table role_group (
  id      text primary key,
  name    text not null,
  level   text not null default ''
);
create table person (
  id      integer primary key,
  email   text not null unique,         -- as compared: trimmed, lower case
  name    text not null
);
create table post (                     -- a person in a role group at an agency, from a day to a day (both in it)
  id            integer primary key,
  person        integer not null references person (id),
  agency        text not null references agency (id),
  role_group    text not null references role_group (id),
  staff_number  text not null default '',
  starts_on     text not null,
  ends_on       text,
  unique (person, agency, role_group, starts_on)
);
create index post_agency on post (agency, staff_number);
create table role (                     -- what a person may do beside their own learning
  person  integer not null references person (id),
  role    text not null check (role in ('trainer', 'lead', 'board', 'administrator')),
  agency  text references agency (id),  -- for a lead: theirs, with its children
  unique (person, role, agency)
);
create table course (
  id       text primary key,
  title    text not null,
  version  text not null default '',    -- the current one
  minutes  integer,
  ours     integer not null default 0   -- 1: built here and playable; 0: taught elsewhere and tracked
);
create table course_version (
  course    text not null references course (id),
  version   text not null,
  standard  text not null,              -- of the package that our player runs
  package   text not null,              -- its folder below ELEARN_PACKAGES
  sha256    text not null,
  assessed  integer not null default 1, -- 1: only a pass completes it; 0: it has nothing to pass
  built_at  text not null,
  primary key (course, version)
);
create table course_outcome (
  course   text not null references course (id),
  version  text not null,
  outcome  text not null,
  text     text not null,
  primary key (course, version, outcome)
);
create table course_recommendation (    -- which recommendations a course answers
  course          text not null references course (id),
  recommendation  text not null,        -- review-slug#id
  primary key (course, recommendation)
);
create table requirement (
  id                  integer primary key,
  course              text not null references course (id),
  agency              text references agency (id),      -- null: all; it stands for its children too
  role_group          text references role_group (id),  -- null: all
  from_day            text not null,
  to_day              text,
  due_within_days     integer not null default 0,
  renew_after_months  integer
);
create unique index requirement_once on requirement
  (course, coalesce(agency, ''), coalesce(role_group, ''), from_day);
create table exemption (
  id        integer primary key,
  person    integer not null references person (id),
  course    text not null references course (id),
  from_day  text not null,
  to_day    text,
  reason    text not null default '',
  unique (person, course, from_day)
);
create table headcount (
  agency      text not null references agency (id),
  role_group  text not null references role_group (id),
  as_at       text not null,
  headcount   integer not null check (headcount >= 0),
  source      text not null default '',
  primary key (agency, role_group, as_at)
);
create table aggregate_return (
  agency      text not null references agency (id),
  role_group  text not null references role_group (id),
  course      text not null references course (id),
  period_end  text not null,
  headcount   integer not null check (headcount >= 0),
  in_date     integer not null check (in_date >= 0),
  primary key (agency, role_group, course, period_end)
);
create table registration (             -- one person's try at one version, with the runtime's state
  id            integer primary key,
  person        integer not null references person (id),
  course        text not null references course (id),
  version       text not null,
  standard      text not null,
  started_at    text not null,
  last_at       text not null,
  completion    text not null default 'incomplete' check (completion in ('incomplete', 'completed')),
  success       text not null default 'unknown' check (success in ('unknown', 'failed', 'passed')),
  score         real,                   -- percent, 0–100: the best so far
  progress      real not null default 0,-- 0–1
  total_seconds real not null default 0,
  state         text not null default '{}', -- the CMI data model as JSON, as the package last left it
  open          integer not null default 1  -- 0: ended; a new try is a new registration
);
create index registration_person on registration (person, course);
create unique index registration_open on registration (person, course) where open = 1;
create table play_session (             -- one opening of a registration in one browser window
  id            text primary key,
  registration  integer not null references registration (id),
  position      integer not null,       -- 1 for a registration's first session, and so on
  opened_at     text not null,
  last_commit   integer not null default 0, -- the number of the last commit applied
  base_seconds  real not null,          -- the registration's time when this session opened
  seconds       real not null default 0,-- the time that this session has added
  ended         integer not null default 0,
  unique (registration, position)
);
create table interaction (              -- each answer given, as reported
  registration  integer not null references registration (id),
  position      integer not null,       -- the index in cmi.interactions
  question      text not null,
  type          text not null,
  outcome       text not null default '',
  response      text not null default '',
  correct       text not null default '',
  result        text not null default '',
  weighting     real,
  latency       real,                   -- seconds
  answered_at   text not null default '',
  primary key (registration, position)
);
create table outcome_result (           -- the latest result on each outcome (cmi.objectives)
  registration  integer not null references registration (id),
  outcome       text not null,
  score         real,                   -- percent
  status        text not null default '',
  primary key (registration, outcome)
);
create table import_batch (
  id        integer primary key,
  kind      text not null,
  file      text not null,
  sha256    text not null,
  at        text not null,
  by        integer references person (id),  -- null: from a terminal
  agency    text references agency (id),     -- the agency it was held to, if any
  applied   integer not null,
  unchanged integer not null,
  rejected  integer not null
);
create table completion (               -- a fact
  id            integer primary key,
  person        integer not null references person (id),
  course        text not null references course (id),
  version       text not null default '',
  completed_on  text not null,          -- a day in Europe/London
  score         real,                   -- percent
  passed        integer not null,
  how           text not null check (how in ('player', 'import')),
  registration  integer unique references registration (id),
  import_batch  integer references import_batch (id),
  recorded_at   text not null
);
create index completion_person on completion (person, course, completed_on);
create unique index completion_imported on completion (person, course, completed_on, version, passed)
  where how = 'import';
create table certificate (              -- what it says is frozen at issue
  code          text primary key,
  completion    integer not null unique references completion (id),
  name          text not null,
  title         text not null,
  version       text not null,
  completed_on  text not null,
  valid_until   text,
  issued_at     text not null
);
create table evaluation_response (
  id            integer primary key,
  registration  integer not null references registration (id),
  question      text not null,
  answer        text not null,
  at            text not null
);
create table recommendation_action (
  id              integer primary key,
  recommendation  text not null,
  agency          text not null references agency (id),
  due             text,
  state           text not null default 'not started'
    check (state in ('not started', 'delivered', 'embedded', 'impact evidenced', 'closed')),
  barrier         text not null default '',
  evidence        text not null default '',
  unique (recommendation, agency)
);
create table sign_in_link (
  token_hash  text primary key,
  person      integer not null references person (id),
  expires_at  text not null,
  used_at     text
);
create table session (
  token_hash  text primary key,
  person      integer not null references person (id),
  created_at  text not null,
  expires_at  text not null
);
create table launch_ticket (
  token_hash  text primary key,
  person      integer not null references person (id),
  course      text not null references course (id),
  expires_at  text not null,
  used_at     text
);
create table audit_event (
  id       integer primary key,
  at       text not null,
  actor    integer references person (id),
  action   text not null,               -- dotted: import.applied, sign_in.used
  subject  text not null default '',
  detail   text not null default '{}'
);
create table standing (                 -- where a person stands on a course in a cell, day by day
  person      integer not null references person (id),
  course      text not null references course (id),
  agency      text not null references agency (id),
  role_group  text not null references role_group (id),
  from_day    text not null,
  to_day      text not null,            -- 9999-12-31: open
  state       text not null check (state in ('in_date', 'grace', 'lapsed', 'never')),
  due_on      text,                     -- in_date, lapsed: the last day in date (null: never lapses); else the due day
  primary key (person, course, agency, role_group, from_day)
);
create index standing_cell on standing (agency, course, from_day);
create table tally (                    -- how many more (or fewer) people are in a state, for each grain and period
  shape       integer not null,         -- which are named, added up: 1 agency, 2 role group, 4 course
  period      text not null,            -- the changes of a year, a month or a day: y2026, m2026-03, d2026-03-14
  agency      text not null,            -- with its children; '': all
  role_group  text not null,            -- '': all
  course      text not null,            -- '': all
  in_date     integer not null default 0,
  grace       integer not null default 0,
  lapsed      integer not null default 0,
  never       integer not null default 0,
  primary key (shape, period, agency, role_group, course)
);
create index tally_of_nothing on tally (shape) where in_date = 0 and grace = 0 and lapsed = 0 and never = 0;
"""


def first(db: Tables) -> None:
    """All tables that the main job needs."""
    _run(db, _FIRST)


def several_tries_a_day(db: Tables) -> None:
    """Two tries of a person on one day count as two facts if their scores differ."""
    db.execute("drop index completion_imported")
    db.execute(
        """
        create unique index completion_imported
            on completion (person, course, completed_on, version, passed, coalesce(score, -1)) where how = 'import'
        """
    )


def registers(db: Tables) -> None:
    """Adds the registers around reviews.

    `recommendation_action` gets other columns. Its rows are kept: the barrier becomes the note on it, and the evidence
    stands in the action. Nobody knows any more when they were recorded, so they get one day for all.
    """
    _run(db, REGISTERS)


def published_versions(db: Tables) -> None:
    """Keeps who published a version and when, and its withdrawal.

    Versions that are there keep the day on which they were built as the day on which they were published. The
    current one was published last, although it may have been built earlier than another.
    """
    _run(db, PUBLISHED_VERSIONS)


def packed_standings(db: Tables) -> None:
    """Keeps each person's spells in one packed row, and what changed in one table. The tallies go."""
    _run(db, PACKED_STANDINGS)


def expiries(db: Tables) -> None:
    """Finds what has expired without reading everything that has not."""
    for table in ("sign_in_link", "session", "launch_ticket"):
        db.execute(f"create index {table}_expires on {table} (expires_at)")


def results_not_known(db: Tables) -> None:
    """Keeps completions of which nobody said whether they were passed, and how an import was read."""
    _run(db, RESULTS_NOT_KNOWN)


def languages(db: Tables) -> None:
    """Keeps the language that a person has chosen."""
    _run(db, LANGUAGES)


def practices(db: Tables) -> None:
    """Keeps the last steps of what boards do: requests for reviews not held, lessons at meetings, unusual decisions."""
    _run(db, PRACTICES)


def drafts(db: Tables) -> None:
    """Keeps what is changed in courses and not saved yet."""
    _run(db, DRAFTS)


def authoring(db: Tables) -> None:
    """Keeps what surrounds the writing of courses: drafts of reviews, local contacts, comments, sign-off, versions."""
    for script in (REVIEW_WORK, AGENCY_CONTACTS, COMMENTS, SIGN_OFF, VERSIONS):
        _run(db, script)


def what_counts(db: Tables) -> None:
    """Keeps kinds of requirement, taught sessions, outside learning, withdrawals, and learners without a post."""
    for script in (REQUIRED, TAUGHT, COUNTED, LEARNERS):
        _run(db, script)


def _run(db: Tables, script: str) -> None:
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)


MIGRATIONS: tuple[Migration, ...] = (
    first,
    several_tries_a_day,
    registers,
    published_versions,
    packed_standings,
    expiries,
    results_not_known,
    languages,
    practices,
    drafts,
    authoring,
    what_counts,
)
"""In the order in which they run.

The function's name is stored as the migration's name. Never change a migration after its release.

From `expiries` on, a migration only adds: tables, indexes, and columns that may be left out. So processes of the
version before go on working beside those of the new one.
"""
