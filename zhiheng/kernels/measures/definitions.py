"""Indicator definitions: YAML read into checked models, versions of one code kept apart by validity.

The shape follows the well-known metric layers: ``simple`` (one aggregate), ``ratio`` (numerator over
denominator, both kept), ``derived`` (arithmetic over other indicators), ``cumulative`` (stock at the end of
the period) and ``reported`` (entered with evidence, since no register yields it).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from zhiheng.kernels.measures.expressions import Formula, Place, formula
from zhiheng.kernels.measures.periods import Period
from zhiheng.kernels.measures.problems import DefinitionError

Rounding = Literal["half_even", "half_up", "up", "down", "none"]
FIELDS = ("product", "works", "service", "environment", "foundations", "brand", "governance")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Matched(_Strict):
    """Rows of another register with the same value of ``on`` (or ``on: {mine: theirs}``).

    ``filter`` narrows the other register. With ``from`` and ``until`` the other record must hold on the period's last
    day where stocks are counted, and on the counted record's own date where events are.
    """

    register_key: str = Field(alias="register")
    on: str | dict[str, str]
    filter: str | None = None
    since: str | None = Field(default=None, alias="from")
    until: str | None = None

    @model_validator(mode="after")
    def _one_pair(self) -> Matched:
        if isinstance(self.on, dict) and len(self.on) != 1:
            raise ValueError("on 只能写一列，或一对列（本台账的列: 对方的列）|on")
        return self

    @property
    def mine(self) -> str:
        return self.on if isinstance(self.on, str) else next(iter(self.on))

    @property
    def theirs(self) -> str:
        return self.on if isinstance(self.on, str) else next(iter(self.on.values()))


class Part(_Strict):
    """One aggregate with a filter of its own, which narrows the indicator's filter.

    ``matched``/``unmatched``: only records that stand, or do not stand, in another register too.
    """

    aggregate: str
    filter: str | None = None
    matched: Matched | None = None
    unmatched: Matched | None = None


def _as_part(value: object) -> object:
    return {"aggregate": value} if isinstance(value, str) else value


OnePart = Annotated[Part, BeforeValidator(_as_part)]


class Stock(_Strict):
    """Counted at the end of the period: ``from`` <= last day, and ``until`` empty or >= last day.

    Both are date columns; ``until`` is the last day on which the record still counts (valid until, included).
    """

    since: str = Field(alias="from")
    until: str | None = None


class Source(_Strict):
    """Where the definition comes from: requirement code and the place in a document or standard."""

    requirement: str = ""
    document: str = ""
    note: str = ""


class Indicator(_Strict):
    """One version of one indicator.

    ``scale`` multiplies the value (100 for %); ``decimals`` and ``rounding`` only concern how it is shown.
    ``half_even`` is rounding to even of an exact half as in GB/T 8170 (remembered, not read: hence a setting).
    ``min_denominator``: below it a figure is shown but flagged as resting on few records.
    ``accept_reported``: where no record exists, a reported value is taken instead (and shown as such).
    ``pools``: columns that the register keeps apart and that this rate mixes all the same (see ``apart``).
    ``rests_on``: rule sets that the records were judged by; a new version of one breaks the series.
    ``official``: the series under which the statistics bodies publish the same measure; shown beside the figure, never
    instead of it.
    ``needs_method``: no formula is agreed on, so a reported value must say by which it was worked out.
    ``owner``: keys of the departments that answer for it (``catalogue/people/departments.yaml``), the leading one first.
    """

    code: str = Field(pattern=r"^[A-Z][A-Za-z0-9_]{1,31}$")
    name: str = Field(min_length=1)
    name_en: str = ""
    unit: str
    direction: Literal["up", "down", "hold"]
    periodicity: Literal["month", "quarter", "half", "year"]
    kind: Literal["simple", "ratio", "derived", "cumulative", "reported"]
    field: Literal["product", "works", "service", "environment", "foundations", "brand", "governance"]
    owner: tuple[str, ...] = ()
    register_key: str | None = Field(default=None, alias="register")
    time: str | None = None
    filter: str | None = None
    aggregate: OnePart | None = None
    numerator: OnePart | None = None
    denominator: OnePart | None = None
    scale: float = Field(default=1, gt=0)
    formula: str | None = None
    stock: Stock | None = None
    aliases: tuple[str, ...] = ()
    source: Source = Source()
    valid_from: date | None = None
    valid_to: date | None = None
    version: int = Field(default=1, ge=1)
    certainty: Literal["read", "code", "derived", "remembered"] = "derived"
    decimals: int = Field(default=2, ge=0, le=8)
    rounding: Rounding = "half_even"
    min_denominator: float = Field(default=0, ge=0)
    accept_reported: bool = False
    rests_on: tuple[str, ...] = ()
    pools: tuple[str, ...] = ()
    official: str = ""
    needs_method: bool = False
    note: str = ""
    file: str = Field(default="", exclude=True)

    @model_validator(mode="after")
    def _parts_fit_kind(self) -> Indicator:
        needs: dict[str, tuple[str, ...]] = {
            "simple": ("register", "aggregate"),
            "cumulative": ("register", "stock"),
            "ratio": ("register", "numerator", "denominator"),
            "derived": ("formula",),
            "reported": (),
        }
        held = {
            "register": self.register_key, "time": self.time, "filter": self.filter, "aggregate": self.aggregate,
            "numerator": self.numerator, "denominator": self.denominator, "formula": self.formula, "stock": self.stock,
        }  # fmt: skip
        needed = needs[self.kind]
        if self.kind == "cumulative":
            needed += ("aggregate",) if self.aggregate or not self.numerator else ("numerator", "denominator")
        allowed = {*needed}
        if self.register_key:
            allowed |= {"time", "filter", "stock"} if self.kind != "simple" else {"time", "filter"}
        for key in needed:
            if not held[key]:
                raise ValueError(f"{self.kind} 类指标缺少 {key}|{key}")
        for key, value in held.items():
            if value and key not in allowed:
                raise ValueError(f"{self.kind} 类指标用不到 {key}，请删去或改 kind|{key}")
        if self.pools and not self.denominator:
            raise ValueError("只有有分子、分母的指标才有合并不合并可言，请删去 pools|pools")
        if self.stock and self.time:
            raise ValueError("期末时点数由 stock 的日期列决定，不能再写 time|time")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to 早于 valid_from|valid_to")
        return self

    def covers(self, period: Period) -> bool:
        """Whether this version is the one in force on the last day of ``period``."""
        return (self.valid_from is None or self.valid_from <= period.end) and (
            self.valid_to is None or period.end <= self.valid_to
        )

    def place(self, key: str) -> Place:
        return Place(self.file, self.code, key)

    def parsed_formula(self) -> Formula:
        return formula(self.formula or "", self.place("formula"))


class _DoubleKey(yaml.YAMLError):
    def __init__(self, key: str, line: int) -> None:
        super().__init__(key)
        self.line = line


# libyaml's parser where the wheel has it: ten times quicker, the same safe constructor.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):
    """YAML keeps the last of two equal keys in silence; a definition must not lose a filter that way."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise _DoubleKey(str(key.value), key.start_mark.line + 1)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


# Only true and false are yes and no, as in YAML 1.2: the key ``on`` is a word.
_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$") if tag.endswith(":bool") else pattern)
        for tag, pattern in pairs
    ]
    for first, pairs in _SafeLoader.yaml_implicit_resolvers.items()
}


def read_definitions(text: str, file: str = "") -> list[Indicator]:
    """Read one YAML text: a list of definitions, or a mapping with the key ``indicators``.

    Raises DefinitionError (Chinese: file, code, key, the bad word, nearest valid names).
    """
    try:
        content = yaml.load(text, Loader=_Loader)  # noqa: S506  (a SafeLoader that also refuses double keys)
    except _DoubleKey as error:
        raise DefinitionError(
            f"第 {error.line} 行的键 {error} 写了两次", file=file, word=str(error)
        ) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行第 {mark.column + 1} 列附近" if mark else ""
        raise DefinitionError(f"不是合格的 YAML，{where}缩进、引号或冒号有误", file=file) from None
    except (ValueError, RecursionError) as error:
        raise DefinitionError(f"有一个值不成立（{error}），多半是没有的日期", file=file) from None
    if isinstance(content, Mapping):
        unknown = [key for key in content if key != "indicators"]
        if unknown:
            raise DefinitionError(
                f"不认识的键 {unknown[0]}", file=file, word=str(unknown[0]), valid=("indicators",)
            )
        content = content["indicators"] if content else None
    if not isinstance(content, list) or not content:
        raise DefinitionError("应是指标定义的列表，或键 indicators 下的列表，现在没有内容", file=file)
    return [_read_one(item, at, file) for at, item in enumerate(content, 1)]


def _read_one(item: object, at: int, file: str) -> Indicator:
    if not isinstance(item, Mapping):
        raise DefinitionError(f"第 {at} 项应是键值对", file=file)
    code = str(item.get("code", f"第 {at} 项"))
    if "file" in item:
        raise DefinitionError(
            "不认识的键 file", file=file, code=code, key="file", word="file", valid=_keys(Indicator)
        )
    try:
        return Indicator.model_validate({**item, "file": file})
    except ValidationError as error:
        raise _explain(error, file, code) from None


_MODELS: dict[str, type[BaseModel]] = {
    "stock": Stock, "source": Source, "aggregate": Part, "numerator": Part, "denominator": Part,
    "matched": Matched, "unmatched": Matched,
}  # fmt: skip


def _keys(model: type[BaseModel]) -> list[str]:
    return [spec.alias or name for name, spec in model.model_fields.items() if name != "file"]


def _explain(error: ValidationError, file: str, code: str) -> DefinitionError:
    first = error.errors()[0]
    path = [str(step) for step in first["loc"]]
    key, kind, given = ".".join(path), first["type"], first.get("input")
    context: dict[str, Any] = first.get("ctx") or {}
    valid: Iterable[str] = ()
    word = "" if isinstance(given, Mapping) else str(given)
    if kind == "extra_forbidden":
        word = path[-1]
        valid = _keys(_MODELS.get(path[-2], Indicator) if len(path) > 1 else Indicator)
        problem = f"不认识的键 {word}"
    elif kind == "missing":
        problem = f"缺少必填的键 {path[-1]}"
    elif kind == "literal_error":
        valid = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
        problem = f"不能取“{given}”"
    elif kind == "value_error":
        text, _, key = str(context.get("error", first["msg"])).partition("|")
        problem, word = text, key
    elif kind == "string_pattern_mismatch":
        problem = f"“{given}”写法不对，应以大写字母开头，只含字母、数字、下划线，如 P01"
    elif kind.startswith(
        ("date", "int", "float", "decimal", "bool", "greater", "less", "string", "tuple", "model")
    ):
        wanted = {"dat": "日期（2016-01-31）", "int": "整数", "flo": "数", "boo": "true 或 false", "str": "文字",
                  "gre": f"大于（或等于）{context.get('gt', context.get('ge', ''))}的数",
                  "les": f"不大于 {context.get('le', context.get('lt', ''))} 的数", "tup": "列表"}  # fmt: skip
        problem = f"“{given}”不对，应是{wanted.get(kind[:3], '键值对')}"
    else:
        problem = f"“{given}”不对（{first['msg']}）"
    return DefinitionError(problem, file=file, code=code, key=key, word=word, valid=valid)


class Catalogue:
    """All indicator definitions: looked up by code (or alias, or name) and period.

    Raises DefinitionError when versions of one code overlap, a formula names an unknown code, or formulas
    go round in a circle.
    """

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self._versions: dict[str, list[Indicator]] = {}
        for one in indicators:
            self._versions.setdefault(one.code, []).append(one)
        for versions in self._versions.values():
            versions.sort(key=lambda v: (v.valid_from or date.min, v.version))
            self._check_versions(versions)
        self._names: dict[str, str] = {}
        for one in self:
            for name in (one.name, *one.aliases):
                self._names.setdefault(name, one.code)
        self._formulas: dict[tuple[str, int], Formula] = {
            (one.code, one.version): one.parsed_formula() for one in self if one.kind == "derived"
        }
        for (code, version), parsed in self._formulas.items():
            place = next(v for v in self._versions[code] if v.version == version).place("formula")
            for operand in parsed.operands:
                if operand.code not in self._versions:
                    raise place.wrong(f"公式用到没有定义的指标 {operand.code}", operand.code, self._versions)
        self.order(self._versions)

    @classmethod
    def read(cls, texts: Mapping[str, str]) -> Catalogue:
        """From YAML texts by file name."""
        return cls(one for file, text in texts.items() for one in read_definitions(text, file))

    def _check_versions(self, versions: Sequence[Indicator]) -> None:
        for i, a in enumerate(versions):
            for b in versions[i + 1 :]:
                if a.version == b.version:
                    raise b.place("version").wrong(f"第 {b.version} 版定义了两次")
                if (a.valid_to or date.max) >= (b.valid_from or date.min):
                    raise b.place("valid_from").wrong(
                        f"第 {b.version} 版与第 {a.version} 版的有效期重叠，请给第 {a.version} 版写上早于它的 valid_to"
                    )

    def __iter__(self) -> Iterator[Indicator]:
        for versions in self._versions.values():
            yield from versions

    def __contains__(self, code: str) -> bool:
        return code in self._versions

    @property
    def codes(self) -> list[str]:
        return list(self._versions)

    def resolve(self, word: str) -> str:
        """Code of an indicator given by code, name or alias. Raises DefinitionError with the nearest ones."""
        if word in self._versions:
            return word
        if word in self._names:
            return self._names[word]
        raise DefinitionError(
            f"没有指标“{word}”", code=word, word=word, valid=[*self._versions, *self._names]
        )

    def versions(self, code: str) -> list[Indicator]:
        return list(self._versions[self.resolve(code)])

    def get(self, code: str, period: Period | None = None) -> Indicator | None:
        """The version in force at the end of ``period``; the latest when no period is given; None if outside."""
        versions = self._versions[self.resolve(code)]
        if period is None:
            return versions[-1]
        return next((v for v in reversed(versions) if v.covers(period)), None)

    def formula(self, indicator: Indicator) -> Formula:
        return self._formulas[indicator.code, indicator.version]

    def operands(self, code: str) -> set[str]:
        return {
            operand.code
            for one in self._versions[code]
            if one.kind == "derived"
            for operand in self.formula(one).operands
        }

    def order(self, codes: Iterable[str]) -> list[str]:
        """``codes`` and all they are built on, operands before what uses them. Raises on a circle."""
        done: dict[str, None] = {}

        def visit(code: str, path: tuple[str, ...]) -> None:
            if code in path:
                circle = " → ".join((*path[path.index(code) :], code))
                raise self._versions[code][-1].place("formula").wrong(f"公式互相引用成了圈：{circle}", code)
            if code not in done:
                for operand in sorted(self.operands(code)):
                    visit(operand, (*path, code))
                done[code] = None

        for code in codes:
            visit(code, ())
        return list(done)
