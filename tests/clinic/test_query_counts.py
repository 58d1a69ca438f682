"""How often a page asks the database: as often for a long history as for a short one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from surefoot.care.entry import Entry
from surefoot.clinic.access import Role
from surefoot.clinic.store import Identity

NOT_OURS = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT", "ROLLBACK", "SELECT set_config")
MOST = {"/today/": 12, "/patients/": 8, "/patients/?q=ros": 8, "chart": 19}


def asked(client, path):
    """What a page asks; the marks of transactions are no questions."""
    client.get(path)  # what is looked up once a session
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return [one["sql"] for one in caught if not one["sql"].startswith(NOT_OURS)]


@pytest.mark.parametrize("role", [Role.THERAPIST, Role.MANAGER])
def test_a_page_asks_no_more_for_a_long_history(screens, practice, role):
    client, store = screens.staff(role), practice.staff()
    paths = {page: page.replace("chart", f"/patients/{practice.rosa}/") for page in MOST}
    counts = []
    for many in (5, 200):
        for number in range(many):
            store.add(practice.rosa, Entry(story=f"{number}"), once=f"{many}-{number}")
        for number in range(many // 5):
            who = Identity(name=f"Rosa {number}", born_on="1950-01-01", contact={})
            store.register(who)
        counts.append({page: asked(client, path) for page, path in paths.items()})
    for page, most in MOST.items():
        few, many = (count[page] for count in counts)
        assert len(many) <= most, "\n".join([page, *many])
        assert len(few) == len(many), "\n".join([page, *many])
