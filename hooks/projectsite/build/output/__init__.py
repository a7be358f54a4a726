"""What a person reads of a build, on a terminal or in a log."""
