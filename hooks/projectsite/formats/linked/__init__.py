"""The records as JSON-LD in the terms of schema.org, and the open data as an RO-Crate."""
