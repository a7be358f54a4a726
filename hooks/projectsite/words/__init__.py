"""Words in several languages, and how each language writes things.

In: a text with its languages, a date, a number, a list, a name. Out: which language a reader gets,
and its form there: dates and numbers (Unicode CLDR), alphabetical order (UTS #10), the little
Markdown of records, plural forms. Asks no clock and no locale of the machine.
"""
