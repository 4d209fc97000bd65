"""``python -m yiananlib`` is the same as ``yian``."""

from yiananlib.cli.entry import main

if __name__ == "__main__":
    main()
