"""A saved page of a government site as the text of the document it shows.

The document is found by where the page's prose is: navigation, lists of news and footers are links, the document is
not. General extractors were weighed and left: they drop short lines and repeated ones and rewrite tables, and a
target lost silently is the one thing that must not happen. The page is parsed by lxml.
"""

from __future__ import annotations

import email
import email.policy
import re
from itertools import islice
from typing import Any, Final

from lxml import etree

from .decoding import decode
from .model import DocumentError
from .pagelines import Line, brief, cells_of, is_box, lines, rows_of, tidy
from .pagemarks import document_number, is_outlined, marks, reads_on

_NEVER: Final = ("script", "style", "noscript", "iframe", "object", "select", "option", "button", "input", "textarea",
                 "svg", "template", "nav", "footer", "aside", "applet", "embed", "map", "canvas", "video", "audio")  # fmt: skip
_CHARSET = re.compile(rb"""<(?:meta[^>]*?charset=|\?xml[^>]*?encoding=)\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_PROLOG = re.compile(r"\A\s*<\?xml[^>]*\?>")
# What follows them would stand outside of the tree, and some pages close theirs before the document begins.
_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_PLAIN = re.compile(r"[\s\u3000,，。、;；:：()（）《》〈〉“”\"'\-—_·|]+")
_ATTACHED = re.compile(
    r"^(?:附\s*[件表录]|\d{1,2}\s*[.．、)）]|.*\.(?:docx?|xlsx?|pdf|wps|zip|rar)$)", re.IGNORECASE
)
_GENRE = re.compile(
    r"关于|通知|意见|方案|规划|计划|纲要|办法|报告|决定|要点|细则|规定|讲话|公告|清单|任务|措施"
)
_MARKED = re.compile(r"[，。；、：（“《]")
_WITHIN: Final = frozenset({"div", "section", "article", "main", "body", "td", "center", "form", "table", "tbody", "tr",
                            "blockquote", "dd", "font", "span", "html"})  # fmt: skip
# The document's part holds at least this share of the page's prose.
_MOST: Final = 0.75
_EDGE: Final = 25
_CLIMB: Final = 12


def page_text(data: bytes, where: str, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """The document on a page: its title, number and lines, and what was noticed. Raises DocumentError without any."""
    if not declared:
        found = _CHARSET.search(data[:8192])
        declared = found.group(1).decode("ascii") if found else ""
    text, notes = decode(data, where, declared)
    root = _parsed(text, where)
    titles = _titles(root)
    number = _prune(root, titles)
    weights = _weights(root)
    found_lines = list(lines(root, _container(root, weights)))
    number = number or _number_in(found_lines)
    kept = _kept(found_lines)
    if not any(reads_on(line) for line in kept) and weights[root] < 20:
        raise DocumentError(
            "网页里没有正文，可能是由脚本另外载入的，或只是一个框架",
            where,
            "请在浏览器里打开原网页，全选正文复制到 Word，存成 .docx 再导入；或把网页打印成 PDF 再导入",
        )
    kept, more = _headed(kept, titles, number)
    return "\n".join(kept), (*notes, "网页的导航、页脚和时间来源等标记没有收入", *more)


def archive_text(data: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    """The same of a page saved as one file (.mht)."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                body = part.get_payload(decode=True)
                if isinstance(body, bytes) and body.strip():
                    return page_text(body, where, str(part.get_content_charset() or ""))
    except DocumentError:
        raise
    except Exception as error:  # the parser of mail answers crafted headers with nearly anything
        raise DocumentError(
            "单文件网页已损坏，打不开", where, "请重新另存网页，或打印成 PDF 再导入"
        ) from error
    raise DocumentError("单文件网页里没有网页正文", where, "请重新另存网页，或打印成 PDF 再导入")


def _parsed(text: str, where: str) -> Any:
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    source = _ENDS.sub("", _PROLOG.sub("", text.replace("\x00", ""))).encode("utf-8", "replace")
    try:
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError("网页是空的或已损坏", where, "请重新另存网页，或打印成 PDF 再导入") from error
    if root is None or any("depth" in str(entry.message) for entry in parser.error_log):
        raise DocumentError(
            "网页的标记层层相套，读不下去", where, "请在浏览器里打开，把正文复制到 Word 存成 .docx 再导入"
        )
    return root


def _titles(root: Any) -> list[str]:
    """What the page calls the document, the surest first."""
    known = marks()
    metas = [
        each.get("content") or ""
        for each in root.iter("meta")
        if (each.get("name") or each.get("property") or "").lower() in known.title_metas
    ]
    heads = [brief(each) for each in root.iter("h1")]
    named = [
        brief(each)
        for each in root.iter("div", "p", "h2", "td", "span")
        if "title" in f"{each.get('class') or ''} {each.get('id') or ''}".lower() and len(each) < 6
    ]
    window = [brief(each) for each in root.iter("title")]
    window = [max(re.split(r"[_|]|\s[-—]\s?|-{2,}", each), key=len).strip() for each in window if each]
    found = [tidy(each) for each in (*metas, *heads, *named, *window)]
    return [
        each
        for each in found
        if 6 <= len(each) <= 120 and not each.endswith(("...", "…")) and _GENRE.search(each)
    ]


def _prune(root: Any, titles: list[str]) -> str | None:
    """Takes from the page what is never the document; gives the number that the information box tells."""
    for each in list(root.iter(*_NEVER)):
        _drop(each)
    head = root.find("head")
    if head is not None:
        _drop(head)
    weights = _weights(root)
    whole = max(1, weights[root])
    known = marks()
    for each in list(root.iter(etree.Element)):
        small = weights.get(each, 0) < 0.5 * whole
        if each.get("hidden") is not None or _UNSEEN.search(each.get("style") or ""):
            if small:
                _drop(each)
        elif each.tag in ("div", "ul", "header", "section", "p", "dl") and weights.get(each, 0) < 0.2 * whole:
            name = f"{each.get('class') or ''} {each.get('id') or ''}"
            if name != " " and known.parts.search(name) and not _holds(each, titles):
                _drop(each)
    number = None
    for box in list(root.iter("dl")):
        names = [brief(each) for each in islice(box.iter("dt"), 40)]
        if names and sum(map(known.is_label, names)) >= max(2, len(names) / 2):
            number = number or _number_of_list(box)
            _drop(box)
    for table in list(root.iter("table")):
        if is_box(table):
            number = number or _number_of(table)
            _drop(table)
    return number


def _holds(element: Any, titles: list[str]) -> bool:
    text = _PLAIN.sub("", "".join(element.itertext()))
    return len(text) < 2000 and (
        any(_PLAIN.sub("", title) in text for title in titles[:4]) or bool(document_number(text))
    )


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    # What follows the element is its tail in lxml: it stays.
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _number_of_list(box: Any) -> str | None:
    for name in box.iter("dt"):
        told = name.getnext()
        if told is not None and marks().is_number_label(brief(name)):
            return document_number(brief(told))
    return None


def _number_of(table: Any) -> str | None:
    for row in rows_of(table):
        cells = [brief(cell) for cell in cells_of(row)]
        for at, cell in enumerate(cells):
            boxed = marks().boxed(cell)
            if boxed and marks().is_number_label(boxed[0]) and boxed[1]:
                return document_number(boxed[1])
            if marks().is_number_label(cell) and at + 1 < len(cells):
                return document_number(cells[at + 1])
    return None


def _number_in(found: list[Line]) -> str | None:
    """The number that a line of an information box tells."""
    for line in found:
        boxed = marks().boxed(line.text)
        if boxed and marks().is_number_label(boxed[0]) and (number := document_number(boxed[1])):
            return number
    return None


def _weights(root: Any) -> dict[Any, int]:
    """Characters of prose in each element: those that are no links."""
    order = list(root.iter(etree.Element))
    linked = {each for each in order if each.tag == "a"}
    for each in order:
        if each.getparent() in linked:
            linked.add(each)
    weights = dict.fromkeys(order, 0)
    for each in reversed(order):
        if each not in linked and each.text:
            weights[each] += _weight(each.text)
        parent = each.getparent()
        if parent in weights and each is not root:
            weights[parent] += weights[each]
            if each.tail and parent not in linked:
                weights[parent] += _weight(each.tail)
    return weights


def _weight(text: str) -> int:
    """Words with a mark between them are prose; a row of names is not, and counts for less."""
    words = text.strip()
    return len(words) if _MARKED.search(words) else len(words) // 3


def _container(body: Any, weights: dict[Any, int]) -> Any:
    """The innermost part with most of the prose, widened while what lies beside it reads like the document."""
    whole = weights[body]
    part = body
    while True:
        inner = max(
            (each for each in part if isinstance(each.tag, str)),
            key=lambda each: weights.get(each, 0),
            default=None,
        )
        if inner is None or inner.tag not in _WITHIN or weights.get(inner, 0) < _MOST * whole:
            break
        part = inner
    while part is not body and part.tag in ("tr", "tbody", "table", "font", "span"):
        part = part.getparent()
    for _ in range(_CLIMB):
        if part is body:
            break
        above = part.getparent()
        beside = [line for line in lines(above, part) if not line.inside and not line.of_links]
        prose = sum(len(line.text) for line in beside if "。" in line.text and not marks().is_site(line.text))
        outlined = any(is_outlined(line.text) for line in beside)
        if prose < 30 or prose < 0.5 * sum(len(line.text) for line in beside):
            break
        if prose < 0.35 * weights[part] and not outlined:
            break
        part = above
    return part


def _kept(found: list[Line]) -> list[str]:
    """The lines of the document: those of its part without the stamps at its edges, and its head and annexes beside."""
    first = next((at for at, line in enumerate(found) if line.inside), 0)
    last = next((at for at in range(len(found) - 1, -1, -1) if found[at].inside), -1)
    inside = found[first : last + 1]
    begin, head = 0, []
    for at, line in enumerate(inside[:_EDGE]):
        if reads_on(line.text):
            break
        begin = at + 1
        if not _foreign(line):
            head.append(line.text)
    end = len(inside)
    while end > begin and _foreign(inside[end - 1]):
        end -= 1
    before = [line.text for line in found[:first][-60:] if document_number(line.text) and not line.of_links]
    after = []
    for line in found[last + 1 : last + 40]:
        if not _ATTACHED.match(line.text) or marks().is_site(line.text):
            break
        after.append(line.text)
    return [*before, *head, *(line.text for line in inside[begin:end]), *after]


def _foreign(line: Line) -> bool:
    known = marks()
    if known.is_stamp(line.text) or known.is_site(line.text) or known.boxed(line.text) is not None:
        return True
    return line.of_links and not _ATTACHED.match(line.text)


def _headed(kept: list[str], titles: list[str], number: str | None) -> tuple[list[str], tuple[str, ...]]:
    """Puts title and number at the head where the document's part lacks them, and says a title only once."""
    notes: list[str] = []
    top = [_PLAIN.sub("", line) for line in kept[:8]]
    joined = "".join(top)
    title = titles[0] if titles else ""
    if title and _PLAIN.sub("", title) not in joined:
        at = 1 if kept and document_number(kept[0]) else 0
        kept = [*kept[:at], title, *kept[at:]]
        notes.append("标题取自网页的标题栏")
    else:
        head: list[str] = []
        for line in kept[:8]:
            if reads_on(line) or _PLAIN.sub("", line) not in {_PLAIN.sub("", each) for each in head}:
                head.append(line)
        kept = [*head, *kept[8:]]
    if number and number not in re.sub(r"\s", "", "".join(kept[:12])):
        plain = _PLAIN.sub("", title)
        at = next((i + 1 for i, line in enumerate(kept[:6]) if plain and _PLAIN.sub("", line) in plain), 0)
        kept = [*kept[:at], number, *kept[at:]]
        notes.append("文号取自网页的信息栏")
    return kept, tuple(notes)
