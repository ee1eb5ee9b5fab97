"""Whom a pronoun, a description or a bare name means where it stands."""
