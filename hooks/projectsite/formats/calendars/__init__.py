"""Outcomes with a day as iCalendar (RFC 5545), contacts as vCard (RFC 2426)."""
