"""The end of a project: one archive that needs no server, no generator and none of us.

In: a project that passes the check, and the day as of which its facts are (SOURCE_DATE_EPOCH). Out:
a .zip file with a bag of files (BagIt), the same byte for byte for the same project and browser.
"""
