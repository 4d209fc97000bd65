"""Workbooks and CSV files in the shapes of ledgers that offices keep, made anew by each test that needs one."""
