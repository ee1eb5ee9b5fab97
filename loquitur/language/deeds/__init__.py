"""Who does what to whom, and the words and dates by which a fate is told."""
