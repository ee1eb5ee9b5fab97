"""Tables, and the one place that writes rows."""
