"""What may be asked about running a clinic: set-up, serving, backups, keys, audit."""

import argparse
from pathlib import Path
from typing import Any

from surefoot.command.verbs import bare_verb, parser_of, whole_number


def clinic_verbs(verbs: Any) -> None:  # noqa: ANN401 — argparse keeps the type to itself
    """Every verb of who keeps the machine of a clinic."""
    _setup_verbs(verbs)
    _serve_verb(verbs)
    _keeping_verbs(verbs)
    audit = parser_of(verbs.add_parser, "audit", help="who read and changed what")
    kinds = audit.add_subparsers(title="verbs", required=True)
    says = "look for changes to the record of who read and changed what"
    verify = bare_verb(kinds, "verify", says, "audit:verify")
    verify.add_argument(
        "--known", default="", metavar="SEAL", help="a seal kept elsewhere, which has to be in it"
    )
    keys = parser_of(verbs.add_parser, "keys", help="the keys that seal what patients tell")
    kinds = keys.add_subparsers(title="verbs", required=True)
    says = "take a new key into use, and seal everything anew with it"
    rotate = bare_verb(kinds, "rotate", says, "keys:rotate")
    rotate.add_argument(
        "--drop", action="store_true", help="forget idle keys but the first and the last two"
    )


def _setup_verbs(verbs: Any) -> None:  # noqa: ANN401 — as above
    says = "create the clinic and its first manager, who gets a link to choose a password"
    setup = bare_verb(verbs, "setup", says, "setup:setup")
    setup.add_argument("--clinic", metavar="NAME", help="the name of the clinic; asked for if left")
    setup.add_argument("--time-zone", metavar="ZONE", help="such as Europe/Madrid")
    setup.add_argument("--email", metavar="ADDRESS", help="of the first manager")
    setup.add_argument("--name", metavar="NAME", help="of the first manager")
    says = "of the ambulance there, such as 112; patients are shown none until one is told"
    setup.add_argument("--ambulance", metavar="NUMBER", help=says)
    setup.add_argument("--language", default="en", choices=("en", "es"), help="default: en")
    says = "a new link for somebody: to join, or to choose a new password"
    invite = bare_verb(verbs, "invite", says, "setup:invite")
    invite.add_argument("email", metavar="ADDRESS", help="whose link it is")
    invite.add_argument("--name", metavar="NAME", help="of somebody who has no account yet")
    invite.add_argument("--role", metavar="ROLE", help="of somebody who does not work there yet")
    invite.add_argument("--clinic", metavar="SLUG", help="where there are several")
    invite.add_argument(
        "--forget-second-factor",
        action="store_true",
        help="for somebody who has lost phone, passkeys and recovery codes",
    )
    says = "bring the database up to this version; a backup is made first"
    bare_verb(verbs, "update", says, "setup:update")


def _serve_verb(verbs: Any) -> None:  # noqa: ANN401 — as above
    serve = bare_verb(verbs, "serve", "serve the clinic until it is stopped", "serve:serve")
    _where(serve)
    serve.add_argument(
        "--workers", type=whole_number, default=1, metavar="N", help="processes (default 1)"
    )
    serve.add_argument(
        "--threads", type=whole_number, default=4, metavar="N", help="of each (default 4)"
    )
    serve.add_argument("--certificate", type=Path, metavar="FILE", help="serve TLS itself: PEM")
    serve.add_argument("--key", type=Path, metavar="FILE", help="the certificate's key: PEM")


def _where(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="default 127.0.0.1")
    verb.add_argument("--port", type=whole_number, default=8000, metavar="N", help="default 8000")


def _keeping_verbs(verbs: Any) -> None:  # noqa: ANN401 — as above
    says = "keep everything but the keys in one file, while the clinic is open"
    backup = bare_verb(verbs, "backup", says, "backup:backup")
    backup.add_argument("file", type=Path, metavar="FILE", help="a new file")
    says = "fill an empty home or database from a backup, and prove that it is whole"
    restore = bare_verb(verbs, "restore", says, "backup:restore")
    restore.add_argument("file", type=Path, metavar="FILE", help="what `backup` wrote")
    says = "is this machine fit to run the clinic? each line says so, or what to do"
    bare_verb(verbs, "doctor", says, "doctor:doctor")


def clinic_demo(verb: argparse.ArgumentParser) -> None:
    """What `demo` takes for a whole clinic."""
    verb.add_argument("--home", type=Path, metavar="FOLDER", help="keep the practice there")
    verb.add_argument("--port", type=whole_number, default=8000, metavar="N", help="default 8000")
