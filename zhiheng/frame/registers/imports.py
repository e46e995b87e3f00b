"""Import sessions: a stored file, its column map, its rows' repairs and errors; reviewed, applied, undone.

The good rows can be taken without the bad. The same file a second time adds nothing: rows whose natural key stands
already are compared, equal ones left alone, different ones changed with their earlier values kept.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zhiheng.frame.evidence import store
from zhiheng.frame.lifecycles import moves
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import bulk, expiring, facts, filing, locks, own
from zhiheng.frame.registers.checking import Checked, blank, check, plain
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.matching import stored_empty
from zhiheng.frame.registers.models import ImportChange, ImportSession, Origin, SessionState
from zhiheng.frame.registers.undoing import own_unit
from zhiheng.frame.trail.chain import Event, about, write, write_many
from zhiheng.kernels.intake import IntakeError, Plan


def upload(
    actor: Actor,
    register: Register,
    data: bytes,
    filename: str,
    *,
    region: str,
    checked: Checked | None = None,
) -> ImportSession:
    """Store the file and check it: a session that can be reviewed, left and found again.

    ``checked``: the outcome of :func:`check` on the same bytes, where the caller has it already.
    """
    actor.need("register.import").require(region, register.field, own_unit(actor), actor.credit_code)
    file = store.keep(data, filename)
    session = ImportSession(
        register=register.key,
        region_id=region,
        file=file,
        filename=filename[-200:],
        made_by=actor.name,
        made_by_id=actor.user.pk if actor.user else None,
    )
    try:
        checked = checked or check(actor, register, data, filename, home=region)
    except IntakeError as error:
        session.state = SessionState.FAILED
        session.summary = {"failure": str(error)}
    else:
        session.state = SessionState.CHECKED
        session.plan = json.loads(checked.plan.to_json())
        session.summary = checked.summary()
    with transaction.atomic():
        session.save()
        write(actor, about(session, "import.upload", after={"register": register.key, "sha256": file.sha256}))
    return session


def content(session: ImportSession) -> bytes:
    path = store.path_of(session.file_id)
    if not path.exists():
        raise IntakeError("missing_file", "导入文件已不在存储中", "请重新上传该文件。", session.filename)
    return path.read_bytes()


def recheck(
    actor: Actor,
    session: ImportSession,
    column_map: Mapping[str, Any] | None = None,
    *,
    plan: Plan | None = None,
    sheet: str = "",
    header_row: int | None = None,
    constants: Mapping[str, str | None] | None = None,
    chosen: Mapping[str, Mapping[str, str]] | None = None,
    keep: bool = True,
) -> Checked:
    """Check the stored file again as its stored plan (or ``plan``) says, with the user's changes to the column
    map, or with another sheet or heading row; ``chosen`` adds what unknown words mean. The session keeps the outcome
    unless ``keep`` is false."""
    register = register_of(session.register)
    plan = plan or (None if sheet or header_row is not None else plan_of(session))
    # Columns left as they were keep what the plan knows of them (units, how they were matched).
    changes = {n: c for n, c in (column_map or {}).items() if plan is None or plan.column(n) != c}
    known: dict[str, dict[str, str]] = (session.defaults or {}).get("chosen", {})
    chosen = {n: {**known.get(n, {}), **(chosen or {}).get(n, {})} for n in {*known, *(chosen or {})}}
    checked = check(
        actor,
        register,
        content(session),
        session.filename,
        column_map=changes,
        plan=plan,
        sheet=sheet,
        header_row=header_row,
        constants=constants,
        chosen=chosen,
        home=session.region_id or "",
    )
    if keep and session.state in {SessionState.UPLOADED, SessionState.CHECKED, SessionState.FAILED}:
        session.state = SessionState.CHECKED
        session.plan = json.loads(checked.plan.to_json())
        session.summary = checked.summary()
        session.defaults = {**(session.defaults or {}), "chosen": chosen}
        session.save(update_fields=["state", "plan", "summary", "defaults"])
    return checked


def plan_of(session: ImportSession) -> Plan | None:
    """How the session's file is read; None while it could not be read."""
    return Plan.from_json(json.dumps(session.plan)) if session.plan else None


def apply(
    actor: Actor,
    session: ImportSession,
    *,
    checked: Checked | None = None,
    good_only: bool = False,
    synthetic: bool = False,
    late_reason: str = "",
    accepted: str = "",
) -> ImportSession:
    """Write the session's good rows. With bad rows it is refused unless ``good_only`` says to take the good ones;
    rows of locked periods need ``late_reason``. ``accepted``: why doubtful rows stand; without it they are left out
    (``good_only``) or the import is refused.

    All in one transaction: rows, changes, trail, dirty partitions.
    """
    register = register_of(session.register)
    if session.state == SessionState.APPLIED:
        raise IntakeError("applied", "这一批已经导入", "要改请先撤销这一批，再重新导入。", session.filename)
    if session.state == SessionState.UNDONE:
        raise IntakeError("undone", "这一批已经撤销", "请重新上传文件。", session.filename)
    checked = checked or recheck(actor, session)
    if checked.bad_rows and not good_only:
        raise IntakeError(
            "bad_rows",
            f"有 {len(checked.bad_rows)} 行有错误",
            "请下载错误清单改正后重传，或选择只导入正确的行。",
            session.filename,
        )
    if checked.doubtful and not accepted.strip():
        if not good_only:
            raise IntakeError(
                "doubtful",
                f"有 {len(checked.doubtful)} 行存疑",
                "请核对改正；确实如此的，写明理由后再导入，也可以只导入没有疑问的行。",
                session.filename,
            )
        checked.leave_doubtful()
    note = f"存疑仍登记：{accepted.strip()}" if checked.doubtful and accepted.strip() else ""
    if checked.late and not late_reason.strip():
        raise IntakeError(
            "locked",
            f"有 {checked.late} 行属于已锁定的期别",
            "确需补报或更正的，请写明原因再导入；这些行会标为“锁定后修改”。",
            session.filename,
        )
    with bulk.collector_at_rest(), transaction.atomic():
        _write_new(actor, register, session, checked, synthetic=synthetic)
        _begin(actor, register, session)
        _write_changed(actor, register, session, checked, note)
        _follow_returns(actor, register, session, checked, late_reason)
        _follow_rows(actor, register, session, checked)
        session.state = SessionState.APPLIED
        session.applied_at = timezone.now()
        session.summary = {**checked.summary(), "accepted": accepted.strip() if note else ""}
        session.save(update_fields=["state", "applied_at", "summary"])
        write(
            actor,
            about(
                session,
                "import.apply",
                note=note,
                after={
                    "register": register.key,
                    "new": len(checked.new),
                    "changed": len(checked.changes),
                    "same": checked.same,
                    "left_out": len(checked.bad_rows),
                    "doubtful": len(checked.doubtful),
                    "rows_sha256": _digest(session, checked),
                },
            ),
        )
    if len(checked.new) >= bulk.MANY:
        bulk.analyse(register.model)
    return session


def _follow_returns(
    actor: Actor, register: Register, session: ImportSession, checked: Checked, late_reason: str
) -> None:
    """What a return owed is settled; rows written to a locked period are marked."""
    if register.periodic is None:
        return
    columns = checked.result.columns
    rows: Any = register.model.objects.everywhere("rows of this import")
    # Of new rows all is known; of changed ones the owner is the one who filed them.
    written = {
        (_owner(actor, columns, i), columns["period"][i], _region(session, columns, i)) for i in checked.new
    }
    changed = [pk for _, pk, _ in checked.changed]
    for part in bulk.parts(changed):
        written.update(rows.filter(pk__in=part).values_list("owner_id", "period", "region_id"))
    found = locks.guard(actor, register, [(period, region) for _, period, region in written], late_reason)
    if found:
        locks.mark(actor, register, _records(rows, session, changed, found), found, late_reason)
    filing.follow(actor, register, {(owner, period) for owner, period, _ in written})


def _follow_rows(actor: Actor, register: Register, session: ImportSession, checked: Checked) -> None:
    """What hangs on the rows agrees with them; a row that it cannot follow refuses the import."""
    if not register.follows:
        return
    every: Any = register.model.objects.everywhere("rows of this import")
    changed = [pk for _, pk, _ in checked.changed]
    kept = [r for part in bulk.parts(changed) for r in every.filter(pk__in=part)]
    try:
        register.written(actor, [*every.filter(session=session).order_by("pk"), *kept])
    except ValidationError as error:
        said = "".join(error.messages)
        raise IntakeError("follows", said, "请在表里改正后再导入。", session.filename) from error


def _owner(actor: Actor, columns: Mapping[str, Sequence[Any]], index: int) -> int | None:
    """Whose a new row is: as its column says, else the importer's."""
    if "owner" in columns:
        said = columns["owner"][index]
        return None if said is None else int(said)
    return actor.unit_id


def _region(session: ImportSession, columns: Mapping[str, Sequence[Any]], index: int) -> str:
    return str(columns["region"][index]) if "region" in columns else session.region_id


def _records(
    rows: Any, session: ImportSession, changed: Sequence[int], places: Iterable[tuple[str, str]]
) -> list[Any]:
    """The rows of an import that lie in these periods."""
    wanted = rows.filter(period__in={period for period, _ in places})
    parts = [Q(session=session), *(Q(pk__in=part) for part in bulk.parts(changed))]
    return [r for part in parts for r in wanted.filter(part).only("id", "region_id", "owner_id", "period")]


def _digest(session: ImportSession, checked: Checked) -> str:
    """One hash over what was written: the file's content, how it was read and which of its rows were taken."""
    sha = hashlib.sha256(session.file_id.encode())
    sha.update(checked.plan.to_json().encode())
    sha.update(json.dumps((session.defaults or {}).get("chosen", {}), sort_keys=True).encode())
    sha.update(array("Q", (checked.result.row_numbers[i] for i in checked.new)).tobytes())
    return sha.hexdigest()


def _write_new(
    actor: Actor, register: Register, session: ImportSession, checked: Checked, *, synthetic: bool
) -> None:
    picked, result = checked.new, checked.result
    if not picked:
        return
    whole = len(picked) == len(result.row_numbers)
    size = len(picked)
    columns: dict[str, Sequence[Any]] = {
        n: read if whole else [None] * size if blank(read) else list(map(read.__getitem__, picked))
        for n in register.names
        if (read := result.columns.get(n)) is not None
    }
    if register.periodic is not None:
        columns["ended_on"] = [result.columns["ended_on"][i] for i in picked]
    days: Sequence[dt.date | None] = columns.get(register.facts.date) or [None] * size
    years = [d.year if d else 0 for d in days]
    revisions = facts.bump(register.key, years)
    columns["fact_year"] = years
    columns["revision"] = [revisions[y] for y in years]
    columns["session_row"] = [result.row_numbers[i] for i in picked]
    now = timezone.now()
    constants: dict[str, Any] = {
        "origin": _origin(actor, synthetic),
        "synthetic": synthetic,
        "session": session.pk,
        "created_at": now,
        "updated_at": now,
        "withdrawn_at": None,
        "region": session.region_id,
    }
    if actor.unit_id is not None and "owner" not in columns:
        constants["owner"] = actor.unit_id
    if register.lifecycle is not None and "state" not in columns:
        constants["state"] = register.lifecycle.initial
    bulk.insert(register.model, columns, constants)


def _origin(actor: Actor, synthetic: bool) -> str:
    if synthetic:
        return Origin.GENERATED
    return Origin.IMPORTED if actor.held is None else Origin.EXCHANGED


def _begin(actor: Actor, register: Register, session: ImportSession) -> None:
    """The clocks of the first state run for rows that come in it, as for those that are typed in."""
    lifecycle = register.lifecycle
    if lifecycle is None or all(c.starts != lifecycle.initial for c in lifecycle.clocks):
        return
    every: Any = register.model.objects.everywhere("rows of this import")
    rows = every.filter(session=session, state=lifecycle.initial)
    try:
        moves.begin(actor, lifecycle, rows.select_related("region", "owner").order_by("pk"))
    except LifecycleError as error:
        raise IntakeError("clock", str(error), "请在表里补上这一列再导入。", session.filename) from error


def _following(
    register: Register, session: ImportSession, checked: Checked
) -> list[tuple[int, int, dict[str, Any]]]:
    """The later states of rows that this import brought, with the records that these have become."""
    numbers = checked.result.row_numbers
    every: Any = register.model.objects.everywhere("rows of this import")
    wanted = sorted({numbers[first] for _, first, _ in checked.later})
    known: dict[int, int] = {}
    for part in bulk.parts(wanted):
        known.update(every.filter(session=session, session_row__in=part).values_list("session_row", "pk"))
    return [(i, known[numbers[first]], before) for i, first, before in checked.later]


def _write_changed(
    actor: Actor, register: Register, session: ImportSession, checked: Checked, accepted: str
) -> None:
    changes = [*checked.changed, *_following(register, session, checked)]
    if not changes:
        return
    label = register.model._meta.label_lower
    events, kept = [], []
    every = register.model.objects.everywhere("rows matched by natural key")
    wanted = list(dict.fromkeys(pk for _, pk, _ in changes))
    records = {r.pk: r for part in bulk.parts(wanted) for r in every.filter(pk__in=part)}
    scope = actor.scope("register.change")
    years: set[int] = set()
    touched: dict[int, dict[str, None]] = {}
    for i, pk, before in changes:
        record = records[pk]
        touched.setdefault(pk, {}).update(dict.fromkeys(before))
        new = record.session_id == session.pk
        firm = own.code_of(register, record)
        if not new and not scope.covers(record.region_id, register.field, record.owner_id, firm):
            raise PermissionDenied(f"第 {checked.result.row_numbers[i]} 行要改的记录不在您的管辖范围内。")
        years.add(record.fact_year)
        after = {}
        for name in before:
            value = checked.result.columns[name][i]
            after[name] = stored_empty(register, name) if value is None else value
            setattr(record, register.model_field(name).attname, after[name])
        day = getattr(record, register.facts.date)
        if (day.year if day else 0) != record.fact_year:
            facts.moved_out(register.key, record.fact_year)
            record.fact_year = day.year if day else 0
        years.add(record.fact_year)
        kept.append(
            ImportChange(
                session=session,
                record_id=pk,
                row=checked.result.row_numbers[i],
                before=plain(before),
                after=plain(after),
            )
        )
        events.append(
            Event(
                "register.change",
                label,
                str(pk),
                record.region_id,
                before,
                after,
                "；".join(
                    filter(None, (f"导入批次 {session.pk}", accepted if i in checked.doubtful else ""))
                ),
            )
        )
    revisions = facts.bump(register.key, years)
    now = timezone.now()
    alike: dict[tuple[str, ...], list[tuple[int, list[Any]]]] = {}
    for pk, record in records.items():
        record.revision, record.updated_at = revisions[record.fact_year], now
        names = (*touched[pk], "fact_year", "revision", "updated_at")
        values = [getattr(record, register.model._meta.get_field(n).attname) for n in names]  # type: ignore[union-attr]
        alike.setdefault(names, []).append((pk, values))
    for names, rows in alike.items():
        bulk.update(register.model, names, rows)
    ImportChange.objects.bulk_create(kept, batch_size=500)
    write_many(actor, events)
    expiring.follow(actor, register, list(records.values()))
