"""Translations as gettext .po files: out to Poedit or Weblate, and back into data/ and docs/."""
