"""Everything the clinic keeps, as one ZIP that is sent while it is made."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import cast

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from surefoot.clinic import in_force
from surefoot.clinic.access import Right
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.store.everything import files


@needs(Right.EXPORT)
def export(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What will be in it; and, asked to, the file."""
    if request.method != "POST":
        return render(request, "manager/export.html")
    every = files(seat.store, in_force.knowledge(), seat.means, seat.today)
    answer = StreamingHttpResponse(zipped(every, seat.now), content_type="application/zip")
    name = f"surefoot-{seat.clinic.slug}-{seat.today.isoformat()}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return cast(HttpResponse, answer)  # Django's own views hand it on as one


class _Sent:
    """Takes what the archive writes until it is fetched; it cannot go back."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self.parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        return None

    def fetch(self) -> bytes:
        parts, self.parts = self.parts, []
        return b"".join(parts)


def zipped(every: Iterable[tuple[str, bytes]], at: datetime) -> Iterator[bytes]:
    """The bytes of the archive, file by file; one file is in memory at a time."""
    sent = _Sent()
    with zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]  # needs no more than write
        for name, content in every:
            told = zipfile.ZipInfo(name, at.timetuple()[:6])
            told.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(told, content)
            yield sent.fetch()
    yield sent.fetch()
