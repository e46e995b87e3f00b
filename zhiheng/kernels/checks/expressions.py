"""Arithmetic as a check rule writes it: ``internal_loss + external_loss``, ``previous.output * 1.5``.

The text is split into words, read by a small grammar and kept as a tree; nothing of it is ever run as a program.
A value that is missing makes the whole expression unknown (None), and so does a division by zero: a rule over it is
not judged, rather than judged with zero.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from typing import Literal

Period = Literal["this", "previous", "year_ago"]
Values = Mapping[str, Decimal | int | float | None]
Column = Sequence[Decimal | int | float | None]

LONGEST = 500
DEEPEST = 40
_CONTEXT = Context(prec=34, traps=[DivisionByZero, InvalidOperation, Overflow])
_WORD = re.compile(
    r"\s*(?:(?P<number>\d{1,20}(?:\.\d{1,10})?%?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?)"
    r"|(?P<sign>[-+*/(),]))"
)
_OPERATORS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_FUNCTIONS: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "abs": lambda values: abs(values[0]),
    "min": min,
    "max": max,
}
_OTHER_PERIODS: tuple[Period, ...] = ("previous", "year_ago")


class CheckError(ValueError):
    """A check rule that cannot be read; the message is Chinese and says what is wrong and what is allowed."""


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal


@dataclass(frozen=True, slots=True)
class Ref:
    """A column of one of the three rows."""

    name: str
    period: Period = "this"


@dataclass(frozen=True, slots=True)
class Operation:
    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple[Node, ...]


Node = Number | Ref | Operation | Call


@dataclass(frozen=True, slots=True)
class Expression:
    """A read expression; ``text`` as it was written."""

    text: str
    tree: Node

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The columns used, in the order of the text, each once."""
        return tuple(dict.fromkeys(_refs(self.tree)))

    def value(self, rows: Mapping[Period, Values | None]) -> Decimal | None:
        """The value over the rows; None where a row, a value or a divisor is missing."""
        with localcontext(_CONTEXT):
            try:
                return _value(self.tree, rows)
            except (DivisionByZero, InvalidOperation, Overflow):
                return None

    def column(self, of: Callable[[Ref], Column], size: int) -> list[Decimal | None]:
        """The values over many rows at once; ``of`` gives what a reference holds in each of the ``size`` rows."""
        with localcontext(_CONTEXT):
            return _column(self.tree, of, size)


def parse(text: str) -> Expression:
    """Read an expression. Raises CheckError naming the word that does not fit."""
    if len(text) > LONGEST:
        raise CheckError(f"算式太长（{len(text)} 个字符，最多 {LONGEST} 个），请拆成几条规则")
    reader = _Reader(text)
    tree = reader.sum(0)
    if reader.word:
        raise CheckError(f"算式“{text}”里“{reader.word}”的位置不对")
    return Expression(text.strip(), tree)


class _Reader:
    """Recursive descent over the words of one expression."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = self._split(text)
        self.kind, self.word = "", ""
        self._next()

    @staticmethod
    def _split(text: str) -> Iterator[tuple[str, str]]:
        at, end = 0, len(text.rstrip())
        if not end:
            raise CheckError("算式是空的")
        while at < end:
            match = _WORD.match(text, at)
            if match is None or match.lastgroup is None:
                raise CheckError(
                    f"算式“{text}”里不能用“{text[at:].strip()[:10]}”；可用列名、数、+ - * / 括号和 {'、'.join(_FUNCTIONS)}"
                )
            yield match.lastgroup, match[match.lastgroup]
            at = match.end()
        yield "", ""

    def _next(self) -> str:
        taken = self.word
        self.kind, self.word = next(self._words, ("", ""))
        return taken

    def _expect(self, sign: str) -> None:
        if self.word != sign:
            raise CheckError(f"算式“{self.text}”里缺“{sign}”")
        self._next()

    def sum(self, depth: int) -> Node:
        tree = self._product(depth)
        while self.word in ("+", "-"):
            tree = Operation(self._next(), tree, self._product(depth))
        return tree

    def _product(self, depth: int) -> Node:
        tree = self._factor(depth)
        while self.word in ("*", "/"):
            tree = Operation(self._next(), tree, self._factor(depth))
        return tree

    def _factor(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise CheckError(f"算式“{self.text}”的括号或负号超过 {DEEPEST} 层")
        if self.word == "-":
            self._next()
            return Operation("-", Number(Decimal(0)), self._factor(depth + 1))
        if self.word == "(":
            self._next()
            tree = self.sum(depth + 1)
            self._expect(")")
            return tree
        if self.kind == "number":
            word = self._next()
            return Number(Decimal(word[:-1]) / 100 if word.endswith("%") else Decimal(word))
        if self.kind == "name":
            return self._named(self._next(), depth)
        raise CheckError(f"算式“{self.text}”里{f'“{self.word}”前' if self.word else '末尾'}缺列名、数或括号")

    def _named(self, word: str, depth: int) -> Node:
        if self.word == "(":
            return self._call(word, depth)
        head, dot, name = word.partition(".")
        if not dot:
            return Ref(word)
        if head not in _OTHER_PERIODS:
            raise CheckError(f"算式“{self.text}”里的“{word}”看不懂：点号前只能是 {'、'.join(_OTHER_PERIODS)}")
        return Ref(name, head)

    def _call(self, name: str, depth: int) -> Call:
        if name not in _FUNCTIONS:
            raise CheckError(f"算式“{self.text}”里没有函数“{name}”；可用：{'、'.join(_FUNCTIONS)}")
        self._expect("(")
        arguments = [self.sum(depth + 1)]
        while self.word == ",":
            self._next()
            arguments.append(self.sum(depth + 1))
        self._expect(")")
        if name == "abs" and len(arguments) != 1:
            raise CheckError(f"算式“{self.text}”里 abs 只能有一个数")
        return Call(name, tuple(arguments))


def _refs(node: Node) -> Iterator[Ref]:
    match node:
        case Ref():
            yield node
        case Operation(_, left, right):
            yield from _refs(left)
            yield from _refs(right)
        case Call(_, arguments):
            for each in arguments:
                yield from _refs(each)
        case Number():
            return


def _value(node: Node, rows: Mapping[Period, Values | None]) -> Decimal | None:
    match node:
        case Number(value):
            return value
        case Ref(name, period):
            row = rows.get(period)
            found = None if row is None else row.get(name)
            return None if found is None else Decimal(str(found))
        case Operation(sign, left, right):
            one, other = _value(left, rows), _value(right, rows)
            return None if one is None or other is None else _OPERATORS[sign](one, other)
        case Call(name, arguments):
            values = [_value(each, rows) for each in arguments]
            given = [v for v in values if v is not None]
            return _FUNCTIONS[name](given) if len(given) == len(values) else None


def _column(node: Node, of: Callable[[Ref], Column], size: int) -> list[Decimal | None]:
    match node:
        case Number(value):
            return [value] * size
        case Ref():
            return [v if v is None or type(v) is Decimal else Decimal(str(v)) for v in of(node)]
        case Operation(sign, left, right):
            return _each(_OPERATORS[sign], _column(left, of, size), _column(right, of, size))
        case Call(name, arguments):
            by = _FUNCTIONS[name]
            return _each(lambda *given: by(list(given)), *(_column(each, of, size) for each in arguments))


def _each(by: Callable[..., Decimal], *columns: list[Decimal | None]) -> list[Decimal | None]:
    """``by`` over the values of each row; None where one is missing or there is no result."""
    found: list[Decimal | None] = []
    for values in zip(*columns, strict=True):
        try:
            found.append(None if None in values else by(*values))
        except (DivisionByZero, InvalidOperation, Overflow):
            found.append(None)
    return found
