"""What a change of the project changes for those who visit the site.

In: the project as it is, and as it was at a commit. Out: every page that is new, other or gone, as
text, as one page of HTML with pictures, and as a file that a workflow reads as a stranger's.
"""
