"""What the grant agreement asks for, and what came of it."""
