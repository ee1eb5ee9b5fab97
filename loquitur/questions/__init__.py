"""Questions to answers, read-only."""

from loquitur.questions.answer import answer
from loquitur.questions.understand import Understood, understand

__all__ = ["Understood", "answer", "understand"]
