"""The few marks every page is made of: icons, states, and where a file of the look lies."""

from datetime import datetime

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from surefoot.care.summary.page import Block, Page, Section
from surefoot.clinic.clock import clock
from surefoot.clinic.where import WHERE
from surefoot.exchange.pages.markup import markup
from surefoot.terms import Setting

register = template.Library()
SPRITE = static("surefoot/icons/sprite.svg")


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """A drawn icon, silent for screen readers: a word stands beside it."""
    return format_html(
        '<svg class="i {}" aria-hidden="true"><use href="{}#{}"/></svg>', size, SPRITE, name
    )


@register.simple_tag
def state(name: str, word: str) -> SafeString:
    """One of the four answers: shape, word and colour together."""
    return format_html(
        '<span class="state {0}"><svg class="g" aria-hidden="true"><use href="{1}#s-{0}"/></svg>'
        "{2}</span>",
        name,
        SPRITE,
        word,
    )


@register.filter("clock", expects_localtime=True)
def by_the_clock(at: datetime) -> str:
    """The hour and minute of a time."""
    return clock(at)


@register.filter(expects_localtime=True)
def at_clock(at: datetime, day: str) -> str:
    """The day, written as `day` says, with the hour and minute."""
    return f"{date_format(at, day)} {clock(at)}"


@register.filter
def drawn(block: Block) -> SafeString:
    """A block of a page; every word in it is escaped by `exchange.pages`."""
    return mark_safe(markup(block))  # noqa: S308 — markup escapes each word itself


@register.filter
def drawn_qr(svg: str) -> SafeString:
    """The drawing of a QR code without its prolog: paths alone, made from words of ours."""
    label = format_html('<svg role="img" aria-label="{}" ', _("QR code"))
    return mark_safe(svg[svg.index("<svg") :].replace("<svg ", label, 1))  # noqa: S308 — drawn by qrcode from a secret of ours


@register.filter
def in_words(setting: Setting) -> Promise:
    """Where something is done."""
    return WHERE[setting]


@register.filter
def at(page: Page, place: str) -> list[Section]:
    """The sections of one place of a page."""
    return [section for section in page.sections if section.place == place]
