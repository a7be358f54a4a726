"""Text files as editors write them, and how they are written back.

In: paths below the root of a project. Out: values that stay text and know their line and column,
or problems; files that are replaced as a whole; the folder that a build fills and swaps in.
Knows YAML, encodings, links and half-written files; knows no record, no language, no HTML.
"""
