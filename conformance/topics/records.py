"""What a LogRecord holds, and what a Formatter prints of it. The first item of an input says what is asked for:

    ["time", start, now]                          [created, msecs, relativeCreated], all clocks in nanoseconds as text
    ["path", pathname]                            [filename, module]
    ["level", level]                              levelname
    ["message", msg, args]                        [repr of args, getMessage()]; args as in topics/percent.py
    ["repr", name, level, pathname, lineno, msg]  repr of the record
    ["order"]                                     the names of the attributes
    ["formatTime", zone, now, options]            formatTime; options are datefmt, time, msec and converter, where given
    ["format", style, format, defaults]           format of a record with the attributes of the case "attributes"
    ["attributes"]                                those attributes
"""

import logging
import os
import random
import time
from unittest import mock

from random_values import text, value
from topics.strftime import ZONES
from values import decode, encode, instance, outcome

SECOND = 1_000_000_000
NOW = 1_784_116_803 * SECOND + 678_912_345
START = NOW - 1_234_567_890
PATHS = ["a.py", "/app/main.py", "/app/b.c.py", "", "/", "dir/", "/a/.bashrc", ".", "..", "...", "...py", ".py", "a.", "a..", "a.b.c.d",
    "no_extension", "/a.b/c", "/a.b/.c", "a/.b.c"]
PATHS += ["C:\\x\\y.py", "a\\b.py", "/a//b.js", "/é/ж.ts", "/😀.mjs", "file:///a/b.js", "(unknown file)", "<stdin>", "<string>", "a b.py",
    " .py", "/a/..b", "/a/..b.c", "x.tar.gz", "\n.py", "/..", "/a/."]
LEVELS = [0, 10, 20, 30, 40, 50, 5, 15, 25, 99, -1, 10**9, 2**60, True]
INSTANTS = [0, 1, 999, SECOND - 1, SECOND, 1_500_000, 999_999, 999_999_999, NOW, -1, -SECOND, -999_999_999, 2**53, 2**62,
    4_102_444_800 * SECOND, 10**18 + 999_999_999]
INSTANTS += [1_784_116_803 * SECOND + nanos for nanos in (999_999_999, 999_999_900, 999_999_880, 999_999_881, 999_000_000, 998_999_999,
    1_000_000, 999_999, 500_000_000, 123_456_789)]
ATTRIBUTES = {"name": "root", "levelno": 20, "levelname": "INFO", "msg": "hi %s", "args": ("you",), "pathname": "/app/main.py",
    "filename": "main.py", "module": "main", "lineno": 42}
ATTRIBUTES |= {"funcName": "run", "created": 1784116803.0, "msecs": 7.0, "relativeCreated": 1234.5, "thread": 1, "threadName": "MainThread",
    "process": 77, "processName": "MainProcess"}
ATTRIBUTES |= {"taskName": None, "exc_info": None, "exc_text": None, "stack_info": None, "extra": [1, {"k": "v"}], "é": "accent",
    "point": instance("Point", x=3, y=None)}
PERCENT = ["%(message)s", "%(levelname)-8s|%(message)s", "%(lineno)5d|%(lineno)05d", "%(msecs)03d|%(msecs)s|%(msecs)r|%(msecs).2f",
    "%(created)f|%(created)d|%(created)s", "%(relativeCreated)d|%(relativeCreated)s"]
PERCENT += ["%(args)s", "%(msg)r", "%(taskName)s|%(exc_info)s", "%(taskName)d", "%(nope)s", "%(nope)d", "%(zz)s", "%(extra)r", "%(é)s",
    "%(levelno)x", "%(message)s %", "%(message)s %(nope", "%(name)s%%", "%(constructor)s", "%(getMessage)s", "%(toDict)s", "%(point)s",
    "%s", "%(name)*d", "%(lineno)c", "%(funcName)d"]
BRACE = ["{message}", "{levelname:<8}|{message}", "{lineno:5}|{lineno:05d}", "{msecs:03.0f}|{msecs}|{msecs!r}|{msecs:.2f}|{msecs:07}",
    "{created}|{created:f}|{created:,}|{created:e}", "{relativeCreated}|{relativeCreated:>10.1f}"]
BRACE += ["{args}|{args[0]}", "{args[1]}", "{args[x]}", "{msg!r}", "{taskName}|{taskName!s:>6}", "{taskName:>6}", "{nope}", "{zz}",
    "{zz:>5}", "{extra[1][k]}", "{extra[1][no]}", "{extra[5]}", "{é}", "{0}", "{}", "{message!a:>12}", "{lineno:{levelno}}",
    "{lineno:{nope}}", "{msecs:d}", "{lineno:s}"]
BRACE += ["{constructor}", "{getMessage}", "{toDict}", "{__proto__}", "{__class__}", "{point.x}", "{point.y!r}", "{point.z}", "{point}",
    "{point.constructor}", "{name.length}", "{thread:d}{process:x}", "{{}}{name}", "{message", "{name:y}", "{process:,}|{levelno:b}",
    "{exc_info}", "{pathname:.>20}|{funcName:^9}"]
DOLLAR = ["$message", "${levelname}|$message", "$lineno", "$msecs|$created|$relativeCreated", "$args", "$msg", "$taskName", "$nope", "$zz",
    "${extra}", "$é", "$", "$$name", "$$$name", "$constructor", "$getMessage", "$toDict", "$__proto__", "$point", "${name",
    "$lineno $ $nope", "$nope $", "$pathname:$lineno:$funcName"]
DEFAULTS = [None, {}, {"zz": "default"}, {"zz": None, "name": "never"}, {"nope": 5, "lineno": "x", "message": "m"}]


def cases():
    for now in INSTANTS:
        yield case("time", str(START), str(now))
    source = random.Random(3135)
    for _ in range(120):
        second = source.randrange(0, 2**32) * SECOND
        nanos = source.choice([source.randrange(SECOND), SECOND - source.randrange(300),
            source.randrange(1000) * 1_000_000 - source.randrange(2)])
        yield case("time", str(second - source.randrange(10**12)), str(second + nanos))
    for path in PATHS:
        yield case("path", path)
    for _ in range(40):
        yield case("path", "".join(source.choice("/..ab py") for _ in range(source.randint(1, 8))))
    for level in LEVELS:
        yield case("level", encode(level))
    yield case("order")
    yield {"why": "attributes", "input": ["attributes"], "expect": encode(ATTRIBUTES)}
    yield case("repr", "root", 20, "/a/b.py", 7, "it's %s")
    yield case("repr", "", 0, "", 0, 'say "hi"\n')
    yield case("repr", "a.b", 15, "b.py", -1, None)
    yield from messages(source)
    yield from times(source)
    yield from formats(source)


def messages(source):
    one = [(), (1,), ("x",), (None,), ({},), ({"a": 1},), ({"a": 1, "b": "x"},), ([],), ([1, 2],), ((),), ((1, 2),), ({"a": 1}, 2), ({},
        {}), ({"a": {"b": 1}},), (b"x",), (set(),), ({1},), (1.0,), ("",), (0,), (False,)]
    for args in one:
        for msg in ["%s", "plain", "100%", "%(a)s", "%s %s", "%%"]:
            yield case("message", msg, encode(list(args)))
    for msg in [None, 5, 1.5, [1, "%s"], {"a": "%(b)s"}, ("%s", 1), b"%s", True, "", "%s 😀"]:
        for args in [(), ("x",)]:
            yield case("message", encode(msg), encode(list(args)))
    for _ in range(60):
        args = [value(source, 1) for _ in range(source.randint(0, 3))]
        msg = text(source).replace("%", "") + " ".join(source.choice(["%s", "%r", "%d", "%a", "%(a)s",
            "%5s"]) for _ in range(source.choice([len(args)] * 5 + [1])))
        yield case("message", msg, encode(args))


def times(source):
    options = [{}, {"converter": "gmtime"}, {"datefmt": ""}, {"datefmt": "%H:%M:%S"}, {"datefmt": "%d/%b/%Y:%H:%M:%S %z"},
        {"datefmt": "%Y %f %Z"}, {"datefmt": "%c", "converter": "gmtime"}, {"msec": None}, {"msec": ""}]
    options += [{"msec": "%s.%03d"}, {"msec": "%s %f"}, {"msec": "%s"}, {"msec": "%s,%s"}, {"msec": "%s %d %d"}, {"msec": "%s,%03d",
        "time": "%H:%M"}, {"time": "%Y"}, {"time": "", "msec": "<%s|%5.1f>"}, {"time": "%H", "msec": None}]
    for zone in ZONES:
        for option in source.sample(options, 9):
            yield case("formatTime", zone, str(NOW), option)
        for now in source.sample(INSTANTS, 5):
            yield case("formatTime", zone, str(now), source.choice(options))
        for _ in range(6):
            now = source.randrange(-10 * 10**8, 40 * 10**8) * SECOND + source.randrange(SECOND)
            yield case("formatTime", zone, str(now), source.choice(options))


def formats(source):
    for style, forms in {"%": PERCENT, "{": BRACE, "$": DOLLAR}.items():
        for form in forms:
            for defaults in source.sample(DEFAULTS, 2):
                yield case("format", style, form, encode(defaults))
        for _ in range(25):
            picked = "|".join(source.choice(forms) for _ in range(source.randint(2, 3)))
            yield case("format", style, picked, encode(source.choice(DEFAULTS)))


def case(kind, *given):
    return {"why": kind, "input": [kind, *given]} | outcome(globals()[f"answer_{kind}"], *given)


def record(now=NOW, start=START, name="root", level=20, pathname="/a/b.py", lineno=1, msg="m", args=()):
    with mock.patch("time.time_ns", lambda: now), mock.patch("logging._startTime", start):
        return logging.LogRecord(name, level, pathname, lineno, msg, args, None)


def answer_time(start, now):
    made = record(int(now), int(start))
    return [made.created, made.msecs, made.relativeCreated]


def answer_path(pathname):
    made = record(pathname=pathname)
    return [made.filename, made.module]


def answer_level(level):
    return record(level=decode(level)).levelname


def answer_order():
    return list(record().__dict__)


def answer_repr(name, level, pathname, lineno, msg):
    return repr(record(name=name, level=level, pathname=pathname, lineno=lineno, msg=msg))


def answer_message(msg, args):
    made = record(msg=decode(msg), args=tuple(decode(args)))
    return [repr(made.args), made.getMessage()]


def answer_formatTime(zone, now, options):
    os.environ["TZ"] = zone
    time.tzset()
    formatter = logging.Formatter()
    if "time" in options:
        formatter.default_time_format = options["time"]
    if "msec" in options:
        formatter.default_msec_format = options["msec"]
    if "converter" in options:
        formatter.converter = time.gmtime
    return formatter.formatTime(record(int(now)), options.get("datefmt"))


def answer_format(style, form, defaults):
    formatter = logging.Formatter(form, style=style, validate=False, defaults=decode(defaults))
    return formatter.format(logging.makeLogRecord(ATTRIBUTES))
