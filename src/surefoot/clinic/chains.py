"""Walking the audit of every clinic of a database."""

from collections.abc import Iterator
from dataclasses import dataclass

from surefoot.clinic import audit
from surefoot.clinic.models import AuditEvent, AuditHead, Clinic
from surefoot.clinic.transaction import at_one_moment, of_clinic


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The audit of one clinic, and where it does not hold."""

    clinic: str
    events: int
    seal: str
    faults: tuple[audit.Fault, ...]

    def lines(self) -> Iterator[str]:
        """As it is read aloud."""
        if not self.faults:
            yield f"{self.clinic}: {self.events} events, nothing was changed. Ends with {self.seal}"
        for fault in self.faults:
            yield f"{self.clinic}: event {fault.number}: {fault.says}"


def walk(*, known: str = "") -> tuple[Chain, ...]:
    """Each clinic's chain; a seal kept elsewhere has to be in one of them."""
    clinics = list(Clinic.objects.order_by("pk"))
    holder = _holder(clinics, known) if known else None
    if known and holder is None and clinics:
        holder = clinics[0].pk  # nobody has it: one chain says so
    return tuple(_chain(one, known if one.pk == holder else "") for one in clinics)


def _holder(clinics: list[Clinic], known: str) -> int | None:
    """In whose chain the seal is."""
    for one in clinics:
        with of_clinic(one.pk):
            if known == audit.START or AuditEvent.objects.filter(clinic=one, seal=known).exists():
                return one.pk
    return None


def _chain(clinic: Clinic, known: str) -> Chain:
    with at_one_moment(clinic.pk):
        faults = audit.verify(clinic.pk, known=known)
        head = AuditHead.objects.filter(clinic=clinic).first()
        return Chain(
            clinic=clinic.name,
            events=head.number if head else 0,
            seal=head.seal if head else "",
            faults=faults,
        )
