"""Papers are taken when they are what they say; a bomb or a disguise is refused at once."""

import io
import struct
import time
import zipfile
import zlib
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from surefoot.clinic.access import NotAllowedError, Role
from surefoot.clinic.models import AuditEvent, Consent, Document
from surefoot.clinic.sniff import MOST_BYTES, Kind, NotTakenError, clean_name, kind_of
from surefoot.clinic.store import AlreadyKeptError, papers
from surefoot.terms import SurefootError


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width=2, height=2, extra=b"", after=b""):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0\0\0" * 2))
    return b"\x89PNG\r\n\x1a\n" + head + extra + body + chunk(b"IEND", b"") + after


def jpeg(width=8, height=8, comment=b"", after=b""):
    said = b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment if comment else b""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 8, 8, height, width, 0)
    scan = b"\xff\xda" + struct.pack(">HBBBB", 6, 0, 0, 63, 0) + b"\x01\x02"
    return b"\xff\xd8" + said + frame + scan + b"\xff\xd9" + after


def pdf(inside=b"", before=b"", after=b""):
    return before + b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n" + inside + b"\n%%EOF\n" + after


def zipped(size=10):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"\0" * size)
    return file.getvalue()


STREAM = b"5 0 obj\n<< /Length 99 >>\nstream\n\x01\x02/JS \x07endstream\nendobj"
TAKEN = {
    "pdf": (pdf(), Kind.PDF),
    "pdf that opens at a page": (pdf(b"<< /OpenAction [3 0 R /Fit] >>"), Kind.PDF),
    "pdf whose picture spells a word": (pdf(STREAM), Kind.PDF),
    "png": (png(), Kind.PNG),
    "png of the largest side": (png(20_000, 2_500), Kind.PNG),
    "jpeg": (jpeg(), Kind.JPEG),
    "jpeg with a comment": (jpeg(comment=b"scanned"), Kind.JPEG),
    "jpeg with zeros behind": (jpeg(after=b"\0" * 64), Kind.JPEG),
}
BOMB = zlib.compress(b"\0" * 30_000_000)
REFUSED = {
    "nothing": (b"", "empty"),
    "too large": (pdf(b"x" * MOST_BYTES), "10 MB"),
    "zip": (zipped(), "not a PDF"),
    "zip bomb": (zipped(50_000_000), "not a PDF"),
    "gzip": (b"\x1f\x8b\x08" + b"\0" * 60, "not a PDF"),
    "html named .pdf": (b"<!doctype html><script>alert(1)</script>", "not a PDF"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "not a PDF"),
    "xml bomb": (b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaa">]><b>&a;</b>', "not a PDF"),
    "program": (b"MZ\x90\x00" + b"\0" * 400, "not a PDF"),
    "gif": (b"GIF89a" + b"\0" * 40, "not a PDF"),
    "tiff": (b"II*\x00" + b"\0" * 40, "not a PDF"),
    "office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40, "not a PDF"),
    "dicom": (b"\0" * 128 + b"DICM" + b"\0" * 40, "DICOM"),
    "four bytes of a pdf": (b"%PDF", "not a PDF"),
    "four bytes of a png": (b"\x89PNG", "not a PDF"),
    "four bytes of a jpeg": (b"\xff\xd8\xff\xe0", "damaged"),
    "pdf that ends early": (pdf()[:-8], "damaged"),
    "pdf with a program": (pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), "does something"),
    "pdf that starts one": (pdf(b"<< /S /Launch /F (cmd.exe) >>"), "does something"),
    "pdf with files inside": (pdf(b"<< /Type /EmbeddedFile >>"), "does something"),
    "pdf and page": (pdf(b"<html><script>1</script>"), "two things"),
    "pdf and zip": (pdf(after=zipped() + b"%%EOF"), "two things"),
    "zip, then pdf": (zipped() + pdf(), "not a PDF"),
    "truncated png": (png()[:-16], "damaged"),
    "png with a wrong sum": (png().replace(b"IDAT", b"IDAX"), "damaged"),
    "png without a head": (b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""), "damaged"),
    "png with a short head": (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 4), "damaged"),
    "60,000-pixel png": (png(60_000, 60_000), "60000 by 60000"),
    "png one pixel too wide": (png(20_001, 1), "20001 by 1"),
    "png of no size": (png(0, 4), "damaged"),
    "png whose chunk is said to be 4 GB": (
        b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR" + b"\0" * 40, "damaged",
    ),
    "png and zip": (png(after=zipped()), "two things"),
    "png and page": (png(after=b"<html>"), "two things"),
    "jpeg and zip": (jpeg(after=zipped()), "two things"),
    "jpeg and program": (jpeg(after=b"<?php system(1) ?>"), "two things"),
    "jpeg whose comment is a page": (jpeg(comment=b"<script>alert(1)</script>"), "two things"),
    "65,535-pixel jpeg": (jpeg(65_535, 65_535), "65535 by 65535"),
    "jpeg without a picture": (b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xd9", "damaged"),
    "jpeg of nothing but marks": (b"\xff\xd8" + b"\xff" * 2_000_000 + b"\xff\xd9", "damaged"),
    "pdf of many half streams": (pdf(b"stream\n" * 400_000 + b"/JS "), "does something"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "kind"), TAKEN.values(), ids=TAKEN)
def test_a_paper_is_known_by_its_content(content, kind):
    assert kind_of(content) is kind


@pytest.mark.parametrize(("content", "word"), REFUSED.values(), ids=REFUSED)
def test_anything_else_is_refused_with_words_within_a_second(content, word):
    begun = time.perf_counter()
    with pytest.raises(NotTakenError, match=word) as refused:
        kind_of(content)
    assert time.perf_counter() - begun < 1
    assert refused.value.fix


def test_a_compressed_bomb_inside_a_picture_is_never_unpacked():
    begun = time.perf_counter()
    assert kind_of(png(extra=chunk(b"zTXt", b"x\0\0" + BOMB))) is Kind.PNG
    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Letter of May.pdf", "Letter of May"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot"),
        ("C:\\scans\\MRI.PDF", "MRI"),
        ("a\0b.pdf", "ab"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x"),
        ("\u202egnp.exe", "gnp"),
        ("Röntgen 膝.png", "Röntgen 膝"),
        ("x" * 300 + ".pdf", "x" * 100),
        ('"; filename="evil.html', "filename=evil"),
        ("", "document"),
        ("....", "document"),
        (".pdf", "document"),
    ],
)
def test_a_name_is_one_line_without_folders_or_signs_that_steer(name, kept):
    assert clean_name(name) == kept


def test_a_paper_comes_back_as_it_was_for_those_who_read_charts(practice):
    number = papers.add(practice.staff(Role.FRONT_DESK), practice.rosa, "MRI.pdf", pdf(), once="a")
    assert papers.read(practice.staff(), practice.rosa, number) == ("MRI", Kind.PDF, pdf())
    with pytest.raises(NotAllowedError):
        papers.read(practice.staff(Role.FRONT_DESK), practice.rosa, number)
    with pytest.raises(SurefootError, match="no such document"):
        papers.read(practice.staff(), practice.omar, number)


def test_the_front_desk_sees_that_there_is_a_paper_and_not_what_it_is_called(practice):
    papers.add(practice.staff(), practice.rosa, "Cancer letter.pdf", pdf(), once="a")
    (seen,) = papers.listed(practice.staff(Role.FRONT_DESK), practice.rosa)
    assert (seen.name, seen.kind) == (None, Kind.PDF)
    assert papers.listed(practice.staff(), practice.rosa)[0].name == "Cancer letter"


def test_name_and_content_are_sealed(practice):
    papers.add(practice.staff(), practice.rosa, "Cancer letter.pdf", pdf(), once="a")
    row = Document.objects.get()
    assert b"letter" not in bytes(row.name)
    assert b"%PDF" not in bytes(row.content)


def test_a_paper_sent_twice_is_kept_once(practice):
    papers.add(practice.staff(), practice.rosa, "a.pdf", pdf(), once="a")
    with pytest.raises(AlreadyKeptError):
        papers.add(practice.staff(), practice.rosa, "a.pdf", pdf(), once="a")
    assert Document.objects.count() == 1


def test_a_paper_taken_away_is_shown_to_nobody_and_who_did_it_stays(practice):
    store = practice.staff(Role.FRONT_DESK)
    number = papers.add(store, practice.rosa, "a.pdf", pdf(), once="a")
    papers.take_away(store, practice.rosa, number)
    assert papers.listed(practice.staff(), practice.rosa) == ()
    with pytest.raises(SurefootError, match="no such document"):
        papers.read(practice.staff(), practice.rosa, number)
    assert Document.objects.get().taken_away_by_id == store.actor.member
    event = AuditEvent.objects.filter(clinic=practice.here).latest("number")
    assert event.action == "take document away"


def test_a_consent_withdrawn_stands_above_the_one_that_was_given(practice):
    store, kind = practice.staff(Role.FRONT_DESK), papers.Agreed.SHARING
    papers.consent(store, practice.rosa, kind, given=True, on=date(2026, 5, 1), once="a")
    papers.consent(store, practice.rosa, kind, given=False, on=date(2026, 6, 1), once="b")
    assert [one.given for one in papers.consents(store, practice.rosa)] == [False, True]


def test_a_consent_sent_twice_is_kept_once(practice):
    told = {"given": True, "on": date(2026, 5, 1), "once": "a"}
    papers.consent(practice.staff(), practice.rosa, papers.Agreed.SHARING, **told)
    with pytest.raises(AlreadyKeptError):
        papers.consent(practice.staff(), practice.rosa, papers.Agreed.SHARING, **told)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_a_consent(practice, change):
    told = {"given": True, "on": date(2026, 5, 1), "once": "a"}
    papers.consent(practice.staff(), practice.rosa, papers.Agreed.SHARING, **told)
    rows = Consent.objects.all()
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        rows.update(given=False) if change == "update" else rows._raw_delete(rows.db)


def test_another_clinic_sees_none_of_it(practice):
    there = practice.staff(clinic=practice.there)
    for ask in (papers.consents, papers.listed):
        with pytest.raises(NotAllowedError):
            ask(there, practice.rosa)
