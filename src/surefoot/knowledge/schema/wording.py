"""Words for people: how patterns, techniques, phases and gates are said on a page."""

from surefoot.knowledge.schema.statement import Statement


class Wording(Statement):
    """One sentence or name. `says` is what the page prints; `id` is what it is about."""

    when: str = ""  # only for those of whom this rule is known to hold; empty: by its id alone
    must_have: str = ""  # and only where a plan has to hold this, e.g. "MI10"
