"""The builders that are compared: each writes the same content as a project of its own."""
