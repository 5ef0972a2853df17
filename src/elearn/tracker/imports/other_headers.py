"""How real systems write the headers of columns that several kinds of file have."""

from typing import Final

EMAIL: Final = ("E-mail address", "Work email", "Work e-mail address", "User email", "Learner email", "Mail")
STAFF_NUMBER: Final = (
    *("Staff no", "Staff ID", "Employee number", "Employee no", "Employee ID", "Personnel number"),
    *("Payroll number", "Payroll no", "Assignment number", "Collar number"),
)
AGENCY: Final = ("Organisation", "Organization", "Employer", "Agency name", "Agency id")
COURSE: Final = ("Course name", "Course title", "Course full name")
FROM: Final = ("Start date", "From date", "Valid from", "Required from")
TO: Final = ("End date", "To date", "Valid to", "Until")
HEADCOUNT: Final = ("Head count", "Number of staff", "Total staff", "Staff in post")
