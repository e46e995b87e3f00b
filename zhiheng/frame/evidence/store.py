"""Storing and reading evidence by content hash."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import tempfile
from pathlib import Path, PurePath

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from zhiheng.frame.evidence.models import Evidence, File
from zhiheng.frame.evidence.photos import PhotoError, clean
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.trail.chain import about, write

LIMIT = 60 * 1024 * 1024
# What an office hands in as evidence; anything that a browser would run stays out.
ACCEPTED = {
    ".pdf", ".docx", ".doc", ".wps", ".xlsx", ".xls", ".et", ".ods", ".csv", ".txt", ".png", ".jpg", ".jpeg", ".zip",
}  # fmt: skip
PHOTOS = {".jpg", ".jpeg", ".png"}
PHOTO_LIMIT = 20 * 1024 * 1024


class EvidenceError(ValueError):
    """A file that cannot be taken, with what to do about it."""


def path_of(sha256: str) -> Path:
    return Path(settings.EVIDENCE_ROOT) / sha256[:2] / sha256


def keep(data: bytes, filename: str) -> File:
    """Store ``data`` under its SHA-256; the same content is stored once. Written by atomic rename."""
    if not data:
        raise EvidenceError(f"“{filename}”是空文件。请检查后重新选择。")
    if len(data) > LIMIT:
        raise EvidenceError(
            f"“{filename}”有 {len(data) // 1048576} MB，超过 {LIMIT // 1048576} MB 上限。请压缩或拆分。"
        )
    sha = hashlib.sha256(data).hexdigest()
    target = path_of(sha)
    # The same content handed in again also mends a stored file that was damaged.
    if not target.exists() or hashlib.sha256(target.read_bytes()).hexdigest() != sha:
        _write(target, data)
    media = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    return File.objects.get_or_create(sha256=sha, defaults={"size": len(data), "media_type": media})[0]


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def attach(
    actor: Actor, subject: models.Model, data: bytes, filename: str, *, region: str, note: str = ""
) -> Evidence:
    """Hand in a file for ``subject``. Raises :class:`EvidenceError` for kinds or sizes that are not taken.

    A photo is kept without what the camera wrote into it (place, time, device); the note says so.
    """
    name = PurePath(filename.replace("\\", "/")).name[-200:]
    if PurePath(name).suffix.lower() not in ACCEPTED:
        raise EvidenceError(
            f"“{name}”的类型不能作为佐证。可用：{'、'.join(sorted(s[1:] for s in ACCEPTED))}。"
        )
    if PurePath(name).suffix.lower() in PHOTOS:
        data, note = _photo(data, name, note)
    with transaction.atomic():
        evidence = Evidence(
            file=keep(data, name),
            name=name,
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            region_id=region,
            unit=actor.posts[0].unit if actor.posts else None,
            note=note,
            added_by=actor.name,
        )
        evidence.save()
        write(actor, about(evidence, "evidence.add", after={"sha256": evidence.file_id, "name": name}))
    return evidence


def _photo(data: bytes, name: str, note: str) -> tuple[bytes, str]:
    """The photo as it is kept, and the note with what was left out."""
    if len(data) > PHOTO_LIMIT:
        raise EvidenceError(
            f"照片“{name}”有 {len(data) // 1048576} MB，超过 {PHOTO_LIMIT // 1048576} MB。请在相机里调低像素后重拍。"
        )
    if not data:
        raise EvidenceError(f"“{name}”是空文件。请检查后重新选择。")
    try:
        photo = clean(data)
    except PhotoError as error:
        raise EvidenceError(f"“{name}”{error}") from None
    said = "已去除照片里的位置信息" if photo.located else "已去除照片里的拍摄信息" if photo.described else ""
    return photo.data, "；".join(filter(None, [note, said]))[:200]


def withdraw(actor: Actor, evidence: Evidence, reason: str) -> Evidence:
    """The file no longer counts as evidence (refuted, handed in by mistake); it stays readable with the reason."""
    if not reason.strip():
        raise EvidenceError("撤回佐证要写明理由。")
    if evidence.withdrawn_at is not None:
        raise EvidenceError(f"佐证“{evidence.name}”已经撤回。")
    with transaction.atomic():
        evidence.withdrawn_at = timezone.now()
        evidence.save(update_fields=["withdrawn_at"])
        write(actor, about(evidence, "evidence.withdraw", after={"withdrawn": True}, note=reason))
    return evidence


def read(evidence: Evidence) -> bytes:
    """The content, checked against its hash: a damaged file is said, never served."""
    path = path_of(evidence.file_id)
    if not path.exists():
        raise EvidenceError(
            f"佐证“{evidence.name}”的文件不在存储中({evidence.file_id[:12]}…)。请从备份恢复。"
        )
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != evidence.file_id:
        raise EvidenceError(f"佐证“{evidence.name}”的内容与登记的摘要不符，可能损坏。请从备份恢复。")
    return data


def verify_files() -> list[str]:
    """Faults of the whole store: what is missing, what is damaged."""
    faults = []
    for file in File.objects.order_by("sha256").iterator():
        path = path_of(file.sha256)
        if not path.exists():
            faults.append(f"文件缺失：{file.sha256}")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
            faults.append(f"文件损坏：{file.sha256}")
    return faults
