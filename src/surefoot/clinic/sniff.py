"""What a file is, by its content; its name and what the browser says of it are not believed.

A PDF, JPEG or PNG is accepted whole. Anything else is refused with words: archives, pages, scripts,
pictures of scanners (DICOM), and files that are two things at once.
"""

import re
import struct
import unicodedata
import zlib
from collections.abc import Iterator
from enum import StrEnum

from django.utils.translation import gettext as _

from surefoot.terms import SurefootError

MOST_BYTES = 10 * 2**20
MOST_PIXELS = 50_000_000  # a page at 600 dpi has 35 million
LONGEST_SIDE = 20_000  # pixels
NAME_LENGTH = 100
NAMELESS = "document"
# What opens other programs, wherever it stands in a file.
_FOREIGN = re.compile(
    rb"<(?:!doctype\s+html|html|script|svg|iframe|body|\?php)[\s>]|PK\x03\x04|MZ\x90\x00", re.I
)
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")
_PNG = b"\x89PNG\r\n\x1a\n"
# SOF0 to SOF15 without the tables (DHT, JPG, DAC) between them.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class Kind(StrEnum):
    """The files that are taken."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"

    @property
    def content_type(self) -> str:
        """As a browser is told."""
        return "application/pdf" if self is Kind.PDF else f"image/{self}"


class NotTakenError(SurefootError):
    """A file that is not kept, and why."""


def kind_of(content: bytes) -> Kind:
    """What the file is; NotTakenError where it is nothing that is taken."""
    if not content:
        raise NotTakenError(_("The file is empty."), _("Choose it again."))
    if len(content) > MOST_BYTES:
        raise NotTakenError(
            _("The file is larger than 10 MB."), _("Scan it at 200 dpi, or in parts.")
        )
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(_PNG):
        return _png(content)
    if content.startswith(b"\xff\xd8\xff"):
        return _jpeg(content)
    if content[128:132] == b"DICM":
        raise NotTakenError(
            _("This is a picture of a scanner (DICOM), which is not kept here."),
            _("Add the report as a PDF."),
        )
    raise _other()


def clean_name(name: str) -> str:
    """The name of a file without folders, signs that steer, and more than a line of it."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    kept = "".join(
        letter
        for letter in plain
        if unicodedata.category(letter)[0] not in "C" and letter not in '<>:"|?*;%'
    )
    kept = " ".join(kept.split()).rstrip(". ")
    stem, dot, end = kept.rpartition(".")
    if dot and len(end) <= 5:
        kept = stem
    return kept[:NAME_LENGTH].strip(". ") or NAMELESS


def _other() -> NotTakenError:
    return NotTakenError(
        _("This is not a PDF, JPEG or PNG."), _("Scan or save it as one of these, then add it.")
    )


def _broken(word: str) -> NotTakenError:
    return NotTakenError(
        _("This %(kind)s is damaged or not whole.") % {"kind": word},
        _("Open it, save it again, then add it."),
    )


def _two_in_one() -> NotTakenError:
    return NotTakenError(
        _("This file is two things at once, so it is not kept."),
        _("Print it to a PDF, then add that."),
    )


def _pdf(content: bytes) -> Kind:
    if b"%%EOF" not in content[-1024:]:
        raise _broken("PDF")
    if _FOREIGN.search(content[:2048]) or _is_archive(content):
        raise _two_in_one()
    if any(_ACTIVE.search(part) for part in _outside_streams(content)):
        raise NotTakenError(
            _("This PDF does something when it is opened, so it is not kept."),
            _("Print it to a PDF, then add that."),
        )
    return Kind.PDF


def _outside_streams(content: bytes) -> Iterator[bytes]:
    """What is no picture and no text: the letters of a picture can spell anything."""
    at = 0
    while (begin := content.find(b"stream", at)) >= 0:
        yield content[at:begin]
        at = content.find(b"endstream", begin)
        if at < 0:
            at = begin + len(b"stream")
            break
        at += len(b"endstream")
    yield content[at:]


def _png(content: bytes) -> Kind:
    """Every chunk has its length and its sum; nothing stands behind the end."""
    at, seen = len(_PNG), 0
    while at + 12 <= len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        name, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        told = content[at + 8 + length : at + 12 + length]
        if len(told) < 4 or struct.unpack(">I", told)[0] != zlib.crc32(name + body):
            raise _broken("PNG")
        if (name == b"IHDR") != (seen == 0) or (seen == 0 and length != 13):
            raise _broken("PNG")
        if seen == 0:
            _check_size(*struct.unpack(">II", body[:8]))
        at, seen = at + 12 + length, seen + 1
        if name == b"IEND":
            if content[at:].strip(b"\x00"):
                raise _two_in_one()
            return Kind.PNG
    raise _broken("PNG")


def _jpeg(content: bytes) -> Kind:
    """The segments up to the picture tell its size; the file ends where the picture ends."""
    end = content.rstrip(b"\x00")
    if not end.endswith(b"\xff\xd9"):
        if _is_archive(content) or _FOREIGN.search(content[-4096:]):
            raise _two_in_one()
        raise _broken("JPEG")
    at, sized = 2, False
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise _broken("JPEG")
        mark, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if mark == 0xFF:  # writers may fill up between segments, none does
            raise _broken("JPEG")
        if mark in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9].ljust(4, b"\x00"))
            _check_size(width, height)
            sized = True
        if _FOREIGN.search(content[at : at + 2 + length]):
            raise _two_in_one()
        if mark == 0xDA and sized:
            return Kind.JPEG
        at += 2 + max(length, 2)
    raise _broken("JPEG")


def _check_size(width: int, height: int) -> None:
    if not width or not height:
        raise _broken(_("picture"))
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise NotTakenError(
            _("This picture has %(width)s by %(height)s pixels, which no scan has.")
            % {"width": width, "height": height},
            _("Scan it at 200 dpi."),
        )


def _is_archive(content: bytes) -> bool:
    """The end of a zip file, which may stand behind anything."""
    return b"PK\x05\x06" in content[-70_000:]
