"""Facts in data/ and prose in docs/ become one multilingual site.

One arrow, tested in tests/test_repository.py; a module imports only what stands before it:
data → model → checks → views → partials and macros → pages → site. Nothing here knows MkDocs:
hooks/mkdocs_hooks.py translates its events into calls of this package.
"""

__version__ = "0.1.0"
