"""The records: what data/ holds, as frozen models.

In: the files of data/. Out: a Project with every record and the look-ups over all of them, or every
problem of form at once, with the line to paste. The models are the one place that names the fields:
schemas, help texts, the tables for editors and the law of references are derived from them.
"""
