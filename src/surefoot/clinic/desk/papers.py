"""A paper handed out: to be saved, never opened inside the page."""

from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from surefoot.clinic.access import Right
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.store import papers

ALONE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"


@needs(Right.READ_CHART)
def paper(request: HttpRequest, seat: Seat, patient: UUID, paper: int) -> HttpResponse:
    """As an attachment that no browser guesses about and nothing in it can run."""
    name, kind, content = papers.read(seat.store, patient, paper)
    answer = HttpResponse(content, content_type=kind.content_type)
    end = "jpg" if kind == "jpeg" else kind
    answer["Content-Disposition"] = (
        f"attachment; filename*=UTF-8''{quote(f'{name}.{end}', safe='')}"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = ALONE
    return answer
