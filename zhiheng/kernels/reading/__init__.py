"""Reading of policy documents: from the text to what it promises, each with its place."""

from .doubts import CERTAIN, confidence, doubts
from .explaining import Step, explain, steps
from .lexicon import Lexicon, load_lexicon
from .model import (
    Cite,
    DocumentFacts,
    Duty,
    Figure,
    Obligation,
    Phase,
    Reading,
    ReadingError,
    Section,
)
from .reader import read

__all__ = [
    "CERTAIN",
    "Cite",
    "DocumentFacts",
    "Duty",
    "Figure",
    "Lexicon",
    "Obligation",
    "Phase",
    "Reading",
    "ReadingError",
    "Section",
    "Step",
    "confidence",
    "doubts",
    "explain",
    "load_lexicon",
    "read",
    "steps",
]
