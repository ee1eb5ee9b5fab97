"""Sentences and clauses: words, verbs, subjects, without a parser and without a person."""
