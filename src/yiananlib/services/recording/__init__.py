"""Recording: what officers and the office do, judged and written; all or nothing."""
