"""What the screen of a plan shows: one version, what today's rules say of it, what waits."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.functional import Promise

from surefoot.care.check import Broken
from surefoot.care.line import LineOfCare
from surefoot.care.plan.changes import Version
from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.care.summary import Chart, details, glance, lines, questions
from surefoot.care.summary.chart import upper_first
from surefoot.care.summary.limits import plain
from surefoot.care.summary.lines import Line, Reading, Statements, WeekLine, Why
from surefoot.care.summary.page import Block, Minutes, Section
from surefoot.clinic import in_force
from surefoot.clinic.access import Right
from surefoot.clinic.seat import Seat
from surefoot.clinic.store import plan_requests, plans
from surefoot.clinic.tasks import step_of
from surefoot.clinic.therapist.chart import as_it_stands
from surefoot.clinic.where import WHERE
from surefoot.knowledge.schema.whole import Knowledge

_STATEMENTS: dict[int, Statements] = {}


@dataclass(kw_only=True)
class Shown:
    """The plan of one patient as it is looked at now."""

    seat: Seat
    patient: UUID
    wanted: int | None  # the version asked for; None: the newest

    @cached_property
    def line(self) -> LineOfCare:
        """The line of care of today."""
        return self.seat.line(self.patient)

    @cached_property
    def versions(self) -> tuple[plans.Kept, ...]:
        """Every version, the newest first."""
        return plans.listed(self.seat.store, self.patient)

    @cached_property
    def kept(self) -> plans.Kept | None:
        """The version that is looked at."""
        if self.wanted is None:
            return self.versions[0] if self.versions else None
        return next((one for one in self.versions if one.number == self.wanted), None)

    @property
    def is_newest(self) -> bool:
        """Whether no version follows it; only that one is decided on and changed."""
        return self.kept is not None and self.kept.number == self.versions[0].number

    @cached_property
    def version(self) -> Version | None:
        """What was kept."""
        return plans.content(self.seat.store, self.patient, self.kept.number) if self.kept else None

    @property
    def plan(self) -> PlanOfCare | None:
        """The plan, where there is one."""
        answer = self.version.answer if self.version else None
        return answer if isinstance(answer, PlanOfCare) else None

    @property
    def none(self) -> tuple[Block, ...]:
        """Why there is no plan."""
        answer = self.version.answer if self.version else None
        return tuple(glance.no_plan(self.chart, answer)) if isinstance(answer, NoSafePlan) else ()

    @cached_property
    def chart(self) -> Chart:
        """What today's pages are made from, with this version."""
        return as_it_stands(self.line, self.version.answer if self.version else None)

    @cached_property
    def broken(self) -> tuple[Broken, ...]:
        """What today's rules say against it."""
        return self.line.broken(self.plan) if self.plan else ()

    @property
    def faults(self) -> list[tuple[str, str]]:
        """The same in words: where, and what; each once."""
        told = ((each.where, plain(each.says, self.chart)) for each in self.broken)
        return list(dict.fromkeys((self._named(where), says) for where, says in told))

    def _named(self, where: str) -> str:
        return upper_first(plain(where, self.chart))

    @cached_property
    def reading(self) -> Reading:
        """What the lines are explained from."""
        return Reading(
            chart=self.chart,
            findings=self.line.concluded,
            safety=self.line.safety,
            statements=statements(in_force.knowledge()),
        )

    @cached_property
    def lines(self) -> list[Line]:
        """Each exercise at each place."""
        return list(lines.lines(self.reading, self.plan)) if self.plan else []

    @property
    def weeks(self) -> list[WeekLine]:
        """The visit list."""
        return list(lines.week_list(self.chart, self.plan)) if self.plan else []

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """What stands behind the plan, for the folds."""
        return tuple(details.of_plan(self.chart, self.plan)) if self.plan else ()

    @property
    def minutes(self) -> Minutes | None:
        """Weeks by techniques."""
        blocks = (block for section in self.sections for block in section.blocks)
        return next((block for block in blocks if isinstance(block, Minutes)), None)

    @property
    def goals(self) -> list[tuple[str, str]]:
        """Each goal in the person's words, with how it is measured."""
        return [(g.words, glance.aim(g)) for g in (self.plan.goals if self.plan else ())]

    @property
    def rules(self) -> tuple[Block, ...]:
        """What may not be done."""
        return tuple(glance.limits(self.chart)) if self.plan else ()

    @property
    def musts(self) -> list[Why]:
        """What the plan has to hold, whatever else gives way."""
        needed = self.plan.requirements if self.plan else ()
        return [lines.explained(self.reading, need.reason) for need in needed]

    @property
    def asks(self) -> tuple[Block, ...]:
        """Answers that would release something."""
        return tuple(questions.asks(self.chart))

    @property
    def folds(self) -> list[Section]:
        """The sections beside the minutes, which stand above."""
        return [s for s in self.sections if not any(isinstance(b, Minutes) for b in s.blocks)]

    @property
    def urgent(self) -> list[Block]:
        """What cannot wait, whatever the plan says."""
        return list(glance.urgent(self.chart))

    @property
    def unfit(self) -> list[dict[str, object]]:
        """Changes that could not be made again, with why."""
        found = self.version.unfit if self.version else ()
        library = self.chart.knowledge.exercises
        return [
            {
                "what": library[one.edit.exercise].name,
                "reasons": [plain(reason.says, self.chart) for reason in one.reasons],
            }
            for one in found
        ]

    @property
    def limit(self) -> str:
        """What it is not."""
        return self.chart.words("therapist/limit")

    @property
    def may_approve(self) -> bool:
        """Whether this version can be signed now by whoever looks at it."""
        undecided = self.kept is not None and self.kept.decision is None
        open_now = undecided and self.is_newest and self.plan is not None and not self.broken
        return open_now and self.seat.may(Right.APPROVE_PLAN)

    @property
    def may_change(self) -> bool:
        """Whether its lines can be changed: the next version is made of it."""
        return self.is_newest and self.plan is not None and self.seat.may(Right.PROPOSE_PLAN)

    @property
    def may_set_aside(self) -> bool:
        """Whether it still waits for a decision."""
        undecided = self.kept is not None and self.kept.decision is None
        return undecided and self.is_newest and self.plan is not None

    @property
    def to_add(self) -> list[tuple[str, list[dict[str, object]]]]:
        """What safety leaves open or an approval would open, by technique."""
        safe, library = self.line.safety.exercises, self.chart.knowledge.exercises
        found: dict[str, list[dict[str, object]]] = {}
        for row in sorted(library.values(), key=lambda each: (each.technique, each.name)):
            if safe[row.id].settings or safe[row.id].needs_approval:
                name = self.chart.words(f"technique/{row.technique}/name")
                asks = safe[row.id].needs_approval
                mine = {"id": row.id, "name": row.name, "needs_approval": asks}
                found.setdefault(name, []).append(mine)
        return list(found.items())

    @property
    def places(self) -> list[tuple[str, Promise]]:
        """Everywhere something can be added; what the clinic has not is refused with the reason."""
        return [(str(place), words) for place, words in WHERE.items()]

    @property
    def is_signed(self) -> bool:
        """Whether any version was approved, so that there is something to hand out."""
        return any(v.decision and v.decision.decided == "approved" for v in self.versions)

    @property
    def is_newest_request_failed(self) -> bool:
        """Whether nothing was kept since the newest request."""
        asked = self.request
        return asked is not None and not any(v.made_at >= asked.asked_at for v in self.versions)

    @cached_property
    def request(self) -> plan_requests.Asked | None:
        """The newest request."""
        return plan_requests.newest(self.seat.store, self.patient)

    @property
    def step(self) -> str:
        """What is being done for it."""
        return step_of(self.request.number) if self.request else ""


def statements(knowledge: Knowledge) -> Statements:
    """Every statement of the release in force by its id, made once."""
    key = id(knowledge)
    if key not in _STATEMENTS:
        _STATEMENTS[key] = lines.statements_of(knowledge)
    return _STATEMENTS[key]
