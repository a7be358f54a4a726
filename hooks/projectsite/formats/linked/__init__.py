"""linked."""
