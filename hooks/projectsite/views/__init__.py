"""What a page shows, in the shape in which it shows it: one frozen record a visible thing.

Views sort, group, derive and choose the language; partials in overrides/project/ only draw.
"""
