"""Reading the expressions of a definition, which are distrusted.

Every expression is parsed, each node is held against a short allow-list and each column against the
register's declared columns; what reaches a database is only ever generated anew from the checked tree, with
every identifier quoted. There is no path by which the text of a definition gets into a query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from zhiheng.kernels.measures.problems import DefinitionError

ColumnType = Literal["text", "integer", "number", "boolean", "date"]
Function = Literal["count", "sum", "min", "max", "distinct"]

LONGEST = 2000
ROW_FUNCTIONS = ("case", "coalesce")
AGGREGATES = ("count", "sum", "avg", "min", "max", "count_distinct")

_ROW_NODES: tuple[type[exp.Expr], ...] = (
    exp.Column, exp.Identifier, exp.Literal, exp.Boolean, exp.Null, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT,
    exp.LTE, exp.And, exp.Or, exp.Not, exp.In, exp.Between, exp.Is, exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Neg,
    exp.Paren, exp.Case, exp.If, exp.Coalesce,
)  # fmt: skip
_ARITHMETIC: tuple[type[exp.Expr], ...] = (
    exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Neg, exp.Paren, exp.Literal, exp.Identifier,
)  # fmt: skip
_COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)
_CALLS: dict[type[exp.Expr], str] = {
    exp.Count: "count", exp.Sum: "sum", exp.Avg: "avg", exp.Min: "min", exp.Max: "max",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands, for messages."""

    file: str
    code: str
    key: str

    def wrong(self, problem: str, word: str = "", valid: Iterable[str] = ()) -> DefinitionError:
        return DefinitionError(problem, file=self.file, code=self.code, key=self.key, word=word, valid=valid)


@dataclass(frozen=True)
class Call:
    """One aggregate call: ``function`` over ``argument`` (None: rows) of the rows meeting ``condition`` (None: all).

    ``avg`` never appears: it is kept as sum and count, since averages do not add up.
    """

    function: Function
    argument: exp.Expr | None = None
    condition: exp.Expr | None = None

    @cached_property
    def key(self) -> tuple[str, str, str]:
        """Function, text of the argument, text of the condition: what makes two calls the same."""
        return (
            self.function,
            to_sql(self.argument) if self.argument is not None else "",
            to_sql(self.condition) if self.condition is not None else "",
        )


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Arithmetic over aggregate calls: ``tree`` has a column ``#i`` where ``calls[i]`` stands."""

    tree: exp.Expr
    calls: tuple[Call, ...]
    average: bool = False  # the whole expression is one avg(): calls are its sum and its count


def to_sql(tree: exp.Expr, dialect: str = "duckdb") -> str:
    """Text of a checked tree in ``dialect``; every identifier quoted, no comments, true division only."""
    return tree.sql(dialect=dialect, identify=True, comments=False)


def condition(text: str, columns: Mapping[str, ColumnType], place: Place) -> exp.Expr:
    """A yes/no expression over the columns of one record. Raises DefinitionError."""
    tree = _parse(text, place)
    kind = _check_row(tree, columns, place)
    if kind not in ("boolean", None):
        raise place.wrong(f"条件“{text}”得出的不是“是/否”，请写成比较（如 result = 'qualified'）")
    return _safe_division(tree)


def aggregate(
    text: str, columns: Mapping[str, ColumnType], where: exp.Expr | None, place: Place
) -> Aggregate:
    """An aggregate such as ``count()`` or ``sum(a) / sum(b)`` of the rows that meet ``where``.

    Raises DefinitionError when there is no aggregate, a column stands outside one, or the type does not fit.
    """
    tree = _parse(text, place)
    calls: dict[tuple[str, str, str], int] = {}
    found: list[Call] = []

    def column(call: Call) -> exp.Expr:
        at = calls.setdefault(call.key, len(found))
        if at == len(found):
            found.append(call)
        return exp.column(f"#{at}", quoted=True)

    def visit(node: exp.Expr) -> exp.Expr:
        name = _call_name(node)
        if name:
            argument = _argument(node, name, columns, place)
            if name == "avg":
                assert argument is not None
                return exp.paren(
                    exp.Div(
                        this=column(Call("sum", argument, where)),
                        expression=column(Call("count", None, both(where, _present(argument)))),
                    ),
                    copy=False,
                )
            if name == "count" and argument is not None:
                return column(Call("count", None, both(where, _present(argument))))
            return column(Call("distinct" if name == "count_distinct" else name, argument, where))  # type: ignore[arg-type]
        if isinstance(node, exp.Column):
            raise place.wrong(f"列 {node.name} 须放在聚合函数里，如 sum({node.name})", node.name, AGGREGATES)
        if isinstance(node, (exp.Anonymous, exp.Func)):
            word = str(node.name if isinstance(node, exp.Anonymous) else node.sql_name()).lower()
            raise place.wrong(f"不认识的聚合函数 {word}", word, AGGREGATES)
        if not isinstance(node, _ARITHMETIC):
            raise place.wrong(f"这里不能用“{_word(node)}”，只能对聚合函数作四则运算", _word(node), AGGREGATES)
        for name_, child in list(node.args.items()):
            if isinstance(child, exp.Expr):
                node.set(name_, visit(child))
        return node

    result = visit(tree)
    if not found:
        raise place.wrong(f"“{text}”里没有聚合函数", text, AGGREGATES)
    _only_numbers(result, place)
    return Aggregate(_safe_division(result), tuple(found), average=_call_name(_parse(text, place)) == "avg")


@dataclass(frozen=True, slots=True)
class Operand:
    """A use of another indicator in a formula, in the same period or the same period a year before."""

    code: str
    previous_year: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """Arithmetic over other indicators: ``tree`` has a column ``#i`` where ``operands[i]`` stands.

    ``parts`` names numerator and denominator operands when the whole formula is one quotient of two
    operands (times constants), so that both can be shown.
    """

    tree: exp.Expr
    operands: tuple[Operand, ...]
    parts: tuple[int, int] | None


def formula(text: str, place: Place) -> Formula:
    """Arithmetic over indicator codes and ``previous_year(CODE)``. Raises DefinitionError."""
    tree = _parse(text, place)
    operands: dict[Operand, int] = {}

    def column(operand: Operand) -> exp.Expr:
        return exp.column(f"#{operands.setdefault(operand, len(operands))}", quoted=True)

    def visit(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column) and not node.args.get("table"):
            return column(Operand(node.name))
        if isinstance(node, exp.Anonymous):
            word = str(node.this).lower()
            if word != "previous_year":
                raise place.wrong(f"不认识的函数 {word}", word, ("previous_year",))
            inner = node.expressions
            if len(inner) != 1 or not isinstance(inner[0], exp.Column):
                raise place.wrong("previous_year 里要写一个指标代码，如 previous_year(P01)", "previous_year")
            return column(Operand(inner[0].name, previous_year=True))
        if isinstance(node, exp.Func):
            word = node.sql_name().lower()
            raise place.wrong(f"不认识的函数 {word}", word, ("previous_year",))
        if not isinstance(node, _ARITHMETIC):
            raise place.wrong(
                f"公式里不能用“{_word(node)}”，只能用指标代码、数、+ - * / 和 previous_year()",
                _word(node),
                ("previous_year",),
            )
        for name, child in list(node.args.items()):
            if isinstance(child, exp.Expr):
                node.set(name, visit(child))
        return node

    result = visit(tree)
    if not operands:
        raise place.wrong(f"公式“{text}”里没有用到任何指标")
    _only_numbers(result, place)
    return Formula(_safe_division(result.copy()), tuple(operands), _quotient(result))


def both(*conditions: exp.Expr | None) -> exp.Expr | None:
    """All of the conditions, each once, in a settled order (so equal filters have equal text)."""
    parts = {to_sql(part): part for one in conditions if one is not None for part in conjuncts(one)}
    return exp.and_(*(parts[k] for k in sorted(parts))) if parts else None


def either(left: exp.Expr | None, right: exp.Expr | None) -> exp.Expr | None:
    """Rows that meet one or the other; recognises that one filter is a narrowing of the other."""
    if left is None or right is None:
        return None
    a = {to_sql(part): part for part in conjuncts(left)}
    b = {to_sql(part): part for part in conjuncts(right)}
    if a.keys() <= b.keys():
        return left
    if b.keys() <= a.keys():
        return right
    return exp.or_(exp.paren(left), exp.paren(right))


def conjuncts(tree: exp.Expr) -> Iterator[exp.Expr]:
    if isinstance(tree, exp.Paren):
        yield from conjuncts(tree.this)
    elif isinstance(tree, exp.And):
        yield from conjuncts(tree.this)
        yield from conjuncts(tree.expression)
    else:
        yield exp.paren(tree) if isinstance(tree, exp.Or) else tree


def substitute(tree: exp.Expr, columns: Mapping[str, exp.Expr]) -> exp.Expr:
    """A copy of ``tree`` with each column named in ``columns`` replaced."""
    return tree.transform(
        lambda node: (
            columns[node.name].copy() if isinstance(node, exp.Column) and node.name in columns else node
        )
    )


# -- the checks -----------------------------------------------------------------------------------


def _parse(text: str, place: Place) -> exp.Expr:
    if not isinstance(text, str) or not text.strip():
        raise place.wrong("表达式是空的")
    if len(text) > LONGEST:
        raise place.wrong(f"表达式太长（{len(text)} 字，最多 {LONGEST} 字）")
    try:
        trees = sqlglot.parse(text, dialect="duckdb")
    except SqlglotError as error:
        detail = getattr(error, "errors", None) or [{}]
        near = str(detail[0].get("highlight") or "").strip()
        raise place.wrong(
            f"表达式“{text}”写得不完整或有错{f'（在“{near}”附近）' if near else ''}", near
        ) from None
    except RecursionError:
        raise place.wrong("表达式的括号套得太深") from None
    if len(trees) != 1 or trees[0] is None:
        raise place.wrong(f"“{text[:80]}”须是一个表达式，不能是几条语句")
    return trees[0]


def _call_name(node: exp.Expr) -> str:
    if type(node) in _CALLS:
        return _CALLS[type(node)]
    if isinstance(node, exp.Anonymous) and str(node.this).lower() == "count_distinct":
        return "count_distinct"
    return ""


def _argument(node: exp.Expr, name: str, columns: Mapping[str, ColumnType], place: Place) -> exp.Expr | None:
    if isinstance(node, exp.Anonymous):
        given = node.expressions
    else:
        given = [node.this] if node.this is not None else []
        given += node.expressions
    if name == "count" and (not given or isinstance(given[0], exp.Star)):
        return None
    if given and isinstance(given[0], exp.Distinct):
        raise place.wrong("请写成 count_distinct(列)", "distinct", ("count_distinct",))
    if len(given) != 1:
        raise place.wrong(f"{name}() 里要写一列或一个算式", name, columns)
    kind = _check_row(given[0], columns, place)
    if name in ("sum", "avg", "min", "max") and kind not in ("integer", "number"):
        numeric = [column for column, type_ in columns.items() if type_ in ("integer", "number")]
        raise place.wrong(f"{name}() 要用数值列，“{to_sql(given[0])}”不是", _word(given[0]), numeric)
    return _safe_division(given[0])


def _check_row(  # returns the type, None for an unknown one (NULL)
    tree: exp.Expr, columns: Mapping[str, ColumnType], place: Place
) -> ColumnType | None:
    for node in tree.walk():
        if isinstance(node, exp.Column):
            if node.args.get("table") or node.name not in columns:
                word = node.sql() if node.args.get("table") else node.name
                raise place.wrong(f"台账里没有列 {word}", word, columns)
        elif not isinstance(node, _ROW_NODES):
            if isinstance(node, (exp.Anonymous, exp.Func)):
                word = str(node.this if isinstance(node, exp.Anonymous) else node.sql_name()).lower()
                raise place.wrong(f"不认识或不许用的函数 {word}", word, ROW_FUNCTIONS)
            raise place.wrong(f"不许用“{_word(node)}”", _word(node), ROW_FUNCTIONS)
        if isinstance(node, exp.In) and any(node.args.get(a) for a in ("query", "unnest", "field")):
            raise place.wrong("in 后面要写值的列表，如 in ('a', 'b')", "in")
    return _type(tree, columns, place)


def _type(node: exp.Expr, columns: Mapping[str, ColumnType], place: Place) -> ColumnType | None:
    def of(child: exp.Expr) -> ColumnType | None:
        return _type(child, columns, place)

    if isinstance(node, exp.Column):
        return columns[node.name]
    if isinstance(node, exp.Literal):
        if node.is_string:
            return "text"
        return "integer" if node.is_int else "number"
    if isinstance(node, exp.Null):
        return None
    if isinstance(node, exp.Boolean):
        return "boolean"
    if isinstance(node, exp.Paren):
        return of(node.this)
    if isinstance(node, (*_COMPARISONS, exp.Is)):
        if not isinstance(node.expression, exp.Null):
            _same(node.this, [node.expression], columns, place)
        return "boolean"
    if isinstance(node, exp.In):
        _same(node.this, node.expressions, columns, place)
        return "boolean"
    if isinstance(node, exp.Between):
        _same(node.this, [node.args["low"], node.args["high"]], columns, place)
        return "boolean"
    if isinstance(node, (exp.And, exp.Or, exp.Not)):
        for child in node.iter_expressions():
            if of(child) not in ("boolean", None):
                raise place.wrong(f"“{to_sql(child)}”不是“是/否”，不能用 and、or、not 连接", _word(child))
        return "boolean"
    if isinstance(node, (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Neg)):
        kinds = [of(child) for child in node.iter_expressions()]
        if any(kind not in ("integer", "number", None) for kind in kinds):
            raise place.wrong(f"“{to_sql(node)}”里有不是数的东西，不能作四则运算", _word(node))
        return "integer" if not isinstance(node, exp.Div) and set(kinds) <= {"integer"} else "number"
    if isinstance(node, exp.Coalesce):
        _same(node.this, node.expressions, columns, place)
        return of(node.this)
    if isinstance(node, exp.Case):
        if node.this is not None:
            _same(node.this, [branch.this for branch in node.args["ifs"]], columns, place)
        elif any(of(branch.this) not in ("boolean", None) for branch in node.args["ifs"]):
            raise place.wrong("case when 后面要写条件", "case")
        results = [branch.args["true"] for branch in node.args["ifs"]]
        if node.args.get("default") is not None:
            results.append(node.args["default"])
        _same(results[0], results[1:], columns, place)
        return next((kind for kind in map(of, results) if kind is not None), None)
    raise place.wrong(f"不许用“{_word(node)}”", _word(node), ROW_FUNCTIONS)


def _same(left: exp.Expr, others: list[exp.Expr], columns: Mapping[str, ColumnType], place: Place) -> None:
    """Both sides of a comparison must be of one type; text that is compared with a date must be a date."""
    for right in others:
        a, b = (_type(side, columns, place) for side in (left, right))
        numbers = ("integer", "number")
        if a == b or a is None or b is None or (a in numbers and b in numbers):
            continue
        dated = {"date", "text"} == {a, b}
        literal = left if a == "text" else right
        if dated and isinstance(literal, exp.Literal):
            try:
                date.fromisoformat(literal.name)
            except ValueError:
                raise place.wrong(f"“{literal.name}”不是日期，请写成 '2016-01-31'", literal.name) from None
            literal.replace(exp.cast(literal.copy(), "date"))
            continue
        names: dict[str, str] = {
            "text": "文字",
            "integer": "整数",
            "number": "数",
            "boolean": "是/否",
            "date": "日期",
        }
        raise place.wrong(
            f"“{to_sql(left)}”是{names[a]}，“{to_sql(right)}”是{names[b]}，不能相比", _word(right)
        )


def _only_numbers(tree: exp.Expr, place: Place) -> None:
    for node in tree.find_all(exp.Literal):
        if node.is_string:
            raise place.wrong(f"算式里不能有文字“{node.name}”", node.name)


def _safe_division(tree: exp.Expr) -> exp.Expr:
    """True division everywhere, and nothing (not an error, not infinity) when the divisor is zero."""

    def mend(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Div):
            return exp.Div(
                this=exp.cast(node.this, "double"),
                expression=exp.func("nullif", node.expression, exp.Literal.number(0)),
                typed=False,
                safe=False,
            )
        return node

    return tree.copy().transform(mend)


def _quotient(tree: exp.Expr) -> tuple[int, int] | None:
    node = tree
    while True:
        if isinstance(node, exp.Paren) or (
            isinstance(node, exp.Mul) and isinstance(node.expression, exp.Literal)
        ):
            node = node.this
        elif isinstance(node, exp.Mul) and isinstance(node.this, exp.Literal):
            node = node.expression
        else:
            break
    if (
        isinstance(node, exp.Div)
        and isinstance(node.this, exp.Column)
        and isinstance(node.expression, exp.Column)
    ):
        return int(node.this.name[1:]), int(node.expression.name[1:])
    return None


def _present(argument: exp.Expr) -> exp.Expr:
    return exp.Not(this=exp.Is(this=exp.paren(argument.copy()), expression=exp.Null()))


def _word(node: exp.Expr) -> str:
    if isinstance(node, (exp.Column, exp.Identifier, exp.Literal)):
        return node.name
    return node.key if len(node.sql()) > 40 else node.sql(comments=False)
