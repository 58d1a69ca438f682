"""What nobody means well by, to be sent: numbers, days, bytes, headers and cookies that are odd."""

NUMBERS = (
    "0", "-1", "1", "2", "007", "1.5", "1,5", "1e309", "NaN", "inf", "-0", "٣", "²", "0x10", "1_0",
    "2147483648", "9223372036854775808", "-9223372036854775809", "9" * 25, "9" * 5000, "true",
)  # fmt: skip
DAYS = (
    "0000-00-00", "0001-01-01", "1879-12-31", "2026-02-30", "2028-02-29", "9999-12-31", "99999-1-1",
    "2026-W10-1", "20260301", "2026-03-29", "02:30", "24:00", "23:59:60", "2026-03-01T10:00+99:00",
)  # fmt: skip
BYTES = (
    b"\xff\xfe", b"\x80", b"\xc0\xaf", b"\xed\xa0\x80", b"a\x00b", b"\x00", b"\xf4\x90\x80\x80",
)  # fmt: skip
SEGMENTS = (
    *NUMBERS, *DAYS, "..", "%2e%2e%2f", "a/b", "x" * 5000, "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "00000000-0000-0000-0000-000000000000", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "None", "",
)  # fmt: skip
WELL_TYPED = (
    "findings", "phq9", "yes", "no", "on", "0", "1", "2", "5", "12", "2026-03-01", "09:30", "2001",
    "remove", "dose", "swap", "add", "pin", "clinic", "home", "call off", "set_aside", "Nina Ortiz",
    "nina@here.example", "+34 600 000 000", "therapist", "en", "es", "left",
)  # fmt: skip
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
TYPES = (
    "", "text/plain", "application/json", "application/xml", "x", ";;;", "image/png; a=b; a=c",
    PARTS, f"{PARTS}; boundary=", f"{PARTS}; boundary=\xff", f"{PARTS}; boundary={'b' * 300}",
    f"{PARTS}; boundary=b; charset=utf-16", f"{FORM}; charset=utf-7", f"{FORM}; charset=utf-16",
    f"{FORM}; charset=", "application/json; charset=nonsense",
)  # fmt: skip
HEADERS = {
    "HX-Request": ("true", "false", "\xff", "x" * 5000),
    "HX-Target": ("list", "found", "<b>", ""),
    "HX-Current-URL": ("http://[", "//evil.example", "%ff", "http://localhost:99999999/"),
    "HX-Current-URL-URI-AutoEncoded": ("true",),
    "HX-Trigger": ("{", "[]", "a\tb"),
    "HX-Boosted": ("true",),
    "X-Requested-With": ("XMLHttpRequest",),
    "Accept": ("application/json", "*/*;q=nan", "text/html;;;", ",", "application/json;q=-1"),
    "Accept-Language": ("es", "zz-ZZ-" * 80, "en;q=9", "*", "\xff", "es-419,es;q=0.1", "../../x"),
    "Accept-Encoding": ("gzip;q=x", "br", "identity;q=0"),
    "If-Modified-Since": ("yesterday", "Mon, 99 Foo 99999 99:99:99 GMT"),
    "If-None-Match": ('W/"', "*"),
    "Range": ("bytes=0-0", "bytes=-9999999999999", "x"),
    "Host": ("evil.example", "localhost:99999", "[::1", "localhost\xff", ""),
    "X-Forwarded-For": ("1.2.3.4, x", "\xff", "a" * 5000),
    "X-Forwarded-Host": ("evil.example",),
    "X-Forwarded-Proto": ("https", "gopher"),
    "X-HTTP-Method-Override": ("DELETE",),
    "Origin": ("null", "http://evil.example", "http://["),
    "Referer": ("http://[", "x", "http://localhost/\xff"),
    "Authorization": ("Bearer \xff", "Basic !!!", "x"),
    "Content-Length": ("-1", "x", "9223372036854775807", "0"),
    "Content-Encoding": ("gzip", "nonsense"),
    "Transfer-Encoding": ("chunked",),
}  # fmt: skip
COOKIES = (
    "surefoot=\xff; csrf=\x01", ";;;=;=", "surefoot=../../etc; language=../../etc/passwd",
    'surefoot="', "messages=W10:x; surefoot=None", "csrf=" + "x" * 64, "a" * 9000,
    "language=es\xff; surefoot=;",
)  # fmt: skip
