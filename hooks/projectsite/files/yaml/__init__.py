"""YAML as editors write it: read with the place of each value, mended, and written back."""
