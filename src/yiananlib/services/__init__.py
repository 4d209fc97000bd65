"""One function for one intent of a user. Values in, values out; nothing here prints."""
