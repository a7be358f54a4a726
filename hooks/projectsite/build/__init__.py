"""Facts and pages become a folder.

In: a checked Site, and the events of MkDocs, handed over by hooks/mkdocs_hooks.py. Out: the files
of the site: ordinary pages drawn by MkDocs, pages of outcomes poured into one drawn page a
language, search index, site map, files for machines; and, on the terminal, what has been built and
what has changed. The preview pours a changed outcome alone.
"""
