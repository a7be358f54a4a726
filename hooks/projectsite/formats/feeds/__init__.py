"""The dated outcomes to follow: Atom (RFC 4287), JSON Feed 1.1, and a list of all feeds (OPML)."""
