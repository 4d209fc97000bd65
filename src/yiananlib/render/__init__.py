"""From results to what a user sees: text, JSON, CSV, Markdown. Nothing here decides or computes a figure."""
