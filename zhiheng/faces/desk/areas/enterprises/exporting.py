"""The archive of an enterprise as a document."""

from __future__ import annotations

import datetime as dt

from zhiheng.faces.desk.areas.enterprises import shown
from zhiheng.faces.desk.areas.registers import common
from zhiheng.frame.registers.declare import register_of
from zhiheng.kernels.papers import Block, Heading, Paper, Paragraph, Table, to_docx, to_pdf
from zhiheng.records.enterprises.archive import Archive, Section, ahead
from zhiheng.records.enterprises.names import LISTED

ROWS = 30  # of each register in the document


def document(archive: Archive, fmt: str, today: dt.date) -> bytes:
    """The bytes of the document (docx or pdf). Raises PaperError."""
    paper = Paper(title=f"{archive.name}企业档案", blocks=_blocks(archive, today), date=today)
    return to_docx(paper) if fmt == "docx" else to_pdf(paper)


def _blocks(archive: Archive, today: dt.date) -> list[Block]:
    blocks: list[Block] = [Heading(1, "企业信息"), _identity(archive)]
    for merger in archive.mergers:
        blocks.append(Paragraph.of(f"代码 {merger.code} 已并入本档案，原因：{merger.reason}。"))
    if archive.doubt:
        blocks.append(Paragraph.of(f"代码存疑：{archive.doubt}。"))
    if archive.expected:
        blocks.append(Heading(1, "应有内容"))
        rows = [[s.part.title, "有" if s.present else "缺"] for s in archive.expected]
        blocks.append(Table(("内容", "情况"), rows, widths=(5, 1)))
    if soon := ahead(archive, today):
        blocks.append(Heading(1, "九十天内到期或已过期"))
        rows = [
            [common.title(m.section.register), shown.title_of(m.section, m.record), m.text, m.on.isoformat()]
            for m in soon
        ]
        blocks.append(Table(("台账", "记录", "要办", "到期"), rows, widths=(2, 4, 2, 2)))
    for section in archive.sections:
        if section.total and section.register.key != LISTED:
            blocks += _section(section)
    left = [s for s in archive.sections if s.elsewhere]
    if left:
        named = "、".join(f"{common.title(s.register)} {s.elsewhere} 条" for s in left)
        blocks.append(Heading(1, "由其他地区掌握"))
        blocks.append(Paragraph.of(f"{named}。"))
    return blocks


def _identity(archive: Archive) -> Table:
    rows = [["统一社会信用代码", archive.code]]
    firm, register = archive.enterprise, register_of(LISTED)
    if firm is not None:
        inside = archive.mine or archive.reach.covers(firm.region_id)
        rows += [
            [register.label_of(c.name), text]
            for c in register.columns
            if (inside or c.public)
            and c.name != "credit_code"
            and (text := shown.words(register, firm, c.name))
        ]
    else:
        rows.append(["企业名称", archive.name])
    return Table(("项目", "内容"), rows, widths=(2, 5))


def _section(section: Section) -> list[Block]:
    register, names = section.register, shown.columns_of(section)
    rows = [[shown.words(register, r, n) or "—" for n in names] for r in section.rows]
    found: list[Block] = [
        Heading(1, f"{common.title(register)}({section.total} 条)"),
        Table([register.label_of(n) for n in names], rows),
    ]
    if section.total > len(section.rows):
        found.append(Paragraph.of(f"以上为最近 {len(section.rows)} 条。"))
    if note := shown.held_note(section):
        found.append(Paragraph.of(f"{note}。"))
    return found
