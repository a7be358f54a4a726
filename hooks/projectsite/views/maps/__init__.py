"""The map: the land, what lies where, and the lines and names on it."""
