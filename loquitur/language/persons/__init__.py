"""Names: where they stand, of what kind they are, which forms are one person's, and the offices and descriptions of their bearers."""
