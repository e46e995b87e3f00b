"""Photos: what they really are, and what a camera wrote into them is gone."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.photos import exif, jpeg, png
from zhiheng.frame.evidence.photos import PhotoError, clean, kind_of


def test_place_and_device_go_and_the_picture_stays() -> None:
    plain = jpeg()
    photo = clean(jpeg(exif(orientation=1, gps=True), b"\xff\xfe\x00\x08device"))
    assert (photo.kind, photo.located, photo.described) == ("jpeg", True, True)
    assert photo.data == plain == clean(plain).data
    assert not clean(plain).described


def test_the_orientation_stays_alone() -> None:
    photo = clean(jpeg(exif(orientation=6, gps=True)))
    assert photo.located
    again = clean(photo.data)
    assert not again.located
    assert again.data == photo.data
    assert b"GPS-BODY" not in photo.data
    assert struct.pack(">HHIH", 0x0112, 3, 1, 6) in photo.data


def test_a_second_picture_behind_the_first_goes() -> None:
    assert clean(jpeg() + jpeg(exif(orientation=1, gps=True))).data == jpeg()


def test_png_texts_go() -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    found = clean(png(chunk(b"tEXt", b"Comment\0GPS 38.9N"), chunk(b"eXIf", exif(1, gps=True)[10:])))
    assert (found.kind, found.located, found.data) == ("png", True, png())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7", "像是 PDF"),
        (b"\0\0\0\x18ftypheic....", "HEIC"),
        (b"hello", "无法识别"),
        (b"", "无法识别"),
        (jpeg()[:30], "不完整"),
        (png()[:-6], "不完整"),
    ],
)
def test_what_is_no_photo_is_said(data: bytes, said: str) -> None:
    with pytest.raises(PhotoError) as error:
        clean(data)
    assert said in str(error.value)


@given(st.binary(max_size=300), st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b""]))
def test_any_bytes_are_cleaned_or_refused(data: bytes, head: bytes) -> None:
    try:
        photo = clean(head + data)
    except PhotoError:
        return
    assert kind_of(photo.data) == photo.kind
    assert clean(photo.data).data == photo.data
