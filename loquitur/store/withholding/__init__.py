"""Names that must not go out: kept from copies, mirrors and exports, in any form."""
