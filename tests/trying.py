"""How often what is left to chance is tried: a little while working, much in CI, most when asked to be thorough."""

import os


def tries(here: int, *, in_ci: int, thorough: int) -> int:
    """Return the number of examples; `YIAN_HYPOTHESIS=thorough` and `CI=true` choose the larger ones."""
    if os.environ.get("YIAN_HYPOTHESIS") == "thorough":
        return thorough
    return in_ci if os.environ.get("CI") else here
