"""The whole document: every section, what it says, and which must be there."""

from surefoot.exchange.case_file.answers import AnswersByCode
from surefoot.exchange.case_file.medicines import MEDICINES
from surefoot.exchange.case_file.sections import (
    INSTRUMENTS,
    Equipment,
    Gates,
    InstrumentCode,
    Symptoms,
)
from surefoot.exchange.case_file.shape import (
    LONG_TEXT,
    Day,
    Flag,
    ListOf,
    Part,
    Parts,
    Text,
    Whole,
    Word,
)
from surefoot.exchange.case_file.words import Condition, PoolTemperature, RedFlag
from surefoot.terms import Domain, Setting, Technique, Urgency

VERSION = 1
SEXES = ("female", "male", "other")
PROFILES = ("mixed", "diabetes")
ROLES = ("physician", "emergency_department", "therapist")
INJURIES = ("a_serious", "b_moderate", "c_minor", "d_none")
AT_HOME_ALONE = "home_unsupervised"

PERSON = Parts(
    {
        "id": Part(Text(), "the number or word your clinic knows the person by", needed=True),
        "name": Part(Text(), "the name", needed=True),
        "born_on": Part(Day(before_birth=True), "the day of birth", needed=True),
        "sex": Part(Word(SEXES), "sex assigned at birth"),
        "language": Part(Text(20), "the language of the patient's page; en if left out"),
        "work": Part(Text(), "the work they do or did"),
    }
)

FALL = Parts(
    {
        "on": Part(Day(), "the day of the fall", needed=True),
        "injury": Part(Word(INJURIES), "how badly they were hurt"),
        "head_strike": Part(Flag(), "whether the head was struck"),
        "passed_out": Part(Flag(), "whether they passed out"),
        "says": Part(Text(), "how it happened"),
    }
)

GOAL = Parts(
    {
        "words": Part(Text(), "what the person wants, in their own words", needed=True),
        "domain": Part(Word(tuple(Domain)), "what it is about", needed=True),
        "priority": Part(Whole(1, 9), "1 is the most important", needed=True),
        "by": Part(Day(may_be_ahead=True), "the day it is for, if the person names one"),
    }
)

CLINIC = Parts(
    {
        "settings": Part(ListOf(Word(tuple(Setting))), "where this person can train", needed=True),
        "visit_min": Part(Whole(10, 180), "minutes of one visit", needed=True),
        "visits_per_week_max": Part(Whole(1, 7), "most visits in a week", needed=True),
        "visits_max": Part(Whole(1, 200), "most visits in all; no limit if left out"),
        "skills": Part(
            ListOf(Word(tuple(Technique))), "what the staff can deliver; everything if left out"
        ),
        "licensed": Part(
            ListOf(InstrumentCode()), "instruments whose licence the clinic has confirmed"
        ),
        "rooms": Part(ListOf(Text()), "names of the rooms"),
        "profile": Part(Word(PROFILES), "which people the clinic sees", needed=True),
        "pool_temperature": Part(PoolTemperature(), "the temperature of the pool, with its unit"),
    }
)

APPROVAL = Parts(
    {
        "condition": Part(Condition(), "the condition that holds the technique back", needed=True),
        "technique": Part(
            Word((*Technique, AT_HOME_ALONE)), "what is allowed in spite of it", needed=True
        ),
        "by": Part(Text(), "the name of the clinician who allows it", needed=True),
        "reason": Part(Text(LONG_TEXT), "why", needed=True),
        "on": Part(Day(), "the day it was given; today if left out"),
    }
)

REVIEW = Parts(
    {
        "red_flag": Part(RedFlag(), "the red flag that was looked at", needed=True),
        "by": Part(Text(), "who looked at it", needed=True),
        "role": Part(Word(ROLES), "what they are", needed=True),
        "says": Part(Text(LONG_TEXT), "what they said", needed=True),
        "urgency": Part(
            Word(tuple(urgency.name for urgency in Urgency if urgency is not Urgency.NONE)),
            "how urgent the flag was when they looked",
            needed=True,
        ),
        "on": Part(Day(), "the day of the answer; today if left out"),
    }
)

ANSWERS = AnswersByCode()

CASE = Parts(
    {
        "surefoot": Part(Whole(VERSION, VERSION), "the version of this format", needed=True),
        "person": Part(PERSON, "who it is about", needed=True),
        "today": Part(Day(), "the day for which everything holds", needed=True),
        "story": Part(Text(LONG_TEXT), "the story, in the person's words or the therapist's"),
        "gates": Part(Gates(), "the yes-or-no questions of the first phone call"),
        "symptoms": Part(Symptoms(), "the nine groups of symptoms"),
        "findings": Part(ANSWERS, "what was looked for, and found or not"),
        "measurements": Part(ANSWERS, "what was measured and tested"),
        "labs": Part(ANSWERS, "results of the laboratory"),
        "conditions": Part(ANSWERS, "other conditions and what is known of them"),
        "medicines": Part(MEDICINES, "medicines taken, stopped, or never taken"),
        "no_other_medicines": Part(
            Flag(), "true: every other class of medicine was asked for and never taken"
        ),
        "falls": Part(
            ListOf(FALL), "every fall of the last 12 months; an empty list says there was none"
        ),
        "instruments": Part(INSTRUMENTS, "questionnaires and scored tests, item by item"),
        "lifestyle": Part(ANSWERS, "time, help, transport, work, likes"),
        "days_per_week": Part(Whole(0, 7), "days a week free for exercise at home"),
        "equipment": Part(Equipment(), "what there is to train with, at each place"),
        "goals": Part(ListOf(GOAL), "what the person wants"),
        "clinic": Part(CLINIC, "what the clinic can offer this person", needed=True),
        "approvals": Part(ListOf(APPROVAL), "relative contraindications a clinician has allowed"),
        "reviews": Part(ListOf(REVIEW), "red flags that somebody entitled to has looked at"),
    }
)
