"""What a figure is made of: a row of :data:`yiananlib.index.figures.FIGURES`."""

from collections.abc import Mapping
from typing import NamedTuple


class Figure(NamedTuple):
    """A figure.

    Attributes:
        name: its name in :class:`Figures`; if it is a share, that of the share.
        word: what readers call it; empty if it has no line of its own in formal tables.
        definition: printed under formal tables; empty if the word says it all.
        counts: its counts, each with the condition that a problem must meet.
        sums: what it adds up over all problems.
        tops: what of all problems it tells the largest of.
        looks: what it counts of the closes, each with the last look-back at it.
        late: what it computes from backdated entries that decide lateness.
        part: the count that is shown; default: its name.
        whole: the count that this is a part of.
        share: the name of the share when shown by itself; default: the word.
        better: whether a higher share is better when ranking units; None if units are not ranked by it.
        ranked: its name in a ranking; default: the name of the share.
    """

    name: str
    word: str = ""
    definition: str = ""
    counts: Mapping[str, str] = {}
    sums: Mapping[str, str] = {}
    tops: Mapping[str, str] = {}
    looks: Mapping[str, str] = {}
    late: Mapping[str, str] = {}
    part: str = ""
    whole: str = ""
    share: str = ""
    better: bool | None = None
    ranked: str = ""

    @property
    def told(self) -> str:
        """The count that is shown."""
        return self.part or self.name

    @property
    def is_share(self) -> bool:
        """Whether its value is a share: the share of other figures that are part of a whole has no name."""
        return bool(self.whole) and self.told != self.name

    @property
    def alone(self) -> str:
        """The name of the share when it is shown by itself."""
        return self.share or self.word
