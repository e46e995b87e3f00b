"""Random draws that anybody can repeat: from the frame's file and the published seed, with nothing but SHA-256.

The method, ``lots-1``: each member of a list has one lot, or as many as its weight says. A lot's number is the
SHA-256 of the UTF-8 text ``seed``, list, member and number of the lot (from 1), each but the last followed by a line
feed, read as a number. In each stratum the members are put in the order of their lowest lot; the first are drawn, as
many as the stratum's quota says, and the next are the reserves. Whoever is kept out has no lot. Whoever has twice the
lots of another has twice its chance at every turn, and without weights all have the same.
"""

from zhiheng.kernels.drawing.drawing import METHOD, DrawError, Drawn, Member, assign, draw, lot
from zhiheng.kernels.drawing.frames import HEADINGS, digest, read_frame, write_frame
from zhiheng.kernels.drawing.quotas import Quota, quotas

__all__ = [
    "HEADINGS",
    "METHOD",
    "DrawError",
    "Drawn",
    "Member",
    "Quota",
    "assign",
    "digest",
    "draw",
    "lot",
    "quotas",
    "read_frame",
    "write_frame",
]
