"""Values and rules of the ledger. Pure: no files, no clock, no terminal; every value is frozen."""
