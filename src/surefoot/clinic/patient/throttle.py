"""How often something may be tried from one place or with one link."""

import ipaddress

from django.core.cache import cache

HOUR_S = 3600
OWN_NETWORK = 64  # bits: one house has all the IPv6 addresses that begin with the same


def take(what: str, *, most: int, seconds: int = HOUR_S) -> str:
    """One try of `most`: its mark, or "" where none is left.

    Each try is a row of its own, so that two who come at once cannot take the same one.
    """
    marks = [f"try/{what}/{number}" for number in range(most)]
    taken = cache.get_many(marks)  # reads only: who has none left costs no writing
    free = (mark for mark in marks if mark not in taken)
    return next((mark for mark in free if cache.add(mark, 1, seconds)), "")


def give_back(*marks: str) -> None:
    """Tries that were right do not count."""
    cache.delete_many(marks)


def place(address: str) -> str:
    """Where an address is: itself, or the house that all addresses like it belong to."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(found), OWN_NETWORK), strict=False).network_address)
