"""The same records for machines: small emitters over one model, one format a file."""
