"""What later migrations made: how standings are kept, completions without a result, languages, and drafts.

`schema.py` says in which order the migrations run.
"""

PUBLISHED_VERSIONS = """
alter table course_version rename column built_at to published_at;
alter table course_version add column published_by integer references person (id);
alter table course_version add column position integer not null default 0;
alter table course_version add column withdrawn_at text;
alter table course_version add column withdrawn_by integer references person (id);
alter table course_version add column withdrawn_because text not null default '';
update course_version
   set position = (select count(*) from course_version other
                    where other.course = course_version.course
                      and (other.published_at < course_version.published_at
                           or (other.published_at = course_version.published_at
                               and other.version <= course_version.version)));
update course_version
   set position = 1 + (select count(*) from course_version other where other.course = course_version.course)
 where exists (select 1 from course where course.id = course_version.course
                  and course.version = course_version.version);
"""
"""`published_by` and `withdrawn_by`: null means someone at a terminal. `position` counts up each time that a version of
the course is published, so the highest one was published last: two versions may have the same instant.
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

PRACTICES = """
alter table archive_request add column wanted_board text not null default '';
alter table archive_request add column wanted_label text not null default '';
alter table archive_request add column wanted_year text not null default '';
alter table archive_request add column held_as text not null default '';
alter table dissemination add column done_without_count integer not null default 0;
alter table notification add column outside text not null default '';
alter table notification add column insisted text not null default '';
create table subgroup_lesson (          -- a lesson of a workshop that the subgroup considers, and what it said
  id          integer primary key,
  workshop    integer not null references workshop (id),
  tier        text not null default ''
    check (tier in ('', 'individual', 'local', 'strategic')), -- '': a question that the workshop put to the subgroup
  lesson      text not null,
  meeting     integer references subgroup_meeting (id), -- null: it waits for a meeting
  applies     text not null default '' check (applies in ('', 'yes', 'in part', 'no')),
  why         text not null default '',
  follows     text not null default '' check (follows in ('', 'action', 'course', 'procedure', 'nothing')),
  follow_up   text not null default '',
  due         text,                     -- by when a procedure is changed, or a course is written
  action      integer references recommendation_action (id),
  course      text not null default '',  -- its slug; '' if it is to be written
  decided_by  integer references person (id),
  decided_on  text
);
create index subgroup_lesson_meeting on subgroup_lesson (meeting);
create unique index subgroup_lesson_once on subgroup_lesson (workshop, tier, lesson);
insert into subgroup_lesson (workshop, tier, lesson)
  with recursive
    said (workshop, tier, lines) as (
      select id, '', to_subgroup || '
' from workshop where to_subgroup <> ''
      union all
      select id, 'strategic', strategic || '
' from workshop where strategic <> ''),
    letter (workshop, tier, lines, starts, place) as (
      select workshop, tier, lines, 1, 1 from said
      union all
      select workshop, tier, lines,
             case when substr(lines, place, 1) = '
' then place + 1 else starts end, place + 1
        from letter where place < length(lines)),
    line (workshop, tier, lesson, starts) as (
      select workshop, tier, trim(substr(lines, starts, place - starts)), starts
        from letter where substr(lines, place, 1) = '
')
  select workshop, max(tier), lesson from line where lesson <> ''
   group by workshop, lesson order by workshop, min(starts), max(tier)
"""
"""`archive_request.wanted_…`: what somebody asked for that the library does not hold, in their words; `held_as` is the
slug of the review that answered it. `dissemination.done_without_count`: 1 if it was done and nobody counted the people.
`notification.outside`: why the guidance does not know the decision, as phrases in JSON; `insisted`: why it was kept.
`subgroup_lesson` starts with what earlier workshops put to the subgroup. The statement reads their texts letter by
letter, because SQLite and PostgreSQL share no function that finds the end of a line.
"""

DRAFTS = """
create table draft (                    -- what has been changed in a course and is not in its files yet
  course      text primary key,         -- the name of its folder
  seq         integer not null,         -- the number of its last operation
  changed_at  text not null
);
create table draft_file (
  course  text not null references draft (course) on delete cascade,
  name    text not null,
  base    text,                         -- what was on the disk; null: nothing was
  text    text,                         -- what it says in the draft; null: it is deleted there
  primary key (course, name)
);
create table draft_operation (          -- what was done, in order
  course     text not null references draft (course) on delete cascade,
  seq        integer not null,
  person     integer references person (id) on delete set null, -- null: it came from outside, or is nobody's to undo
  at         text not null,
  kind       text not null check (kind in ('change', 'undo', 'redo')),
  what       text not null,             -- in words: a phrase in JSON
  edits      text not null,             -- JSON
  request    text not null default '',
  step       integer not null,          -- the first of those that are undone together
  undoes     integer,
  undone_by  integer,
  primary key (course, seq)
);
create index draft_operation_person on draft_operation (person, course, seq);
create index draft_operation_request on draft_operation (course, request);
create table draft_media (              -- pictures that are not in the course's folder yet
  course   text not null references draft (course) on delete cascade,
  path     text not null,
  content  blob not null,
  person   integer references person (id) on delete set null,
  at       text not null,
  primary key (course, path)
);
create table draft_window (             -- who has a course open in a browser
  course   text not null,
  opened   text not null,               -- the id of the window
  person   integer not null references person (id) on delete cascade,
  page     text not null,
  seen_at  text not null,
  primary key (course, opened)
)
"""
"""`draft_operation.undoes` and `undone_by` are numbers of operations of the same course."""
