"""The lake: what many ledgers hand over, as Parquet files and a manifest each, written, collected and counted."""
