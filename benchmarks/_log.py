"""A raw count of coverage from the log of facts, to compare what a kept figure costs."""

from datetime import date

from elearn.database import Database

# In date and in scope by agency (with its children) and course, from the facts alone: posts, requirements,
# exemptions and completions. SQLite adds months differently at a month's end, so this measures the cost, not
# the rule.
FROM_THE_LOG = """
with asked as (
  select post.person, agency_within.within as agency, requirement.course,
         min(requirement.renew_after_months) as months
    from post
    join agency_within as own on own.agency = post.agency
    join requirement on (requirement.agency is null and own.within = own.agency or requirement.agency = own.within)
                    and (requirement.role_group is null or requirement.role_group = post.role_group)
    join agency_within on agency_within.agency = post.agency
   where post.starts_on <= :day and coalesce(post.ends_on, :day) >= :day
     and requirement.from_day <= :day and coalesce(requirement.to_day, :day) >= :day
     and not exists (select 1 from exemption
                      where exemption.person = post.person and exemption.course = requirement.course
                        and exemption.from_day <= :day and coalesce(exemption.to_day, :day) >= :day)
   group by post.person, agency_within.within, requirement.course
), latest as (
  select person, course, max(completed_on) as completed_on from completion
   where passed = 1 and completed_on <= :day group by person, course
)
select asked.agency, asked.course, count(*),
       sum(latest.completed_on is not null
           and (asked.months is null or date(latest.completed_on, '+' || asked.months || ' months') >= :day))
  from asked left join latest on latest.person = asked.person and latest.course = asked.course
 group by asked.agency, asked.course
"""


def count_from_the_log(db: Database, day: date) -> int:
    """Counts agency × course on a day from the facts. Returns the number of rows."""
    with db.read() as conn:
        return len(conn.tuples(FROM_THE_LOG, {"day": day.isoformat()}))
