"""TOML files and git: which record lies in which file, reading within bounds, writing durably."""
