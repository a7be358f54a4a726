"""What comes in from outside: a new project, and the tables of a proposal.

In: answers, and CSV or XLSX files. Out: reviewable files of a project, written whole or not at all.
Nothing here overwrites what stands in a project already.
"""
