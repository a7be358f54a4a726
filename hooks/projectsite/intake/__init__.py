"""What comes in from outside: a new project, the tables of a proposal, publications.

In: answers, CSV or XLSX files, BibTeX or CSL-JSON. Out: reviewable files of a project, written
whole or not at all. Nothing here overwrites what stands in a project already.
"""
