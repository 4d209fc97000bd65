"""The SQLite cache: it answers lists and figures, can be deleted at any moment, and decides nothing."""
