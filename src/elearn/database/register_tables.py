"""The SQL of the registers' tables, for their migration. No text in these tables may name anyone."""

REGISTERS = """
create table archive_request (          -- someone asks to read a review that is no longer, or not yet, public
  id          integer primary key,
  review      text not null,            -- its slug
  person      integer not null references person (id),
  purpose     text not null,
  reason      text not null,
  asked_at    text not null,
  state       text not null default 'asked'
    check (state in ('asked', 'granted', 'refused', 'withdrawn', 'ended')),
  until_day   text,                     -- granted: the last day on which it may be read
  answer      text not null default '', -- why it was granted, refused or ended
  decided_on  text,
  decided_by  integer references person (id)
);
create unique index archive_request_open on archive_request (person, review) where state = 'asked';
create index archive_request_granted on archive_request (person) where state = 'granted';
create table notification (             -- a serious incident that came to the partnership's notice; it names nobody
  id                integer primary key,
  reference         text not null unique, -- the partnership's own
  kind              text not null check (kind in ('child', 'adult', 'domestic')),
  summary           text not null default '',
  known_on          text not null,
  panel_due         text,               -- the last day to tell the national Panel; null: nobody to be told by a day
  panel_told_on     text,
  rapid_due         text,               -- the last day for the rapid review, once the Panel is told
  rapid_done_on     text,
  decision          text not null default '',
  reasons           text not null default '',
  edition           text not null default '', -- of the guidance that the decision was made by
  decided_on        text,
  panel_answer      text not null default '',
  panel_note        text not null default '',
  panel_answered_on text,
  review            text not null default '', -- the slug of the review that followed
  aid               text not null default '', -- what the decision aid said, as JSON
  recorded_by       integer references person (id),
  recorded_at       text not null
);
create table subgroup_meeting (
  id       integer primary key,
  held_on  text not null unique,
  note     text not null default ''
);
create table meeting_item (             -- a notification on a meeting's agenda, and what came of it
  meeting       integer not null references subgroup_meeting (id),
  notification  integer not null references notification (id),
  outcome       text not null default '',
  primary key (meeting, notification)
);
create table quality_marker_answer (
  review       text not null,
  marker       text not null,
  answer       text not null check (answer in ('met', 'partly', 'not yet', 'not applicable')),
  evidence     text not null default '',
  answered_by  integer references person (id),
  answered_at  text not null,
  primary key (review, marker)
);
create table dissemination (            -- an agency took a review's learning to its people
  id           integer primary key,
  review       text not null,
  agency       text not null references agency (id),
  how          text not null,
  audience     text not null,
  reached      integer not null check (reached >= 0),
  given_on     text not null,
  note         text not null default '',
  struck       integer not null default 0, -- 1: recorded in error
  recorded_by  integer references person (id),
  recorded_at  text not null
);
create index dissemination_review on dissemination (review, agency);
alter table recommendation_action rename to earlier_action;
create table recommendation_action (    -- what an agency does about a recommendation, and what stops it
  id              integer primary key,
  recommendation  text not null,        -- review-slug#id
  agency          text not null references agency (id),
  action          text not null,
  due             text,
  state           text not null default 'not started'
    check (state in ('not started', 'in progress', 'delivered', 'embedded', 'impact evidenced', 'closed')),
  barrier         text not null default '',
  barrier_note    text not null default '',
  closed_because  text not null default '',
  recorded_by     integer references person (id),
  recorded_at     text not null,
  changed_at      text not null
);
insert into recommendation_action
       (id, recommendation, agency, action, due, state, barrier_note, closed_because, recorded_at, changed_at)
select id, recommendation, agency,
       case when evidence = '' then 'Recorded before actions had a description.'
            else 'Recorded before actions had a description. Evidence: ' || evidence end,
       due, state, barrier, case when state = 'closed' then evidence else '' end,
       '2026-01-01T00:00:00.000+00:00', '2026-01-01T00:00:00.000+00:00'
  from earlier_action;
drop table earlier_action;
create index recommendation_action_of on recommendation_action (recommendation, agency);
create table impact (                   -- what changed, for practice or for children and families, and how we know
  id              integer primary key,
  recommendation  text not null,
  action          integer references recommendation_action (id),
  agency          text references agency (id), -- null: the partnership as a whole
  what            text not null check (what in ('practice', 'outcome')),
  changed         text not null,
  evidence        text not null,
  how_known       text not null,
  seen_on         text not null,
  recorded_by     integer references person (id),
  recorded_at     text not null
);
create index impact_of on impact (recommendation);
create table workshop (                 -- a facilitated workshop on a review: learning on three tiers, a lesson a line
  id           integer primary key,
  review       text not null,
  held_on      text not null,
  services     text not null,           -- a service a line; never a name
  individual   text not null default '',
  local        text not null default '',
  strategic    text not null default '',
  to_subgroup  text not null default '',
  recorded_by  integer references person (id),
  recorded_at  text not null
);
create index workshop_review on workshop (review);
create index audit_event_subject on audit_event (subject);
"""
