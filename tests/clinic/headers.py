"""What every answer of the clinic carries."""


def missing(answer):
    """What an answer should carry and does not."""
    policy = answer.headers.get("Content-Security-Policy", "")
    if is_to_keep(answer):
        policy = policy.replace(" 'unsafe-inline'", " 'self'").replace(" data:", " 'self'")
        policy = policy.replace("form-action 'none'", "form-action 'self'")
    if "sandbox" in policy:  # a stranger's paper loads nothing, so default-src says it all
        policy = policy.replace("form-action 'none'", "form-action 'self'") + "; style-src 'self'"
    policy = policy.replace("script-src 'self'", "")
    wanted = {
        "default-src 'none'": policy,
        "style-src 'self'": policy,
        "frame-ancestors 'none'": policy,
        "base-uri 'none'": policy,
        "form-action 'self'": policy,
        "nosniff": answer.headers.get("X-Content-Type-Options", ""),
        "DENY": answer.headers.get("X-Frame-Options", ""),
        "same-origin": answer.headers.get("Referrer-Policy", ""),
        "no-store": answer.headers.get("Cache-Control", ""),
    }
    found = [word for word, header in wanted.items() if word not in header]
    return found + [
        word for word in ("unsafe", "data:", "*", "http", "script-src") if word in policy
    ]


def is_to_keep(answer):
    """A page as a file: it has its style inside, and nothing in it can run or send."""
    return answer.wsgi_request.path.endswith((".pdf", ".html"))
