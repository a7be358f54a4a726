"""What comes in from outside: a new project, the tables of a proposal, publications, issue forms.

In: answers, CSV or XLSX files, BibTeX or CSL-JSON, the bodies of issues. Out: reviewable files of a
project, written whole or not at all. Nothing here overwrites what stands in a project already, but
the fields that a form asks to change.
"""
