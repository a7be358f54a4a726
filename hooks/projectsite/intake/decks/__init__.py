"""The facts of a project's slides, as text (Markdown) or PowerPoint, taken into YAML to review.

`sections` reads a file (`powerpoint` those of PowerPoint), `reading` finds the facts in it, `facts`
is what they are, `comparing` says which of them differ from the data.
"""
