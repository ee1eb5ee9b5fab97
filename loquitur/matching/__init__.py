"""Where words come from: a quotation looked up in a library and laid beside its source, word by word."""
