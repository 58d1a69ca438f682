"""Reference 6.1: NPRS, PEG, DN4."""

from care.examination.plain.sheet import Found, Given, Sheet, name_of, total

TEN = tuple(range(11))
YES_NO = (True, False)


def nprs(given: Given, _age: int | None, _sex: str | None) -> Found:
    three = [given.get(item) for item in ("now", "worst", "average")]
    average = given.get("average")
    bands = ((0, "none"), (1, "mild"), (4, "moderate"), (7, "severe"))
    return {
        "average": average,
        "now": given.get("now"),
        "worst": given.get("worst"),
        "mean_of_three": None if None in three else sum(three) / 3,
        "band": name_of(average, *bands),
    }


def peg(given: Given, _age: int | None, _sex: str | None) -> Found:
    added = total(given, ("q1", "q2", "q3"))
    return {"score": None if added is None else added / 3}


def dn4(given: Given, _age: int | None, _sex: str | None) -> Found:
    descriptors = [f"q{n}" for n in range(1, 8)]
    signs = ["q8", "q9", "q10"]
    interview = total(given, descriptors)
    everything = total(given, descriptors + signs)
    return {
        "interview": interview,
        "total": everything,
        "flag:DN4/neuropathic": None if everything is None else everything >= 4,
        "flag:DN4/interview": None if interview is None else interview >= 3,
    }


SHEETS = {
    "NPRS": Sheet({"now": TEN, "worst": TEN, "average": TEN}, nprs),
    "PEG": Sheet({"q1": TEN, "q2": TEN, "q3": TEN}, peg),
    "DN4": Sheet({f"q{n}": YES_NO for n in range(1, 11)}, dn4),
}
