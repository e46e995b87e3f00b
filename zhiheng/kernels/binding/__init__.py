"""Binding: which indicator a figure of a document is to be measured by.

    binder = Binder(candidates, Lexicon.read({"heads.yaml": text, ...}, places))
    binder.suggest(Wanted("食品抽检合格率", "%", "level", ">=", "target", "食品安全"))

Plain Python over what is handed in. Nothing is decided: a person confirms.
"""

from zhiheng.kernels.binding.binder import Binder
from zhiheng.kernels.binding.lexicon import Lexicon, LexiconError, Term
from zhiheng.kernels.binding.model import CERTAIN, POSSIBLE, RUNNER_UP, Candidate, Suggestion, Wanted
from zhiheng.kernels.binding.names import Name, take_apart

__all__ = [
    "CERTAIN", "POSSIBLE", "RUNNER_UP", "Binder", "Candidate", "Lexicon", "LexiconError", "Name", "Suggestion", "Term", "Wanted",
    "take_apart",
]  # fmt: skip
