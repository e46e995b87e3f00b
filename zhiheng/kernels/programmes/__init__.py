"""Programmes (方案) as data: the schema, the loader, the packaged programmes, reader's output.

Plain Python over plain data; the records floor stores what comes from here.
"""

from zhiheng.kernels.programmes.dumping import dump
from zhiheng.kernels.programmes.errors import Problem, ProgrammeError
from zhiheng.kernels.programmes.loading import (
    catalogue_keys,
    catalogue_programme,
    catalogue_programmes,
    load,
)
from zhiheng.kernels.programmes.model import Programme
from zhiheng.kernels.programmes.parts import (
    Baseline,
    Citation,
    Document,
    Duty,
    Kinship,
    Node,
    Obligation,
    Period,
    Phase,
    Scope,
    Target,
    Unit,
    ancestry,
)
from zhiheng.kernels.programmes.readings import READ_UNIT, programme_from_reading
from zhiheng.kernels.programmes.vocabulary import COVERS, FIELDS, NODE_KINDS, UNIT_KINDS

__all__ = [
    "COVERS",
    "FIELDS",
    "NODE_KINDS",
    "READ_UNIT",
    "UNIT_KINDS",
    "Baseline",
    "Citation",
    "Document",
    "Duty",
    "Kinship",
    "Node",
    "Obligation",
    "Period",
    "Phase",
    "Problem",
    "Programme",
    "ProgrammeError",
    "Scope",
    "Target",
    "Unit",
    "ancestry",
    "catalogue_keys",
    "catalogue_programme",
    "catalogue_programmes",
    "dump",
    "load",
    "programme_from_reading",
]
