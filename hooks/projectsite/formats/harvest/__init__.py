"""What tells programs which pages and files there are: sitemaps, data portals, tables, search.

In: an Edition, with the addresses of its pages. Out: the bytes of files.
"""
