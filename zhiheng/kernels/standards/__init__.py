"""What a standard's number and a metrology certificate's number tell, and when they are doubtful."""

from zhiheng.kernels.standards.certificates import measurement_standard_doubt
from zhiheng.kernels.standards.numbers import (
    StandardNumber,
    StandardNumberError,
    doubt,
    parse,
    same,
)

__all__ = [
    "StandardNumber",
    "StandardNumberError",
    "doubt",
    "measurement_standard_doubt",
    "parse",
    "same",
]
