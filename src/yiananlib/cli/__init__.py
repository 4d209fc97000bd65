"""The command line: options → one service → show the result."""
