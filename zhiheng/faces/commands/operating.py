"""``zhiheng serve | upgrade | verify | backup | restore | refresh | sweep``: running it and keeping it safe."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from zhiheng.faces.commands.base import Fault, actor, out, reached, ready, show_json, show_table, start

#: What lies beside the database and cannot be made again from it.
KEPT = ("evidence", "secret_key", "boundaries")


def add(app: typer.Typer) -> None:
    app.command("serve")(serve)
    app.command("upgrade")(upgrade)
    app.command("verify")(verify)
    app.command("refresh")(refresh)
    app.command("sweep")(sweep)
    app.command("backup")(backup)
    app.command("restore")(restore)


def serve(
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口")] = 8000,
    workers: Annotated[int, typer.Option(help="进程数")] = 2,
) -> None:
    """启动网页和接口服务。"""
    ready()
    run_server(host, port, workers)


def run_server(host: str, port: int, workers: int) -> None:
    """Serve until interrupted. Raises Fault when the port is taken."""
    import socket

    from django.conf import settings
    from granian.constants import Interfaces
    from granian.server import Server

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Fault(f"{host}:{port} 不能监听({error.strerror})。请换一个端口：--port 8001。") from error
    # Files are found in the packages; WhiteNoise warns on every start when there is no such folder.
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    out.print(f"质衡已启动：http://{host}:{port}  (Ctrl+C 停止)")
    Server(
        "zhiheng.wsgi:application",
        address=host,
        port=port,
        workers=workers,
        interface=Interfaces.WSGI,
        log_enabled=False,
    ).serve()


def upgrade(
    check: Annotated[bool, typer.Option("--check", help="只看缺哪些，不改；有缺的以非零码退出")] = False,
) -> None:
    """换上新版本后升级数据库结构。其他命令首次运行时也会自动升级;先备份。"""
    with reached():
        from zhiheng.faces.commands.database import bring_up_to_date, pending

        lacking = pending() if check else []
        done = 0 if check else bring_up_to_date()
    for name in lacking:
        out.print(f"  {name}")
    if lacking:
        raise Fault(f"数据库结构缺 {len(lacking)} 项。请先 zhiheng backup，再 zhiheng upgrade。")
    out.print(f"已升级 {done} 项。请运行 zhiheng verify 核对。" if done else "数据库结构已是最新。")


def verify(as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False) -> None:
    """核对留痕链和佐证文件:有改动、缺失、损坏就说出来。"""
    ready()
    from zhiheng.frame.evidence.store import verify_files
    from zhiheng.frame.trail.chain import verify as verify_chain

    verdict, files = verify_chain(), verify_files()
    if as_json:
        show_json({"links": verdict.links, "head": verdict.head, "faults": [*verdict.faults, *files]})
    else:
        out.print(f"留痕 {verdict.links} 环，链尾 {verdict.head[:16]}…")
        for fault in (*verdict.faults, *files):
            out.print(f"  ✗ {fault}")
    if verdict.faults or files:
        raise Fault("留痕或佐证不完好，见上。请立即停止写入，从备份核对。")
    if not as_json:
        out.print("全部完好。")


def refresh(
    rebuild: Annotated[bool, typer.Option(help="全部重建，而不只是补上变化")] = False,
) -> None:
    """刷新各台账的列存副本(平时由读者自动刷新)。"""
    ready()
    from zhiheng.frame.registers.declare import registers
    from zhiheng.frame.registers.facts import refresh as refresh_facts

    for register in registers().values():
        out.print(f"{register.label}：{refresh_facts(register, rebuild=rebuild)} 个分区")


def sweep(
    on: Annotated[str, typer.Option(help="按哪一天核算，如 2026-03-01；不写按今天")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """把将到期的证照、检定、称号等列入待办,把已续期、已撤回的办结或撤销。可每天运行,重复运行不会重复列出。

    同时比对名录、产品与许可:应有而没有的列为缺口并交办,已取得的了结;监管类别与记录测算不一致的列入核定。应报单位到期的统计报表、已报而未签字的报表,
    实施中的方案需要而没有报送的指标值,也列入待办。
    """
    ready()
    from zhiheng.frame.registers import covering, expiring, filing, rating, signing
    from zhiheng.frame.registers.declare import register_of
    from zhiheng.judgement.assessment.owing import owe_values

    try:
        today = dt.date.fromisoformat(on) if on else dt.date.today()
    except ValueError:
        raise Fault(f"--on 的日期“{on}”看不懂。请写成 2026-03-01 的样式。") from None
    swept = expiring.sweep(actor("sweep"), today)
    matched = covering.match(actor("sweep"), today)
    rated = rating.review(actor("sweep"), today)
    owed = {key: made for key, made in filing.owe_all(actor("sweep"), today).items() if made}
    for key, made in signing.owe_all(actor("sweep"), today).items():
        if made:
            owed[key] = owed.get(key, 0) + made
    values = owe_values(actor("sweep"), today)
    if as_json:
        found = {
            "values": values,
            "registers": [asdict(s) for s in swept],
            "matched": [asdict(m) for m in matched],
            "rated": [asdict(r) for r in rated],
        }
        found["returns"] = [{"register": key, "made": made} for key, made in owed.items()]
        show_json({"on": today, **found})
        return
    rows = [(register_of(s.register).label, s.made, s.settled, s.cancelled, s.moved) for s in swept]
    heads = ("台账", "新列待办", "已续期办结", "撤销", "改期")
    show_table(f"到期核对({today})", heads, rows, right=(1, 2, 3, 4))
    pairs = [(register_of(m.register).label, m.opened, m.closed) for m in matched]
    show_table("名录比对", ("台账", "新列", "了结"), pairs, right=(1, 2))
    reviewed = [(register_of(r.register).label, r.asked, r.settled) for r in rated]
    show_table("类别核定", ("台账", "新列", "了结"), reviewed, right=(1, 2))
    if owed:
        returns = [(register_of(key).label, made) for key, made in owed.items()]
        show_table("统计报表", ("台账", "新列待办"), returns, right=(1,))
    if values:
        out.print(f"应报送而未报送的指标值：新列待办 {values} 项")


def backup(target: Annotated[Path, typer.Argument(help="备份文件，如 zhiheng-20260101.tar.gz")]) -> None:
    """备份数据库(SQLite)、佐证文件和密钥。PostgreSQL 请用 pg_dump 备份数据库。"""
    start()
    from django.conf import settings
    from django.db import connection

    if connection.vendor != "sqlite":
        raise Fault(
            "这个命令备份 SQLite。PostgreSQL 请用 pg_dump 备份数据库，再复制 ZHIHENG_HOME 下的 evidence 目录。"
        )
    if target.exists():
        raise Fault(f"{target} 已存在。请换一个文件名，备份不覆盖旧文件。")
    if not Path(settings.DATABASES["default"]["NAME"]).exists():
        raise Fault(
            f"{settings.DATABASES['default']['NAME']} 还不存在，没有可备份的数据。请检查 ZHIHENG_HOME。"
        )
    if not target.absolute().parent.is_dir():
        raise Fault(f"没有目录 {target.absolute().parent}。请先建立，或换一个位置。")
    home = Path(settings.HOME)
    with tempfile.TemporaryDirectory(dir=home) as folder:
        copy = Path(folder) / "zhiheng.sqlite3"
        # SQLite's own copy of a live database: consistent while others write.
        source, destination = sqlite3.connect(settings.DATABASES["default"]["NAME"]), sqlite3.connect(copy)
        with destination:
            source.backup(destination)
        source.close()
        destination.close()
        part = target.with_name(target.name + ".part")
        try:
            # It holds the secret key: only its owner may read it.
            part.touch(mode=0o600)
            with tarfile.open(part, "w:gz") as archive:
                archive.add(copy, "zhiheng.sqlite3")
                for name in KEPT:
                    if (home / name).exists():
                        archive.add(home / name, name)
            part.rename(target)
        finally:
            part.unlink(missing_ok=True)
    out.print(f"已备份到 {target}({target.stat().st_size // 1024} KB)。")


def restore(
    source: Annotated[Path, typer.Argument(help="备份文件")],
    force: Annotated[bool, typer.Option(help="覆盖现有数据(现有数据改名保留)")] = False,
) -> None:
    """从备份恢复。现有数据会改名保留,不会删除。"""
    start()
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    if connection.vendor != "sqlite":
        raise Fault("这个命令恢复 SQLite。PostgreSQL 请用 pg_restore 恢复数据库，再放回 evidence 目录。")
    if not source.is_file():
        raise Fault(f"没有文件 {source}。请检查路径。")
    home = Path(settings.HOME)
    database = Path(settings.DATABASES["default"]["NAME"])
    if database.exists() and not force:
        raise Fault(f"{database} 已有数据。确要恢复请加 --force，现有数据会改名保留。")
    with tempfile.TemporaryDirectory(dir=home) as folder:
        try:
            with tarfile.open(source) as archive:
                archive.extractall(folder, filter="data")
        except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
            raise Fault(f"{source} 不是完好的备份：{error}。没有改动任何数据。") from error
        if not (Path(folder) / "zhiheng.sqlite3").exists():
            raise Fault(f"{source} 里没有数据库。没有改动任何数据。")
        if fault := _damage(Path(folder) / "zhiheng.sqlite3"):
            raise Fault(f"{source} 里的数据库已损坏({fault})。没有改动任何数据。")
        stamp = timezone.now().strftime("%Y%m%d%H%M%S")
        # What was written last may still stand in the log beside the old database: it is kept with it.
        for log in ("-wal", "-shm"):
            beside = database.with_name(database.name + log)
            if beside.exists():
                beside.rename(database.with_name(f"{database.name}.before-{stamp}{log}"))
        for name, place in (("zhiheng.sqlite3", database), *((n, home / n) for n in KEPT)):
            if not (Path(folder) / name).exists() and name != "evidence":
                continue
            if place.exists():
                place.rename(place.with_name(f"{place.name}.before-{stamp}"))
            if (Path(folder) / name).exists():
                shutil.move(Path(folder) / name, place)
        shutil.rmtree(home / "facts", ignore_errors=True)
    out.print("已恢复。请运行 zhiheng verify 核对。")


def _damage(database: Path) -> str:
    """What SQLite says is wrong with a database file; empty when it is whole."""
    try:
        found = sqlite3.connect(database)
        said = str(found.execute("PRAGMA quick_check").fetchone()[0])
        found.close()
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if said == "ok" else said
