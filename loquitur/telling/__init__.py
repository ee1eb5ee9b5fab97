"""How findings are told, whoever shows them: in words, as lines for programs, side by side, as a report to keep.

The command line and the reading room say the same thing in the same words, because both take them from here.
"""
