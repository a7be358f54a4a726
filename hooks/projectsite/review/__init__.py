"""What a careful colleague would notice, and what editors look up.

In: a checked Site. Out: notes that do not block a build (unused words and macros, unseen records,
texts that look untranslated), the accepting of translations, and the reference pages for editors
with the sentence that explains each code.
"""
