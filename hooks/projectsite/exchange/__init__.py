"""Translations as gettext .po files: out to Poedit or Weblate, and back into data/ and docs/.

In: a Site and a language, or a .po file of others, read with distrust. Out: a .po file, or changed
files of the project: tried on a copy first, written all or none, and nothing but the translated
texts differs in them.
"""
