"""yian: a checklist and ledger for 以案促改, kept as plain TOML files in git.

The layers, from the top: ``cli`` → ``render`` → ``services`` → ``store`` → ``model`` → ``errors``.
"""

__version__ = "0.2.0"
