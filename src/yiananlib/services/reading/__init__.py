"""Reading: what lists, reports and questions return, from the index; nothing is written."""
