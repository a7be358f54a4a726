"""How an outcome is cited: BibTeX, RIS, CSL-JSON, and meta elements for Zotero and Scholar."""
