"""The facts of a project's slides, as text (Markdown) or PowerPoint, taken into YAML to review.

`file` makes sections of one (`markdown`, `powerpoint`), `reading` finds the facts in these, `facts`
is what they are, `comparing` says which of them differ from the data.
"""
