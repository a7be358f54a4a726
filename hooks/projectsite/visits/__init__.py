"""Whether the sources that records name are still there.

In: a project with its data/evidence.txt, and the web, which is asked within bounds and never by a
build. Out: that file anew, and what has changed since in words.
"""
