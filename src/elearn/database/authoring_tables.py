"""The tables around the writing of courses: drafts of reviews, agencies' contacts, comments, sign-off, versions."""

REVIEW_WORK = """
create table review_work (              -- a report that somebody makes a draft review of, or a draft that is open again
  id          integer primary key,      -- random, so that no later one gets it
  person      integer not null references person (id) on delete cascade,
  name        text not null,            -- of the document or the review file
  report      text not null default '', -- the hash of the report's content; '': there is none
  file        text not null default '', -- the review file that it was saved as or opened from
  file_sha    text not null default '', -- the hash of what that file held then
  saved       text not null default '', -- the hash of the draft as it was saved or opened then
  document    text not null default '', -- what was read of the report, as JSON
  draft       text not null,            -- the draft with all corrections, as JSON
  revision    integer not null default 1, -- goes up with each change, so that a second window notices it
  changed_at  text not null
);
create index review_work_person on review_work (person, changed_at)
"""

AGENCY_CONTACTS = """
create table agency_contact (           -- what an agency writes into the local pathways of all courses
  agency      text not null references agency (id) on delete cascade,
  contact     text not null,            -- the key of a label: in small letters, with single spaces
  label       text not null,            -- as a course writes it
  value       text not null,
  changed_by  integer references person (id) on delete set null,
  changed_at  text not null,
  primary key (agency, contact)
)
"""

COMMENTS = """
create table comment_link (             -- lets somebody without an account read a course's draft and comment on it
  id          integer primary key,
  course      text not null,
  token_hash  text not null unique,
  label       text not null,            -- for whom it is, in the trainer's words
  made_by     integer references person (id) on delete set null,
  made_at     text not null,
  expires_at  text not null,
  revoked_at  text
);
create index comment_link_course on comment_link (course);
create table comment (                  -- a remark, or a reply to one
  id           integer primary key,
  course       text not null,
  link         integer references comment_link (id) on delete set null, -- null: by a person who is signed in
  person       integer references person (id) on delete set null,
  name         text not null,           -- as the reader gave it, or the person's
  source       text not null check (source in ('link', 'desk', 'word')),
  request      text not null default '', -- the id of the request that sent it: the same one is kept once
  replies_to   integer references comment (id) on delete cascade,
  text         text not null,
  made_at      text not null,
  about        text not null default 'block' check (about in ('page', 'block')),
  file         text not null default '', -- where it is: lines of a file of the draft at change `seq`
  first_line   integer not null default 0,
  end_line     integer not null default 0,
  seq          integer not null default 0,
  page         text not null default '', -- the page's id
  block        text not null default '', -- the question's id, or ''
  quote        text not null default '', -- what those lines said; '' for a page without a heading
  gone         integer not null default 0, -- 1: what it is about is not in the course any more
  resolved_at  text,
  resolved_by  text not null default ''  -- a name
);
create index comment_course on comment (course, replies_to);
create unique index comment_request on comment (course, request) where request <> ''
"""

SIGN_OFF = """
create table signing_role (             -- a step of sign-off that a person may sign
  person  integer not null references person (id),
  role    text not null check (role in ('subject-expert', 'de-identification', 'legal', 'accessibility', 'approver')),
  primary key (person, role)
);
create table course_writer (            -- who has changed a course in the editor: they cannot approve it
  course  text not null,
  person  integer not null references person (id) on delete cascade,
  at      text not null,                -- when first
  primary key (course, person)
);
create table sign_off (                 -- a course that was sent for sign-off, as its files were then
  id         integer primary key,
  course     text not null,
  version    text not null,
  source     text not null,             -- the hash of its files (`course_source`)
  sent_by    integer references person (id) on delete set null,
  sent_at    text not null,
  note       text not null default '',
  ended_at   text,                      -- sent back, taken back, or replaced by a later one
  ended_by   integer references person (id) on delete set null,
  ended_why  text not null default ''
);
create index sign_off_course on sign_off (course, sent_at);
create table signature (
  id         integer primary key,
  sign_off   integer not null references sign_off (id) on delete cascade,
  step       text not null,             -- the role that signs it
  person     integer references person (id) on delete set null,
  name       text not null,
  at         text not null,
  note       text not null default '',
  checklist  text not null,             -- JSON: what was ticked, in the words that were shown
  shown      text not null,             -- JSON: the findings and waivers that were shown
  unique (sign_off, step)
);
create table rule (                     -- what the board has turned on; a row for each
  name    text primary key,
  value   text not null,
  set_by  integer references person (id) on delete set null,
  set_at  text not null
)
"""

VERSIONS = """
create table course_source (            -- the files of a course, kept by their hash
  sha256   text primary key,
  content  blob not null,               -- a zip, the same bytes for the same files
  kept_at  text not null
);
alter table course_version add column source text not null default '';
alter table course_version add column change_note text not null default '';
create table course_package (           -- the packages of a published version that were handed out
  course    text not null,
  version   text not null,
  format    text not null,
  agency    text not null default '',
  sha256    text not null,
  name      text not null,              -- as it was handed out
  bytes     integer not null,
  made_at   text not null,
  primary key (course, version, format, agency, sha256)
)
"""
"""`course_version.source`: the hash of the files that the version was made of, '' if an earlier elearn published it."""
