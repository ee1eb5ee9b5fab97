"""Who speaks: what stands round a quoted passage, turns, dialogue, reported speech, and the chain to the page."""
