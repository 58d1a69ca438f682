"""Who is registered: invented people and their histories, some of them there twice."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from surefoot.clinic.generate.names import address, named, phone, slipped
from surefoot.exchange.people.dice import Random, dice
from surefoot.exchange.people.history import History, Told, live_through

OLDEST_DAYS, NEWEST_DAYS = 900, 25  # since somebody asked for an appointment
# Of fifty people one shares the name of another, one is there twice, once with a slip in the
# name, and one twice as it happens when two people answer the phone.
SAME_NAME, SLIP, TWICE, OF = 17, 33, 47, 50
REMEMBERED = 40  # of those registered before
BETWEEN = timedelta(minutes=20)  # at least, between two entries of one person


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A patient as the clinic has registered them, and when each entry was made."""

    name: str
    born_on: date
    sex: str
    language: str
    contact: dict[str, str]
    registered_at: datetime
    told: tuple[tuple[datetime, Told], ...]


def roster(seed: int, patients: int, *, until: date, deep: int = 0) -> Iterator[Somebody]:
    """The people of a practice, the longest registered first; with `deep` the first has so many."""
    days = dice(f"{seed}/days")
    ago = sorted((days.randint(NEWEST_DAYS, OLDEST_DAYS) for _ in range(patients)), reverse=True)
    before: deque[Somebody] = deque(maxlen=REMEMBERED)
    for number, since in enumerate(ago):
        rng = dice(f"{seed}/{number}")
        visits = deep if number == 0 else 0
        asked_on = until - timedelta(days=max(since, OLDEST_DAYS, 3 * deep) if visits else since)
        live = partial(live_through, rng, "", asked_on=asked_on, until=until, visits=visits)
        found = _like_another(rng, number, _register(rng, live()), before)
        before.append(found)
        yield found


def _register(rng: Random, history: History) -> Somebody:
    sex = history.person.sex or ""
    name, language = named(rng, sex)
    registered_at = _hour(rng, history.asked_on)
    return Somebody(
        name=name,
        born_on=history.person.born_on,
        sex=sex,
        language=language,
        contact=_contact(rng),
        registered_at=registered_at,
        told=tuple(_timed(rng, registered_at, history)),
    )


def _hour(rng: Random, day: date) -> datetime:
    """Some time of a working day."""
    return datetime.combine(day, time(8), UTC) + timedelta(minutes=rng.randrange(9 * 60))


def _timed(
    rng: Random, registered_at: datetime, history: History
) -> Iterator[tuple[datetime, Told]]:
    at = registered_at
    for told in history.told:
        at = max(at + BETWEEN, _hour(rng, told.on))
        yield at, told


def _contact(rng: Random) -> dict[str, str]:
    """Most have a phone; some an address for letters and for e-mail, and whom to call."""
    contact = {}
    if rng.random() < 0.97:
        contact["phone"] = phone(rng)
    if rng.random() < 0.5:
        contact["email"] = f"patient{rng.randrange(10**6)}@example.org"
    if rng.random() < 0.6:
        contact["address"] = address(rng)
    if rng.random() < 0.3:
        contact["emergency"] = phone(rng)
    return contact


def _like_another(rng: Random, number: int, one: Somebody, before: deque[Somebody]) -> Somebody:
    """Namesakes, and people who were registered twice."""
    kind = number % OF
    if kind not in (SAME_NAME, SLIP, TWICE):
        return one
    other = rng.choice(before)
    if kind == SAME_NAME:
        return replace(one, name=other.name)
    name = slipped(rng, other.name) if kind == SLIP else other.name
    return replace(one, name=name, born_on=other.born_on, contact=other.contact)
