"""What runs the networks of the package, and what makes quotations of the reader's scores."""
