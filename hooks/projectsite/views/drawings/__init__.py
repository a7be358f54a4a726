"""Drawings made from the records: of each outcome, of the labels of the clusters, of time."""
