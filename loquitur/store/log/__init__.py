"""The log of a record: entries, the tree over them, signatures, time stamps, proofs, mirrors, audits, and witnesses."""
