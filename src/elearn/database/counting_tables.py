"""The tables of what counts: kinds of requirement, taught sessions, outside learning, learners without a post."""

REQUIRED = """
alter table course add column kind text not null default 'course' check (kind in ('course', 'hours', 'update'));
alter table course add column open integer not null default 0;
create table standard_edition (         -- an edition of a standard that requirements come from
  id        text primary key,
  standard  text not null,              -- what it is called, without the edition
  edition   text not null,
  from_day  text not null,              -- the days on which it is in effect, both in it
  to_day    text,
  source    text not null default ''    -- where it is published
);
alter table requirement add column edition text references standard_edition (id);
alter table requirement add column renew_from text not null default 'completion'
  check (renew_from in ('completion', 'expiry', 'day'));
alter table requirement add column renew_early_months integer;
alter table requirement add column renew_on text;
alter table requirement add column minutes integer;
alter table requirement add column participatory_percent integer not null default 0
  check (participatory_percent between 0 and 100);
alter table requirement add column counts_replaced integer not null default 0;
alter table requirement add column counts_outside integer not null default 0;
create table equivalence (              -- a pass of another course that counts as a pass of this one
  id        integer primary key,
  course    text not null references course (id),
  other     text not null references course (id), -- the one that was passed
  kind      text not null check (kind in ('equivalent', 'replaced')),
  from_day  text not null,              -- passes from this day on
  to_day    text,                       -- up to this one, both in it
  note      text not null default '',
  unique (course, other, from_day)
);
create index equivalence_other on equivalence (other);
create table counts_towards (           -- courses whose passes count towards hours or an update; none: every course
  course  text not null references course (id) on delete cascade,
  other   text not null references course (id),
  primary key (course, other)
)
"""
"""`course.kind`: a course, or what is required instead of one course: hours in a window, or a regular update.
`course.open`: 1 if everybody who has registered may take it.
`requirement.renew_from`: from when a renewal counts: the day of the pass, the old expiry, or to a day of the year.
`renew_early_months` (expiry): a pass that many months before the expiry, or fewer, renews from the expiry.
`renew_on` (day): the fixed day, MM-DD. For hours, `renew_after_months` is the window, `minutes` what must be in it, and
`participatory_percent` the share of `minutes` that must be participatory. `counts_replaced`: passes of courses that
this one replaced count (`equivalence`). `counts_outside`: approved outside learning counts.
"""

TAUGHT = """
create table taught_session (           -- a course that is taught to people at one time
  id             integer primary key,
  course         text not null references course (id),
  held_on        text not null,
  delivery       text not null check (delivery in ('single', 'inter')), -- single-agency or inter-agency
  agency         text references agency (id), -- whose session it is; null: the board's
  place          text not null default '',
  places         integer check (places >= 0), -- how many people it has room for; null: nobody said
  minutes        integer check (minutes > 0),
  participatory  integer not null default 1,
  passes         integer not null default 1, -- 1: whoever attended has passed; 0: attended, result not known
  state          text not null default 'planned' check (state in ('planned', 'held', 'cancelled')),
  note           text not null default '',
  recorded_by    integer references person (id) on delete set null,
  recorded_at    text not null
);
create index taught_session_day on taught_session (held_on);
create index taught_session_course on taught_session (course);
create table taught_place (             -- one person at one session
  session  integer not null references taught_session (id) on delete cascade,
  person   integer not null references person (id),
  agency   text references agency (id), -- from which they came; null: nobody knows
  booked   integer not null default 1,  -- 0: they walked in
  state    text not null check (state in ('expected', 'attended', 'cancelled', 'no-show')),
  primary key (session, person)
);
create index taught_place_person on taught_place (person);
create table trainer_days (             -- how many days of trainers an agency gave to a session
  session  integer not null references taught_session (id) on delete cascade,
  agency   text not null references agency (id),
  days     real not null check (days > 0),
  primary key (session, agency)
);
alter table completion add column taught_session integer references taught_session (id);
create index completion_taught on completion (taught_session) where taught_session is not null
"""
"""`completion.taught_session`: the session that the completion comes from; `how` is `import` then."""

COUNTED = """
alter table completion add column minutes integer;
alter table completion add column participatory integer not null default 0;
create table completion_withdrawal (    -- a completion that counts for nothing, as if it had never been
  completion  integer primary key references completion (id),
  withdrawn_by integer references person (id) on delete set null,
  withdrawn_at text not null,
  reason      text not null
);
alter table certificate add column minutes integer;
alter table certificate add column outcomes text not null default '[]';
alter table certificate add column participatory integer not null default 0;
alter table certificate add column organisation text not null default '';
update completion set minutes = (select minutes from course where course.id = completion.course);
create table outside_learning (         -- what somebody learned elsewhere
  id             integer primary key,
  person         integer not null references person (id),
  title          text not null,
  provider       text not null,
  completed_on   text not null,
  minutes        integer not null check (minutes > 0),
  participatory  integer not null,
  course         text references course (id), -- the course that it stands for, as the lead decided; null: none
  note           text not null default '', -- what they learned, in their own words
  recorded_at    text not null,
  state          text not null default 'waiting' check (state in ('waiting', 'approved', 'declined', 'taken-back')),
  decided_by     integer references person (id) on delete set null,
  decided_at     text,
  decision       text not null default '' -- why, in the lead's words
);
create index outside_learning_person on outside_learning (person, completed_on);
create index outside_learning_waiting on outside_learning (person) where state = 'waiting';
create table outside_evidence (
  outside_learning  integer primary key references outside_learning (id) on delete cascade,
  name              text not null,
  media_type        text not null,
  content           blob not null
);
create table reflection (               -- with it, what somebody learned makes a regular update
  id                integer primary key,
  person            integer not null references person (id),
  course            text not null references course (id), -- the update that it is for
  written_on        text not null,      -- a day in Europe/London
  text              text not null,
  completion        integer references completion (id), -- what they learned: one of these two
  outside_learning  integer references outside_learning (id),
  recorded_at       text not null
);
create index reflection_person on reflection (person, course, written_on);
drop index completion_person;
create index completion_person on completion (person, course, completed_on, passed, minutes, participatory)
"""
"""`completion.minutes`: how much learning it was, as the course said at the time; null if nobody knows. A withdrawn
completion stays where it is, and every query that counts passes leaves it out (`tracker.counting.COUNTS`).
`certificate.organisation`: the board that issued it, by the name that it had then. "" if it was issued before these
columns were there: then it says nothing of minutes, outcomes or the kind of learning.
"""

LEARNERS = """
alter table person add column registered integer not null default 0;
create table registration_link (        -- proves the address of somebody who registers
  token_hash  text primary key,
  email       text not null,
  name        text not null,
  language    text not null default '',
  expires_at  text not null,
  used_at     text
);
create index registration_link_expires on registration_link (expires_at);
create index registration_link_email on registration_link (email, expires_at);
create table sign_in_code (             -- signs in somebody without an e-mail address, once
  person      integer primary key references person (id) on delete cascade,
  code_hash   text not null unique,
  made_by     integer references person (id) on delete set null,
  made_at     text not null,
  expires_at  text not null
);
create index sign_in_code_expires on sign_in_code (expires_at);
create table exemption_request (
  id          integer primary key,
  person      integer not null references person (id),
  course      text not null references course (id),
  from_day    text not null,
  to_day      text,
  reason      text not null,
  asked_by    integer references person (id) on delete set null,
  asked_at    text not null,
  state       text not null default 'waiting' check (state in ('waiting', 'approved', 'refused', 'taken-back')),
  decided_by  integer references person (id) on delete set null,
  decided_at  text,
  decision    text not null default ''
);
create index exemption_request_person on exemption_request (person, course);
create index exemption_request_waiting on exemption_request (asked_at) where state = 'waiting';
create table declaration_link (         -- lets somebody without an account send an agency's headcounts or returns
  id          integer primary key,
  agency      text not null references agency (id) on delete cascade,
  what        text not null check (what in ('headcount', 'return')),
  token_hash  text not null unique,
  label       text not null,            -- for whom it is, in the sender's words
  made_by     integer references person (id) on delete set null,
  made_at     text not null,
  expires_at  text not null,
  revoked_at  text,
  used_at     text                      -- when something was last sent by it
);
create index declaration_link_agency on declaration_link (agency)
"""
"""`person.registered`: 1 if they registered by themselves and nobody gave them a post. A person without an address has
one in `person.email` that is none (`tracker.addresses`).
"""
