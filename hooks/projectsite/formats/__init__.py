"""The same records for machines: small emitters over one model, one format a file.

In: an Edition (project, words, addresses, the moment of the facts). Out: bytes by address, listed
in the catalogue: citations, feeds, calendars, linked data, tables, open data. Each is read back in
the tests by a reader that is not its writer.
"""
