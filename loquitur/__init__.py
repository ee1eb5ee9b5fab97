"""Loquitur keeps a documentary record: who said what, about whom, when, as reported by whom, and how we know."""

__version__ = "0.1.0"
