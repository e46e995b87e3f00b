"""The document's own particulars: title, number, issuer, region, date, and what it cites."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from .clauses import Source
from .model import Cite, DocumentFacts, Section
from .normalise import fold
from .numbers import numeral_value
from .outline import Line

_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{2,12}\s?[〔\[(]\s?(?:19|20)[0-9]{2}\s?[〕\])]\s?(?:第\s?)?[0-9]{1,5}\s?号"
)
_CN = "〇零一二三四五六七八九十"
_DATE = re.compile(
    rf"\(?(?P<y>(?:19|20)[0-9]{{2}}|[一二][{_CN}]{{3}})\s?年\s?(?P<m>[0-9]{{1,2}}|[{_CN}]{{1,3}})\s?月"
    rf"(?:\s?(?P<d>[0-9]{{1,2}}|[{_CN}]{{1,3}})\s?日)?\)?"
)
_STANDARD = re.compile(
    r"(?P<code>GB|HJ|JJF|JJG|NY|QB|JB|YY|SB|LY|SL|JT|DB[0-9]{2,4}|DB)\s?(?P<t>/[TZ])?\s?(?P<n>[0-9]{3,6}(?:\.[0-9]{1,2})?)(?P<y>[-—][0-9]{4})?"
)
_APPROVED = re.compile(
    r"(?:已经|业经|经|已)[^,。]{0,40}?(?:同意|批准|审议通过|审定|通过|研究)|现印发|印发给你们|现予印发|现将"
)
_DECIDES = re.compile(r"(?P<who>[\u4e00-\u9fff]{0,10}(?:人民政府|委员会|党委))(?:研究)?决定")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:自治区|自治州|自治县|[省市州盟县区旗])")
_DEFINED = re.compile(r"^[^()]{0,40}?以下简称[“《]?(?P<short>[^”》)]{2,12})")
_CHAIN = re.compile(r"^(?:以及|及其|及|和|与|、)[\u4e00-\u9fff]{0,12}$")
_ISSUING = re.compile(
    r"(?:关于)?(?:印发|发布|公布|下发)(?P<open>[《<])?(?P<title>.{4,80}?)(?(open)[》>])的(?:通知|公告|通告)$"
)
_STANDARD_KIND = re.compile(r"(?:国家|行业|地方|团体|推荐性|强制性)*标准")
_LEVELS = {"省": 1, "自治区": 1, "市": 2, "州": 2, "盟": 2, "县": 3, "区": 3, "旗": 3}
_NUMBER_BEHIND = re.compile(rf"(?<=[\u4e00-\u9fff)])\s?\(?(?:(?<=[ (])|(?<=\s)){_NUMBER.pattern}\)?$")
_TITLE_LIMIT = 120
_NEAR = 30


class ParticularsReader:
    """Reads a document's particulars."""

    def __init__(self, source: Source, sections: list[Section], lines: list[Line]) -> None:
        self.source = source
        self.sections = sections
        self.lines = lines
        lists = source.lexicon.lists["particulars"]
        self.kinds, self.issuer_ends = lists["kinds"], lists["issuer_ends"]
        self.stamps, self.footers = lists["stamp_words"], lists["footer_words"]
        self.cite_before, self.cite_after, self.own = (
            lists["cite_before"],
            lists["cite_after"],
            lists["own_product"],
        )
        self.not_places = lists["not_places"]
        first = sections[0].start if sections else len(source.folded)
        self.first = first
        self.head = [line for line in lines if line.end <= first][:60]
        tail = [line for line in lines if line.start >= first]
        self.tail = tail[-14:]

    def read(self) -> DocumentFacts:
        """All particulars; None for what the text does not say."""
        title = head = self._title()
        if title and (issued := _ISSUING.search(title)):
            title = issued["title"]
        date, signature = self._date()
        issuer = self._issuer(signature) or self._issuer_of_title(head) or self._issuer_of_head()
        cites = tuple(self._cites(title))
        return DocumentFacts(
            title=title,
            number=self._number(),
            issuer=issuer,
            region=self._region(title, issuer),
            date=date,
            cites=cites,
        )

    def _words(self, line: Line) -> str:
        return self.source.folded[line.start : line.end]

    def _stamp(self, words: str) -> bool:
        """A line of the web page rather than of the document."""
        self.source.count(min(len(words), 80))
        head = words[:12]
        return (
            self.footers.within(words[:80]) is not None
            or ">" in words[:40]
            or (self.stamps.at(head) is not None and ":" in head)
        )

    def _title(self) -> str | None:
        text = self.source.folded
        issued: str | None = None
        for line in self.head:
            words = self._words(line)
            if (
                words.startswith("《")
                and (closed := self.source.brackets.get(line.start)) is not None
                and closed < line.end
            ):
                rest = text[closed + 1 : min(line.end, closed + 60)]
                self.source.count(len(rest))
                if _APPROVED.search(rest):
                    issued = self.source.text[line.start + 1 : closed]
            elif (
                (place := words.find("《")) >= 0
                and _APPROVED.search(words[:place][-20:])
                and words.startswith("现将")
            ):
                closed = self.source.brackets.get(line.start + place)
                if closed is not None:
                    issued = self.source.text[line.start + place + 1 : closed]
        if issued:
            return issued
        pending = ""
        for line in self.head:
            words = self._words(line)
            behind = _NUMBER_BEHIND.search(words) if len(words) <= _TITLE_LIMIT + 40 else None
            words = words[: behind.start()] if behind else words  # …的通知 示政发〔2026〕1号
            if (
                len(words) > _TITLE_LIMIT
                or self._stamp(words)
                or words[-1] in "。,:;、"
                or words.startswith(("附件", "(", "《"))
            ):
                pending = ""
                continue
            whole = pending + self.source.text[line.start : line.start + len(words)]
            if (
                self.kinds.ending(fold(whole).split("(")[0])
                and len(whole) >= 6
                and not _NUMBER.fullmatch(words)
            ):
                return whole.strip("《》") if whole.count("《") != 1 else whole
            pending = (
                whole
                if (re.search("关于|關於", whole) and len(whole) < 60)
                or words.endswith(("人民政府", "办公室", "办公厅", "委员会"))
                else ""
            )
        return None

    def _number(self) -> str | None:
        for line in self.head:
            words = self._words(line)
            match = _NUMBER.search(words[:160])
            self.source.count(min(len(words), 160))
            if match is None or "《" in words[: match.start()]:
                continue
            whole = words[0] == "(" and self.source.brackets.get(line.start) == line.end - 1
            behind = _NUMBER_BEHIND.search(words) if len(words) <= _TITLE_LIMIT + 40 else None
            of_title = behind is not None and self.kinds.ending(words[: behind.start()]) is not None
            if words[match.start() - 1 : match.start()] == "(" and not (whole or of_title):
                continue
            if len(words) <= len(match.group()) + 14 or of_title:
                return self.source.text[line.start + match.start() : line.start + match.end()].replace(
                    " ", ""
                )
        return None

    def _date(self) -> tuple[str | None, Line | None]:
        """(ISO date, the line that signs) from the lines that hold nothing but a date and who signs."""
        printed: tuple[str | None, Line | None] = (None, None)
        places = {line.start: index for index, line in enumerate(self.lines)}
        body = [line for line in self.lines if line.start >= self.first and line.end - line.start <= 60]
        for region, signed in ((self.head, False), (body, True), (list(reversed(self.tail)), False)):
            for line in region:
                found = self._dated(line, self.lines[places[line.start] - 1] if places[line.start] else None)
                if found is None:
                    continue
                iso, signer, print_date, has_signer = found
                if print_date:
                    printed = (iso, signer) if printed[0] is None else printed
                elif has_signer or not signed:
                    return iso, signer
        return printed

    def _dated(self, line: Line, above: Line | None) -> tuple[str, Line | None, bool, bool] | None:
        """(date, the line that signs, whether it is the day of printing, whether an organ signs) of a line."""
        words = self._words(line)
        if len(words) > 60 or self._stamp(words):
            return None
        match = _DATE.search(words)
        if match is None or (match["d"] is None and match.start() == 0 and match.end() != len(words)):
            return None
        before, after = words[: match.start()].strip(" (,"), words[match.end() :].strip(" )")
        if after not in ("", "印发", "发布", "公布") or (before and self.issuer_ends.ending(before) is None):
            return None
        iso = _iso(match)
        if iso is None:
            return None
        if before:
            begin = line.start + words.index(before)
            return iso, Line(begin, begin + len(before)), after == "印发", True
        signs = above is not None and self._signs(above)
        return iso, above, after == "印发", signs

    def _signs(self, line: Line) -> bool:
        """Whether a line is the name of who signs."""
        words = self._words(line)
        return 3 <= len(words) <= 40 and self.issuer_ends.ending(words) is not None and words[0] != "("

    def _issuer(self, signature: Line | None) -> str | None:
        if signature is not None:
            words = self._words(signature).strip()
            if 3 <= len(words) <= 40 and self.issuer_ends.ending(words) and not re.search(r"[。,:;]", words):
                return words
        for line in reversed(self.tail):
            words = self._words(line)
            if (
                5 <= len(words) <= 30
                and words.endswith(("人民政府", "人民政府办公室", "人民政府办公厅", "委员会"))
                and not self._stamp(words)
            ):
                return words
        for line in self.head:
            words = self._words(line)
            if not self._stamp(words) and (match := _DECIDES.search(words[:200])):
                return re.sub(
                    r"^.*?(?=[\u4e00-\u9fff]{0,4}省人民政府|[\u4e00-\u9fff]{2,6}[市州县区]人民政府)",
                    "",
                    match["who"],
                )[-16:]
        return None

    def _issuer_of_title(self, title: str | None) -> str | None:
        """示例县人民政府关于…: who issues it by its title."""
        if not title or "关于" not in title:
            return None
        head = title.partition("关于")[0]
        return head if len(head) >= 3 and self.issuer_ends.ending(head) else None

    def _issuer_of_head(self) -> str | None:
        """The same from a line of the head, where the plan's own title was taken from the letter."""
        for line in self.head:
            head, about, _ = self._words(line).partition("关于")
            if about and 4 <= len(head) <= 40 and self.issuer_ends.ending(head) and "《" not in head:
                return None if re.search(r"[,。:;(]", head) else head
        return None

    def _region(self, title: str | None, issuer: str | None) -> str | None:
        if title and (place := self._last_place(fold(title).partition("关于")[0][:20])):
            return place
        if title and "关于" in title and (place := self._last_place(fold(title).partition("关于")[2][:16])):
            return place
        if issuer and (place := self._last_place(issuer)):
            return place
        return self._self_named()

    def _last_place(self, words: str) -> str | None:
        """The lowest place named at the head of a name: 示例市示例区… -> 示例区."""
        found: str | None = None
        rest, level = words.removeprefix("中共"), 0
        for _ in range(4):
            match = _PLACE.match(rest)
            if match is None or self._no_place(match.group(), rest[match.end() :]):
                break
            word = match.group()
            below = 1 if word.endswith("自治区") else _LEVELS[word[-1]]
            if found is not None and (
                below < level or (below == level and word[-1] != "市") or len(word) > 5
            ):
                break
            found, level = word, below
            rest = rest[match.end() :]
        return found

    def _no_place(self, word: str, after: str) -> bool:
        if word in self.not_places.words or word[0] in "各全我本省市县区州关和与的":
            return True
        # 质量强县, 全国文明城市: no names of three characters, as many real places are named so
        if word[-2] in "全我本各" or (
            len(word) > 3 and (word[-2] in "强兴" or self.not_places.ending(word) is not None)
        ):
            return True
        return after.startswith(("场", "容", "政工", "民社", "域", "直"))

    def _self_named(self) -> str | None:
        """Without title and signature: the place of the level the text calls its own (全州, 州政府)."""
        text = self.source.folded
        self.source.count(len(text))
        levels = Counter(
            {
                char: text.count("全" + char) + text.count(char + "政府") + text.count("我" + char)
                for char in "省市州盟县区旗"
            }
        )
        level, times = levels.most_common(1)[0]
        if times < 3:
            return None
        names: Counter[str] = Counter()
        titled: set[str] = set()
        pattern = re.compile(
            rf"(?:^|[《,。、;:(\s到在的对及和]|贯彻|落实|执行|推进)(?P<name>[\u4e00-\u9fff]{{2,3}}{level})(?![\u4e00-\u9fff]{{0,1}}(?:县|级))",
            re.M,
        )
        for match in self.source.scan(pattern):
            name = match["name"]
            if not self._no_place(name, text[match.end() : match.end() + 2]):
                names[name] += 1
                if text[match.start() : match.start() + 1] == "《":
                    titled.add(name)
        best = names.most_common(1)
        if best and (best[0][1] >= 2 or len(names) == 1):
            return best[0][0]
        return next(iter(titled)) if len(titled) == 1 else None

    def _cites(self, title: str | None) -> Iterable[Cite]:
        text = self.source.folded
        seen: set[str] = {title or ""}
        shorts: set[str] = set()
        previous_cited_end = -1
        used: set[int] = set()
        numbers: set[str] = set()
        for opened in sorted(self.source.brackets):
            if text[opened] != "《":
                continue
            if (
                opened and self.source.titles[opened - 1] and text[opened - 1] != "》"
            ):  # a title within a title
                continue
            closed = self.source.brackets[opened]
            name = self.source.text[opened + 1 : closed]
            number, end = self._number_behind(closed + 1, shorts, used)
            if number is None:
                number = self._standard_before(opened, used)
            between = (
                text[previous_cited_end:opened]
                if 0 <= previous_cited_end <= opened <= previous_cited_end + 16
                else ","
            )
            chained = between == "" or bool(_CHAIN.match(between))
            standard = number is not None and _STANDARD.match(number.replace(" ", "")) is not None
            if not (chained or standard or self._is_basis(opened, end)):
                continue
            previous_cited_end = end
            if (
                name in seen
                or name in shorts
                or len(name) <= 3
                or (len(name) <= 4 and self.kinds.ending(name) and number is None)
            ):
                continue
            if (
                len(name) <= 6
                and number is None
                and self.kinds.ending(name)
                and not re.search(r"[法例]$", name)
            ):
                continue
            seen.add(name)
            numbers.add(number or "")
            yield Cite(name, number, opened, closed + 1, self.source.quote(opened, closed + 1), "cite.title")
        for match in self.source.scan(_STANDARD):
            if match.start() in used:
                continue
            code = _standard(match)
            if code in numbers:
                continue
            numbers.add(code)
            yield Cite(
                None, code, match.start(), match.end(), self.source.quote(*match.span()), "cite.standard"
            )

    def _number_behind(self, place: int, shorts: set[str], used: set[int]) -> tuple[str | None, int]:
        """The number in the bracket right behind a title, and where the citation ends."""
        text = self.source.folded
        if kind := _STANDARD_KIND.match(text, place, place + 12):
            place = kind.end()
        if text[place : place + 1] != "(":
            return None, place
        closed = self.source.brackets.get(place)
        if closed is None:
            return None, place
        inner = text[place + 1 : closed]
        self.source.count(len(inner))
        if defined := _DEFINED.search(inner):
            shorts.add(defined["short"].strip("“”《》 "))
        if number := _NUMBER.search(inner[:80]):
            begin = place + 1 + number.start()
            return self.source.text[begin : begin + len(number.group())].replace(" ", ""), closed + 1
        if standard := _STANDARD.search(inner[:40]):
            used.add(place + 1 + standard.start())
            return _standard(standard), closed + 1
        return None, closed + 1

    def _standard_before(self, opened: int, used: set[int]) -> str | None:
        """GB/T 19580《…》: the number in front of a title."""
        begin = max(0, opened - 24)
        for match in self.source.scan(_STANDARD, begin, opened):
            if not self.source.folded[match.end() : opened].strip():
                used.add(match.start())
                return _standard(match)
        return None

    def _is_basis(self, opened: int, end: int) -> bool:
        """依据, 根据, 贯彻, 按照 … in front within the clause, or 确定的 … behind; not the text's own product."""
        text = self.source.folded
        start = opened
        while start > 0 and opened - start < _NEAR and text[start - 1] not in "。;\n,":
            start -= 1
        head = text[start:opened]
        self.source.count(len(head) + 12)
        after = text[end : end + 12]
        last_cite = max((head.rfind(word) for word in self.cite_before.words), default=-1)
        last_own = max((head.rfind(word) for word in self.own.words), default=-1)
        if last_cite >= 0 and last_cite >= last_own:
            return True
        if self.cite_after.at(after) is not None:
            return last_own < 0
        return False


def _standard(match: re.Match[str]) -> str:
    return f"{match['code']}{match['t'] or ''} {match['n']}{(match['y'] or '').replace('—', '-')}"


def _iso(match: re.Match[str]) -> str | None:
    values: list[int | None] = []
    for part in (match["y"], match["m"], match["d"]):
        if part is None:
            values.append(None)
            continue
        value = float(part) if part.isascii() else numeral_value(part)
        if value is None:
            return None
        values.append(int(value))
    year, month, day = values
    if year is None or month is None or not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    return f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")
