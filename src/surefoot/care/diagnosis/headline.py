"""The one line that says what it is."""

from collections.abc import Sequence

from surefoot.care.diagnosis.records import NamedNerve, PatternScore
from surefoot.knowledge.schema.whole import Knowledge


def explained(
    patterns: Sequence[PatternScore], nerves: Sequence[NamedNerve], knowledge: Knowledge
) -> tuple[str, ...]:
    """Likely patterns that are no disease of their own: another likely one explains them."""
    likely = [p.pattern for p in patterns if p.band == "likely"]
    if nerves:
        return ()
    return tuple(p for p in likely if set(knowledge.patterns[p].explained_by) & set(likely))


def headline(
    patterns: Sequence[PatternScore],
    lacking: Sequence[str],
    knowledge: Knowledge,
    untold: Sequence[str] = (),
) -> str:
    """What is likely, else what is possible, else why it cannot be said yet.

    Small-fibre signs beside a likely distal polyneuropathy are no second disease: they are written
    "with small-fibre involvement". Source: convention/output-form.
    """
    form = knowledge.conventions["convention/output-form"]
    if lacking:
        return form.words["cannot_tell"].format(reasons=" ".join(lacking))
    likely = [p for p in patterns if p.band == "likely" and p.pattern not in untold]
    if likely:
        return "; ".join(_names(likely, patterns, knowledge))
    possible = [p.name for p in patterns if p.band == "possible"]
    if possible:
        return form.words["possible"].format(names="; ".join(possible))
    return form.words["nothing"]


def _names(
    likely: Sequence[PatternScore], patterns: Sequence[PatternScore], knowledge: Knowledge
) -> list[str]:
    form = knowledge.conventions["convention/output-form"]
    main, beside = form.words["main"], form.words["beside"]
    stated = {p.pattern: p.probability for p in patterns if p.band != "cannot_tell"}
    involved = (
        stated.get(main, 0.0) >= form.numbers["main"]
        and stated.get(beside, 0.0) >= form.numbers["involvement"]
    )
    names = []
    for p in likely:
        if involved and p.pattern == beside:
            continue
        name = form.words["likely"].format(name=p.name)
        tail = f", {form.words['involvement']}" if involved and p.pattern == main else ""
        names.append(name + tail)
    return names
