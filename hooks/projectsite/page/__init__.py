"""What every page has, whatever it shows.

In: a Site and the page that is drawn (its Setting: language, words, links). Out: the head, header
and footer, the funding notice, evidence, citations and downloads as frozen records, and HTML: the
partials in overrides/project/ draw it, and everything that is not marked as HTML is escaped.
"""
