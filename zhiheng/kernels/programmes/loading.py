"""Programmes from YAML: parse strictly, check wholly, report every fault in Chinese at once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from zhiheng.kernels.programmes.errors import Problem, ProgrammeError
from zhiheng.kernels.programmes.model import Programme

MAX_BYTES = 4 * 1024 * 1024
"""A programme of facts is some 40 KB; far beyond that somebody has handed in another file."""

_DATE_TAG = "tag:yaml.org,2002:timestamp"


# The Python parser on purpose: libyaml's overflows the C stack on deeply nested text, and programmes are uploaded.
class _Loader(yaml.SafeLoader):
    """Safe YAML whose dates stay text and whose repeated keys are faults, not silent losses."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable):
                if key in seen:
                    raise yaml.constructor.ConstructorError(
                        None, None, f"键 {key} 写了两遍", key_node.start_mark
                    )
                seen.add(key)
        return super().construct_mapping(node, deep=deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _DATE_TAG]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(source: Path | Traversable | str, *, name: str | None = None) -> Programme:
    """The programme in a YAML file (a path) or in YAML text (a str).

    ``name`` is what to call the source in messages. Raises ProgrammeError, with every fault that
    could be found, each with its line, its path of keys, and how to mend it.
    """
    if isinstance(source, str):
        label, text = name or "(文本)", source
        _refuse_huge(len(source), label)
    else:
        label = name or source.name
        text = _read(source, label)
    data, root = _parse(text, label)
    if not isinstance(data, dict):
        raise ProgrammeError(
            label, [Problem("", "内容不是一份方案", "最外层要是 key、name、document、outline 等键")]
        )
    try:
        return Programme.model_validate(data)
    except ValidationError as error:
        raise ProgrammeError(label, problems_of(error, data, root)) from None


def _read(source: Path | Traversable, label: str) -> str:
    try:
        raw = source.read_bytes()
    except FileNotFoundError:
        raise ProgrammeError(label, [Problem("", "文件不存在", "核对文件名和路径")]) from None
    except IsADirectoryError:
        raise ProgrammeError(label, [Problem("", "这是一个目录", "给出其中一个 .yaml 文件")]) from None
    except OSError as error:
        raise ProgrammeError(label, [Problem("", f"读不了：{error.strerror}", "核对文件权限")]) from None
    _refuse_huge(len(raw), label)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ProgrammeError(
            label, [Problem("", "不是 UTF-8 文本", "用 UTF-8 编码另存后再载入", line)]
        ) from None


def _refuse_huge(size: int, label: str) -> None:
    if size > MAX_BYTES:
        problem = Problem("", "内容太大，不像一份方案", f"方案文件不超过 {MAX_BYTES // 1024 // 1024} MB")
        raise ProgrammeError(label, [problem])


def _parse(text: str, label: str) -> tuple[object, yaml.Node | None]:
    loader: _Loader | None = None
    try:
        loader = _Loader(text)
        root: yaml.Node | None = loader.get_single_node()
        data = loader.construct_document(root) if root is not None else None
    except RecursionError:
        raise ProgrammeError(label, [Problem("", "嵌套太深", "方案只有几层，核对缩进和括号")]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = Problem(
            "",
            f"YAML 写法有误({error.problem or error.context})",
            "核对这一行和上一行的缩进、冒号、引号和括号",
            mark.line + 1 if mark else None,
        )
        raise ProgrammeError(label, [problem]) from None
    except (yaml.YAMLError, ValueError) as error:
        raise ProgrammeError(
            label, [Problem("", f"不是 YAML 文本({error})", "核对是不是选错了文件")]
        ) from None
    finally:
        if loader is not None:
            loader.dispose()
    return data, root


def problems_of(error: ValidationError, data: object, root: yaml.Node | None = None) -> list[Problem]:
    """The faults in pydantic's report as Problems, with lines where ``root`` is the YAML's tree."""
    problems: list[Problem] = []
    for detail in error.errors(include_url=False):
        if detail["type"] == "programme_parts":
            for problem in detail["ctx"]["problems"]:
                line = _line(root, _keys(problem.where))
                problems.append(Problem(problem.where, problem.what, problem.mend, line))
            continue
        what, mend = _words(detail)
        # A union (int | float) adds its branch to the place; the reader of the file has no such key.
        place = tuple(part for part in detail["loc"] if part not in ("int", "float"))
        problem = Problem(_where(data, place), what, mend, _line(root, place))
        if problem not in problems:
            problems.append(problem)
    return problems


def _words(detail: ErrorDetails) -> tuple[str, str]:
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "programme":
        return context["what"], context["mend"]
    key = detail["loc"][-1] if detail["loc"] else ""
    if kind == "missing":
        return f"缺少 {key}", "补上这个键；文件没写而允许空的，写 null"
    if kind == "extra_forbidden":
        return f"不认识的键 {key}", "核对拼写，或去掉它"
    if kind == "literal_error":
        return f"“{given}”不在可选值之内", f"可选：{context.get('expected', '').replace(' or ', '、')}"
    if kind == "string_type":
        if isinstance(given, int | float):
            return f"{given} 要写成文字", f'加上引号："{given}"'
        return "这里要写文字", "写一段文字，需要时加引号"
    if kind in ("int_type", "float_type"):
        return f"“{given}”不是数", "去掉引号和单位，只写数字"
    if kind == "finite_number":
        return f"“{given}”不是一个确定的数", "写一个确定的数"
    if kind == "list_type":
        return "这里要写成列表", "每项一行，以“- ”开头"
    if kind in ("model_type", "dict_type"):
        return "这里要写成一组键", "照其他方案的写法，一行一个“键: 值”"
    if kind == "string_pattern_mismatch":
        return f"“{given}”不合格式", f"格式为 {context.get('pattern')}"
    return str(detail["msg"]), "照其他方案的写法改正"


def _where(data: object, place: tuple[int | str, ...]) -> str:
    """``targets[3](T04).by``: the path of keys, with the row's own name where it has one."""
    where, here = "", data
    for part in place:
        if isinstance(part, int):
            where += f"[{part}]"
            here = here[part] if isinstance(here, list) and part < len(here) else None
            named = (
                next((here[k] for k in ("id", "key", "path") if k in here), None)
                if isinstance(here, dict)
                else None
            )
            if isinstance(named, str):
                where += f"({named})"
        else:
            where += f".{part}" if where else part
            here = here.get(part) if isinstance(here, Mapping) else None
    return where


def _keys(where: str) -> tuple[int | str, ...]:
    """The path of keys in a place that the checks name, such as ``targets[3](T04).node``."""
    keys: list[int | str] = []
    depth, word = 0, ""
    for character in where + ".":
        if character in "(":
            depth += 1
        elif character == ")":
            depth -= 1
        elif depth:
            continue
        elif character in ".[]":
            if word:
                keys.append(int(word) if word.isdigit() else word)
            word = ""
        else:
            word += character
    return tuple(keys)


def _line(root: yaml.Node | None, place: tuple[int | str, ...]) -> int | None:
    """The line of the deepest part of ``place`` that the file has."""
    if root is None:
        return None
    node, line = root, root.start_mark.line + 1
    for part in place:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if pair is None:
                return line
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            return line
    return line


def _folder() -> Traversable:
    return files("zhiheng").joinpath("catalogue", "programmes")


def catalogue_keys() -> list[str]:
    """The keys of the programmes that come with the package, in order."""
    return sorted(
        entry.name.removesuffix(".yaml") for entry in _folder().iterdir() if entry.name.endswith(".yaml")
    )


@cache
def catalogue_programme(key: str) -> Programme:
    """The packaged programme called ``key``. Raises ProgrammeError, naming those there are."""
    keys = catalogue_keys()
    if key not in keys:
        raise ProgrammeError(key, [Problem("", "没有这份随带的方案", f"可选：{'、'.join(keys)}")])
    programme = load(_folder().joinpath(f"{key}.yaml"))
    if programme.key != key:
        raise ProgrammeError(
            f"{key}.yaml", [Problem("key", f"标识 {programme.key} 与文件名不符", f"改成 {key}，或改文件名")]
        )
    return programme


def catalogue_programmes() -> list[Programme]:
    """All programmes that come with the package, in the order of their keys."""
    return [catalogue_programme(key) for key in catalogue_keys()]
