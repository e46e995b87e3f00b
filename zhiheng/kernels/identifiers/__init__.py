"""Numbers that carry their own check: what makes one doubtful, and what it would be if it were right."""

from zhiheng.kernels.identifiers.barcodes import gtin_check, gtin_doubt
from zhiheng.kernels.identifiers.credit_codes import (
    code_check,
    credit_code_doubt,
    organisation_check,
)

__all__ = ["code_check", "credit_code_doubt", "gtin_check", "gtin_doubt", "organisation_check"]
