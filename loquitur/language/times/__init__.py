"""Expressions of time: what they mean, what they are counted from, and when a document was said."""
