import functools


def outer(prefix):
    seen = []

    def handler(name, **options):
        nonlocal seen
        seen = seen + [name]
        return {"class": f"{prefix}.{name}", **options}

    @functools.lru_cache(maxsize=None)
    def level():
        return "INFO"

    handlers = {"a": handler("StreamHandler"), "b": handler("FileHandler", filename="/tmp/x.log", delay=True)}
    return {"version": 1, "handlers": handlers, "root": {"handlers": list(handlers), "level": level()}, "seen": seen}


LOGGING = outer("logging")
