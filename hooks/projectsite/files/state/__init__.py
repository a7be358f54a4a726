"""The state of a project: when its files changed, and whether a site is still made of them."""
