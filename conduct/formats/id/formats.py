"""Formats of dates, times and numbers in Indonesian.

The day always precedes the month. Django's own Indonesian formats read 05/03/2026 14.05 as 3 May, which is wrong for
legal deadlines.
"""

from itertools import product

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H.i"
DATETIME_FORMAT = "j F Y H.i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "d/m/Y H.i"
FIRST_DAY_OF_WEEK = 1  # Monday

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3

# Django adds the ISO formats, which browsers send from date fields.
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d-%m-%Y"]
TIME_INPUT_FORMATS = ["%H.%M", "%H:%M", "%H.%M.%S", "%H:%M:%S"]
DATETIME_INPUT_FORMATS = [
    *(f"{date} {time}" for date, time in product(DATE_INPUT_FORMATS, TIME_INPUT_FORMATS)),
    *DATE_INPUT_FORMATS,
]
