"""The form editor at /admin/: Sveltia CMS, served from the site itself, for those who use no Git.

In: a project and its repository. Out: the files of the page and of the editor, whose forms are
written from the schemas, so that a field added to the model appears by itself. vendor/ holds the
editor as .ci/vendor_editor.py has fetched it, page/ what is ours.
"""
