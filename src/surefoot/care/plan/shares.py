"""Step 5. The shares of the mix among what may be used, and the minutes they come to."""

from collections.abc import Mapping, Sequence

from surefoot.care.plan.candidates import Person
from surefoot.care.plan.problem import Option, Target
from surefoot.terms import Technique


def shares_of(person: Person, there: set[Technique]) -> dict[tuple[Technique, ...], float]:
    """The shares of the mix after what may not be used has given its share away."""
    shares: dict[tuple[Technique, ...], float] = {}
    lost: list[tuple[tuple[Technique, ...], float]] = []
    for share in person.profile.shares:
        left = tuple(t for t in share.techniques if t in there)
        if left:
            shares[left] = shares.get(left, 0.0) + share.percent
        else:
            lost.append((share.techniques, share.percent))
    for techniques, percent in lost:
        heir = _heir(person, techniques, shares, there)
        if heir is not None:
            shares[heir] = shares.get(heir, 0.0) + percent
    return _joined(_with_liked(person, shares, there))


def _heir(
    person: Person,
    techniques: tuple[Technique, ...],
    shares: Mapping[tuple[Technique, ...], float],
    there: set[Technique],
) -> tuple[Technique, ...] | None:
    """Who takes over a share: the technique named for it, or the next one of the mix."""
    named = person.knowledge.share_fallbacks.get(f"fallback/{techniques[0]}")
    for technique in named.to if named else ():
        mine = next((key for key in shares if technique in key), None)
        if technique in there and (mine or not (named and named.of_mix)):
            return mine or (technique,)
    return max(shares, key=lambda key: (shares[key], key), default=None)


def _with_liked(
    person: Person, shares: dict[tuple[Technique, ...], float], there: set[Technique]
) -> dict[tuple[Technique, ...], float]:
    """What a person likes may take part of the share of balance training."""
    liked = {t for row in person.life for t in row.prefer if t in there}
    balance = next((key for key in shares if Technique.BALANCE in key), None)
    new = tuple(sorted(liked - {t for key in shares for t in key}))
    if balance is None or not new:
        return shares
    rest = {key: percent for key, percent in shares.items() if key != balance}
    return {**rest, (*balance, *new): shares[balance]}


def _joined(
    shares: Mapping[tuple[Technique, ...], float],
) -> dict[tuple[Technique, ...], float]:
    """Shares that have a technique in common become one."""
    joined: list[tuple[set[Technique], list[Technique], float]] = []
    for key in sorted(shares, key=lambda key: (-shares[key], key)):
        mine, order, percent = set(key), list(key), shares[key]
        for other in [one for one in joined if one[0] & mine]:
            joined.remove(other)
            order = [*other[1], *(t for t in order if t not in other[0])]
            mine, percent = mine | other[0], percent + other[2]
        joined.append((mine, order, percent))
    return {tuple(order): percent for _, order, percent in joined}


def targets(
    shares: Mapping[tuple[Technique, ...], float], options: Sequence[Option], whole: int
) -> tuple[Target, ...]:
    """Minutes by share. What a technique cannot use goes to the others in proportion."""
    most = {option.technique: option.most_min for option in options}
    room = {key: float(sum(most.get(t, 0) for t in key)) for key in shares}
    minutes: dict[tuple[Technique, ...], float] = {}
    open_keys = set(shares)
    while open_keys:
        left = whole - sum(minutes.values())
        total = sum(shares[key] for key in open_keys)
        full = {key for key in open_keys if left * shares[key] / total > room[key]}
        if not full:
            minutes |= {key: left * shares[key] / total for key in open_keys}
            break
        minutes |= {key: room[key] for key in full}
        # What fitting a device does not use lapses: nothing else is needed more for it.
        whole -= round(sum(left * shares[k] / total - room[k] for k in full if _is_device(k)))
        open_keys -= full
    ordered = sorted(shares, key=lambda key: (-shares[key], key))
    return tuple(
        Target(techniques=key, percent=shares[key], minutes=round(minutes[key])) for key in ordered
    )


def _is_device(techniques: Sequence[Technique]) -> bool:
    return set(techniques) == {Technique.ORTHOSIS_DEVICE}
