"""translations."""
