"""Who is for or against whom: words, sections, and the networks that judge what no word tells."""
