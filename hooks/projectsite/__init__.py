"""Facts in data/ and prose in docs/ become one multilingual site.

A module imports only from its own wing (folder) and from those before it in the arrow:

problems → files → words → facts → {addresses, laws, prose} → translations → page →
{views, formats} → kit → macros → site → editor → {build, visits, review} → exchange → intake →
changes → freeze → __main__

tests/generator/test_repository.py checks this. Nothing here imports MkDocs:
hooks/mkdocs_hooks.py translates its events into calls of this package.
"""

from .files.state import (
    loaded as loaded,  # First: it notes the state of the code that is to be loaded.
)
