"""The pages in docs/ and the menu in mkdocs.yml.

In: Markdown files with a head. Out: pages that are safe to draw, or problems. A page is content of
strangers: no HTML, no Jinja but calls of macros with constants, no link that runs a script. Calls
are parsed and tried out here, before any of the page reaches Jinja.
"""
