"""Sharing: what passes between clones and between programs, whole ledgers and branches."""
