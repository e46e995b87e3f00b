"""Names of enterprises and the codes they lead to: what people write against what stands in a directory."""

from __future__ import annotations

from zhiheng.kernels.firms.codes import organisation
from zhiheng.kernels.firms.directory import Directory, Match
from zhiheng.kernels.firms.names import Name, flat, take_apart

__all__ = ["Directory", "Match", "Name", "flat", "organisation", "take_apart"]
