"""How sure each cause is: a hand-made picture for every cause and every certainty it can have.

A picture is what was found and which patterns are probable; a cause that no test can confirm is
confirmed by a physician's diagnosis on record (see test_prognosis_record.py).
"""

import pytest

from care.cause_pictures import PICTURES
from care.made_causes import KNOWLEDGE, certainty


@pytest.mark.parametrize(("cause", "told", "patterns", "expected"), PICTURES)
def test_each_picture_has_its_certainty(cause, told, patterns, expected):
    assert certainty(cause, *told, patterns=patterns) == expected


def test_every_cause_that_is_no_medicine_has_a_picture():
    drugs = {cause.id for cause in KNOWLEDGE.causes.values() if cause.exposure}
    assert {row[0] for row in PICTURES} == set(KNOWLEDGE.causes) - drugs - {"idio"}
