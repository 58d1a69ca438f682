"""Where something is done, in the words of every screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from surefoot.terms import Setting

WHERE: dict[Setting, Promise] = {
    Setting.CLINIC: _("clinic"),
    Setting.HOME: _("home"),
    Setting.POOL: _("pool"),
    Setting.COMMUNITY: _("community"),
    Setting.TELEHEALTH: _("video call"),
}
