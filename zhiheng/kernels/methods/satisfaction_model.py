"""The structural model of satisfaction (ECSI, and CCSI without complaints), estimated by partial least squares.

Items load on one variable each (mode A), standardised with n - 1; inner weights by the path-weighting scheme; the index
of a variable is ``(sum w x - sum w low) / (sum w (high - low)) * 100`` with the unstandardised outer weights ``w`` (the
usual form of ACSI and ECSI, as remembered; GB/T 19038 was not read). The twelve paths are those of ECSI. The paths of
CCSI are eleven, which are not published where we could read: the ECSI paths without complaints are ten, and a result
without complaints says so (``Model.paths``). Weak items are told, never left out in silence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from zhiheng.kernels.methods.numbers import MethodError

#: From which variable to which: the twelve paths of ECSI.
ECSI = (
    ("image", "expectation"),
    ("expectation", "quality"),
    ("expectation", "value"),
    ("quality", "value"),
    ("image", "satisfaction"),
    ("expectation", "satisfaction"),
    ("quality", "satisfaction"),
    ("value", "satisfaction"),
    ("satisfaction", "complaint"),
    ("image", "loyalty"),
    ("satisfaction", "loyalty"),
    ("complaint", "loyalty"),
)
ROUNDS = 300
CLOSE = 1e-10
WEAK = 0.5  # a loading below it: the item measures its variable poorly; our own convention
FEWEST = 10  # answers for each item of the questionnaire; a rule of thumb of the trade
Vector = list[float]
Matrix = list[Vector]


@dataclass(frozen=True, slots=True)
class ItemFit:
    """One item: its ``loading``, and the unstandardised ``weight`` that the index takes."""

    key: str
    variable: str
    loading: float
    weight: float
    mean: float

    @property
    def weak(self) -> bool:
        return self.loading < WEAK


@dataclass(frozen=True, slots=True)
class Model:
    """``paths`` by (from, to); ``explained`` (R squared) of each variable that others lead to; ``indices`` 0 to 100."""

    sample: int
    paths: dict[tuple[str, str], float]
    explained: dict[str, float]
    indices: dict[str, float]
    items: tuple[ItemFit, ...]


def estimate(
    answers: Sequence[Sequence[float]],
    variables: Mapping[str, Sequence[int]],
    keys: Sequence[str],
    *,
    low: float = 1,
    high: float = 10,
) -> Model:
    """The model from whole answers: a row of each person, all on the scale ``low`` to ``high``.

    ``variables``: which columns measure which variable (names as in :data:`ECSI`); ``keys``: the columns' names.
    Paths of variables that nothing measures are left out. MethodError when there are too few answers, an item without
    spread, or fewer than two variables that a path joins.
    """
    paths = [(a, b) for a, b in ECSI if a in variables and b in variables]
    used = [c for columns in variables.values() for c in columns]
    if "satisfaction" not in variables or not paths:
        raise MethodError("没有“顾客满意度”的题目，或没有另一个与它相关的测评变量，无法估计模型")
    if len(answers) < FEWEST * len(variables):
        raise MethodError(
            f"完整回答只有 {len(answers)} 份，{len(variables)} 个变量的模型至少要 {FEWEST * len(variables)} 份"
        )
    means, deviations = _moments(answers, used, keys)
    r = _correlations(answers, used, means, deviations)
    at = {c: i for i, c in enumerate(used)}
    blocks = {name: [at[c] for c in columns] for name, columns in variables.items()}
    weights = _iterate(r, blocks, paths)
    latent = _latent(r, blocks, weights)
    coefficients: dict[tuple[str, str], float] = {}
    explained: dict[str, float] = {}
    for target in variables:
        sources = [a for a, b in paths if b == target]
        if sources:
            found = _regress(latent, sources, target)
            coefficients |= {(s, target): beta for s, beta in zip(sources, found, strict=True)}
            explained[target] = sum(beta * latent[s][target] for s, beta in zip(sources, found, strict=True))
    items = []
    indices = {}
    for name, block in blocks.items():
        raw = [w / deviations[i] for w, i in zip(weights[name], block, strict=True)]
        loadings = [sum(r[i][j] * w for j, w in zip(block, weights[name], strict=True)) for i in block]
        total = sum(raw) * (high - low)
        if total <= 0:
            raise MethodError(f"变量 {name} 的题目方向不一致，权重合计不为正。请核对反向计分的题目")
        indices[name] = sum(w * (means[i] - low) for w, i in zip(raw, block, strict=True)) / total * 100
        items += [
            ItemFit(keys[used[i]], name, loading, w, means[i])
            for i, w, loading in zip(block, raw, loadings, strict=True)
        ]
    return Model(len(answers), coefficients, explained, indices, tuple(items))


def _moments(
    answers: Sequence[Sequence[float]], used: Sequence[int], keys: Sequence[str]
) -> tuple[Vector, Vector]:
    n = len(answers)
    means = [sum(row[c] for row in answers) / n for c in used]
    deviations = [
        sqrt(sum((row[c] - m) ** 2 for row in answers) / (n - 1)) for c, m in zip(used, means, strict=True)
    ]
    if flat := [keys[c] for c, d in zip(used, deviations, strict=True) if d == 0]:
        raise MethodError(f"题目 {'、'.join(flat)} 所有回答都一样，无法估计模型")
    return means, deviations


def _correlations(
    answers: Sequence[Sequence[float]], used: Sequence[int], means: Vector, deviations: Vector
) -> Matrix:
    n, size = len(answers), len(used)
    scores = [[(row[c] - m) / d for c, m, d in zip(used, means, deviations, strict=True)] for row in answers]
    found = [[1.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i):
            found[i][j] = found[j][i] = sum(row[i] * row[j] for row in scores) / (n - 1)
    return found


def _iterate(
    r: Matrix, blocks: Mapping[str, list[int]], paths: Sequence[tuple[str, str]]
) -> dict[str, Vector]:
    """Outer weights, each variable's score of variance 1."""
    weights = {name: _unit(r, block, [1.0] * len(block)) for name, block in blocks.items()}
    for _ in range(ROUNDS):
        latent = _latent(r, blocks, weights)
        inner: dict[str, dict[str, float]] = {name: {} for name in blocks}
        for name in blocks:
            before = [a for a, b in paths if b == name]
            if before:
                inner[name] |= dict(zip(before, _regress(latent, before, name), strict=True))
            # What it leads to pulls by plain correlation.
            inner[name] |= {b: latent[name][b] for a, b in paths if a == name}
        changed = 0.0
        made = {}
        for name, block in blocks.items():
            outer = [
                sum(
                    e * sum(r[i][j] * w for j, w in zip(blocks[other], weights[other], strict=True))
                    for other, e in inner[name].items()
                )
                for i in block
            ]
            made[name] = _unit(r, block, outer) if inner[name] else weights[name]
            changed = max(changed, *(abs(a - b) for a, b in zip(made[name], weights[name], strict=True)))
        weights = made
        if changed < CLOSE:
            return weights
    raise MethodError("模型没有收敛。请核对题目所属的变量和回答")


def _unit(r: Matrix, block: Sequence[int], weights: Vector) -> Vector:
    length = sqrt(
        sum(
            a * b * r[i][j]
            for i, a in zip(block, weights, strict=True)
            for j, b in zip(block, weights, strict=True)
        )
    )
    if not length > 0:
        raise MethodError("一个变量的题目与其他变量都不相关，无法估计模型")
    return [w / length for w in weights]


def _latent(
    r: Matrix, blocks: Mapping[str, list[int]], weights: Mapping[str, Vector]
) -> dict[str, dict[str, float]]:
    """Correlations between the variables' scores."""
    return {
        a: {
            b: sum(
                v * w * r[i][j]
                for i, v in zip(blocks[a], weights[a], strict=True)
                for j, w in zip(blocks[b], weights[b], strict=True)
            )
            for b in blocks
        }
        for a in blocks
    }


def _regress(latent: Mapping[str, Mapping[str, float]], sources: Sequence[str], target: str) -> Vector:
    """Standardised coefficients, by elimination with the largest pivot first."""
    rows = [[latent[a][b] for b in sources] + [latent[a][target]] for a in sources]
    size = len(sources)
    for k in range(size):
        best = max(range(k, size), key=lambda i: abs(rows[i][k]))
        if abs(rows[best][k]) < CLOSE:
            raise MethodError("两个测评变量完全相关，无法分开它们的影响")
        rows[k], rows[best] = rows[best], rows[k]
        for i in range(size):
            if i != k:
                factor = rows[i][k] / rows[k][k]
                rows[i] = [x - factor * y for x, y in zip(rows[i], rows[k], strict=True)]
    return [rows[k][size] / rows[k][k] for k in range(size)]
