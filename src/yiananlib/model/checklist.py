"""The checklist (查一查): the questions each organization asks itself."""

from collections import Counter

from pydantic import model_validator

from yiananlib.model.base import Base, FilledText, Key, Name, schema_field


class Prompt(Base):
    """One question. ``aspect`` groups the questions, a word of the vocabulary ``aspect``."""

    id: Name
    aspect: Key
    text: FilledText


class Checklist(Base):
    """The questions in the order in which they are asked (``checklist.toml``)."""

    schema_: int = schema_field()
    prompts: tuple[Prompt, ...] = ()

    @model_validator(mode="after")
    def _one_of_each(self) -> "Checklist":
        repeated = [name for name, n in Counter(p.id for p in self.prompts).items() if n > 1]
        if repeated:
            raise ValueError(f"repeated {repeated[0]}")
        return self

    def prompt(self, name: str) -> Prompt | None:
        """Return the question of that id, or None."""
        return next((p for p in self.prompts if p.id == name), None)
