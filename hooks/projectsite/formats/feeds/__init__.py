"""The dated outcomes to follow: Atom (RFC 4287) and JSON Feed 1.1."""
