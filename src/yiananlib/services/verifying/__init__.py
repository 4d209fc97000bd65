"""Verifying: whether the files, the history and what was handed over are as they should be."""
