"""The outline of one invented person, before it becomes a case."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from surefoot.care.case import Fall, Review, Symptom
from surefoot.exchange.people.chart import Chart
from surefoot.exchange.people.dice import Random
from surefoot.terms import SymptomGroup, Urgency


@dataclass
class Sketch:
    """Who it is, what was told, and the chart being filled in."""

    rng: Random
    today: date
    picture: str
    age: int
    sex: str
    severity: int  # 0 to 4, near the extent grades E0 to E4
    chart: Chart
    symptoms: dict[SymptomGroup, Symptom] = field(default_factory=dict)
    reviews: list[Review] = field(default_factory=list)
    falls: list[Fall] = field(default_factory=list)
    story: list[str] = field(default_factory=list)

    def ago(self, *, months: float) -> date:
        """The day some months before today."""
        return self.today - timedelta(days=round(months * 30.44))

    def tells(
        self,
        group: SymptomGroup,
        sites: Sequence[str] = (),
        severity: int | None = None,
        months: float | None = None,
        course: str | None = None,
    ) -> None:
        """The person has this group of symptoms."""
        self.symptoms[group] = Symptom(
            group=group,
            present=True,
            sites=tuple(sites),
            severity=severity,
            since=None if months is None else self.ago(months=months),
            course=course,
        )

    def reviewed(self, red_flag: str, says: str, urgency: Urgency, *, days_ago: int = 12) -> None:
        """A physician has looked at a red flag and answered."""
        self.reviews.append(
            Review(
                red_flag=red_flag,
                by="Dr Adeyemi",
                role="physician",
                says=says,
                on=self.today - timedelta(days=days_ago),
                urgency=urgency,
            )
        )

    def fell(self, times: int) -> None:
        """So many falls in the last twelve months, most of them harmless."""
        for _ in range(times):
            self.falls.append(
                Fall(
                    on=self.today - timedelta(days=self.rng.randint(20, 350)),
                    injury=self.rng.choices(
                        ("d_none", "c_minor", "b_moderate", "a_serious"), (60, 28, 9, 3)
                    )[0],
                    head_strike=False,
                    passed_out=False,
                )
            )
        self.falls.sort(key=lambda fall: fall.on)
