"""What later migrations made: how standings are kept, completions without a result, and people's languages.

`schema.py` says in which order the migrations run.
"""

PACKED_STANDINGS = """
drop table tally;
drop table standing;
create table standing (                 -- where each person stands: the spells of `tracker.standing`, packed
  person  integer primary key references person (id),
  spells  blob not null
);
create table standing_code (            -- the number that stands for an id in `standing.spells`; it never changes
  kind  text not null check (kind in ('agency', 'course', 'role_group')),
  code  integer not null,
  id    text not null,
  primary key (kind, code),
  unique (id, kind)
);
create table unsettled (                -- people whose standing is still to be worked out after a large change
  person  integer primary key references person (id)
);
create table unsettled_course (         -- courses whose figures wait for them; '': every course
  course  text primary key
);
create table change (                   -- what changed, in the order of the transactions that changed it
  version  integer primary key,
  course   text,                        -- null: not about one course
  person   integer                      -- null: not about one person; both null: anything may have changed
);
drop index completion_person;
create index completion_person on completion (person, course, completed_on, passed);
create index audit_import on audit_event (subject) where action = 'import.applied';
insert into change (version) values (1);
insert into unsettled (person) select distinct person from post;
insert into unsettled_course (course) select '' where exists (select 1 from unsettled)
"""
"""Every row of the old tables follows from the facts, so they are worked out again (`tracker.standing.settle`)."""

RESULTS_NOT_KNOWN = """
create table completion_without_result ( -- a fact: completed, and nobody said whether it was passed
  id            integer primary key,
  person        integer not null references person (id),
  course        text not null references course (id),
  version       text not null default '',
  completed_on  text not null,          -- a day in Europe/London
  import_batch  integer references import_batch (id),
  recorded_at   text not null
);
create unique index completion_without_result_once on completion_without_result (person, course, completed_on, version);
alter table completion add column taken_as_passed integer not null default 0;
create index completion_taken_as_passed on completion (person, course, completed_on) where taken_as_passed = 1;
alter table course_version add column pass_mark real;
alter table import_batch add column reading text not null default '{}'
"""
"""`completion.taken_as_passed`: 1 if whoever imported it said that completed means passed.
`course_version.pass_mark` is a percentage, or null if it is not known or there is nothing to pass.
`import_batch.reading`: how the file was read, as JSON.
"""

LANGUAGES = """
alter table person add column language text not null default ''
"""
"""`person.language`: en, cy, or '' if they have not chosen one."""
