"""Readers ask the moderators to look at a comment."""
