"""What a page shows, in the shape in which it shows it: one frozen record a visible thing.

In: a Setting (project, language, links) and records. Out: views. Views sort, group, derive and
choose the language, dates and addresses; they hold no HTML and read no file. Partials in
overrides/project/ only draw them.
"""
