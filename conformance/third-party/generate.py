#!/usr/bin/env python3
"""Runs the Python packages that packages/core/src/third-party stands in for, and writes what they print to answers.json.

    python3.13 -m venv /tmp/venv && /tmp/venv/bin/pip install python-json-logger colorlog rich uvicorn django gunicorn
    /tmp/venv/bin/python conformance/third-party/generate.py

Unlike the topics of conformance/generate.py these need packages from PyPI, so nothing makes them anew by itself. The file
says which versions answered.
"""

import datetime
import io
import itertools
import json
import logging
import os
import pathlib
import sys
import time
from importlib.metadata import version

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
os.environ["TZ"] = "UTC"
time.tzset()
for name in ("FORCE_COLOR", "NO_COLOR", "COLUMNS", "DJANGO_COLORS"):
    os.environ.pop(name, None)

from values import encode  # noqa: E402

import colorlog  # noqa: E402
import django.conf  # noqa: E402
import django.core.management.color as django_color  # noqa: E402
import django.utils.log  # noqa: E402
import gunicorn.glogging  # noqa: E402
import pythonjsonlogger.json  # noqa: E402
import rich.console  # noqa: E402
import rich.highlighter  # noqa: E402
import rich.logging  # noqa: E402
import uvicorn.logging  # noqa: E402

PACKAGES = ["python-json-logger", "colorlog", "rich", "uvicorn", "django", "gunicorn"]
CLASSES = {
    "pythonjsonlogger.json.JsonFormatter": pythonjsonlogger.json.JsonFormatter,
    "colorlog.ColoredFormatter": colorlog.ColoredFormatter,
    "colorlog.LevelFormatter": colorlog.LevelFormatter,
    "uvicorn.logging.DefaultFormatter": uvicorn.logging.DefaultFormatter,
    "uvicorn.logging.AccessFormatter": uvicorn.logging.AccessFormatter,
    "django.utils.log.ServerFormatter": django.utils.log.ServerFormatter,
}
BASE = {
    "name": "app.db", "msg": "hello", "args": (), "levelno": 20, "levelname": "INFO", "pathname": "/srv/app.py",
    "filename": "app.py", "module": "app", "lineno": 12, "funcName": "main", "created": 1767225600.25, "msecs": 250.0,
    "relativeCreated": 1500.0, "thread": 7, "threadName": "MainThread", "processName": "MainProcess", "process": 42,
    "taskName": None, "exc_info": None, "exc_text": None, "stack_info": None,
}


def formatted(why, name, keywords, changes=(), env=(), terminal=False):
    attributes = {**BASE, **dict(changes)}
    case = {"why": why, "formatter": name, "keywords": encode(keywords), "record": encode(dict(changes))}
    if env:
        case["env"] = dict(env)
    if terminal:
        case["terminal"] = True
    before = dict(os.environ)
    os.environ.update(env)
    stdout = sys.stdout
    try:
        if terminal:
            sys.stdout = type("Terminal", (io.StringIO,), {"isatty": lambda self: True})()
        formatter = CLASSES[name](**keywords)
        case["expect"] = formatter.format(logging.makeLogRecord(attributes))
    except Exception as error:
        case["error"] = [type(error).__name__, str(error)]
    finally:
        sys.stdout = stdout
        os.environ.clear()
        os.environ.update(before)
    return case


VALUES = [
    None, True, False, 0, -5, 2**60, 1.0, 0.1, 1e16, 1e-7, 123456.789, float("nan"), float("inf"), float("-inf"),
    "", "plain", 'quote " and \\ back', "line\nfeed\ttab\r\b\f", "caf\u00e9 \u4e2d \U0001f600 \x7f \x00 \u2028",
    [], [1, [2, "a"]], {}, {"a": {"b": [None]}}, (1, 2), {1: "int", None: "none", True: "bool", 1.5: "float"},
    b"bytes \xff\xfe?", {1, }, datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc),
    datetime.datetime(2026, 1, 2, 3, 4, 5, 120000, tzinfo=datetime.timezone.utc),
]


def json_cases():
    name = "pythonjsonlogger.json.JsonFormatter"
    yield formatted("without a format there is the message", name, {})
    yield formatted("a format is the names of fields", name, {"fmt": "%(levelname)-8s [%(name)s] text %(message)s"})
    yield formatted("a field that the record lacks is null", name, {"fmt": "%(nope)s %(message)s"})
    yield formatted("a brace format", name, {"fmt": "{levelname:<8} {message}", "style": "{", "validate": False})
    yield formatted("a dollar format", name, {"fmt": "$levelname ${message} $$name", "style": "$"})
    yield formatted("a list of names", name, {"fmt": ["message", "levelname"]})
    yield formatted("names with commas", name, {"fmt": "message, levelname,,name", "style": ","})
    yield formatted("an unknown style", name, {"fmt": "x", "style": "?"})
    yield formatted("a format without fields", name, {"fmt": "nothing"})
    yield formatted("an unknown keyword", name, {"format": "%(message)s"})
    yield formatted("times are floats", name, {"fmt": "%(created)s %(msecs)s %(relativeCreated)s %(lineno)s %(args)s"})
    yield formatted("all fields of a record", name, {"fmt": "%(message)s", "reserved_attrs": []}, {"args": (1,), "msg": "%d"})
    yield formatted("some reserved", name, {"reserved_attrs": ["args", "msg", "created"]})
    for datefmt in (None, "%Y-%m-%dT%H:%M:%S"):
        yield formatted(f"asctime by {datefmt}", name, {"fmt": "%(asctime)s %(message)s", "datefmt": datefmt})
    for created in (0.0, 1767225600.0, 1767225600.25, 1767225600.123456, 1767225600.0000005, 1767225599.9999999, -1.5, 0.5000015, 5e-7, 1.5e-6, 2.5e-6):
        yield formatted(f"a timestamp of {created}", name, {"timestamp": True}, {"created": created})
    yield formatted("a timestamp of another name", name, {"timestamp": "@time", "rename_fields": {"@time": "when"}})
    yield formatted("fields renamed", name, {"fmt": "%(asctime)s %(levelname)s %(message)s",
                    "rename_fields": {"asctime": "timestamp", "levelname": "level", "user": "who", "gone": "x"}}, {"user": "me"})
    yield formatted("missing ones kept", name, {"rename_fields": {"gone": "x"}, "rename_fields_keep_missing": True})
    yield formatted("static fields", name, {"static_fields": {"service": "api", "message": "replaced", "__proto__": 1}})
    yield formatted("defaults", name, {"defaults": {"env": "dev", "message": "x", "user": "nobody"}}, {"user": "me"})
    yield formatted("a prefix", name, {"prefix": "@cee:"})
    yield formatted("extra fields in their order", name, {"fmt": "%(message)s %(z)s"}, {"b": 1, "_hidden": 2, "a": 3, "z": 0})
    yield formatted("a message that is a dict", name, {"fmt": "%(message)s"}, {"msg": {"a": 1, "message": "m", "b": None}})
    yield formatted("a dict with a traceback of its own", name, {}, {"msg": {"exc_info": "mine"}, "exc_text": "theirs"})
    yield formatted("an exception", name, {}, {"exc_text": "Traceback\n  x\nE: y"})
    yield formatted("a stack", name, {}, {"stack_info": "Stack (most recent call last):\n  a\n  b"})
    yield formatted("a stack as lines", name, {"stack_info_as_array": True}, {"stack_info": "a\r\nb\x0bc\u2028d\n"})
    yield formatted("merged arguments", name, {}, {"msg": "%s-%d", "args": ("a", 3)})
    for number, value in enumerate(VALUES):
        for keywords in ({}, {"json_ensure_ascii": False}, {"json_indent": 2}):
            yield formatted(f"value {number} with {keywords}", name, keywords, {"value": value, "list": [value]})
    for indent in (0, 1, "\t"):
        yield formatted(f"indented by {indent!r}", name, {"json_indent": indent}, {"a": [1, {"b": []}], "c": {}})


def colour_cases():
    name = "colorlog.ColoredFormatter"
    forced = {"force_color": True}
    for level, number in (("DEBUG", 10), ("INFO", 20), ("WARNING", 30), ("ERROR", 40), ("CRITICAL", 50), ("Level 35", 35)):
        record = {"levelname": level, "levelno": number}
        yield formatted(f"{level} by default", name, forced, record)
        yield formatted(f"{level} without colours", name, {"no_color": True}, record)
        yield formatted(f"{level} without a reset", name, {**forced, "reset": False}, record)
        yield formatted(f"{level} in colours of its own", name, {**forced, "fmt": "%(log_color)s%(message)s", "log_colors":
                        {"INFO": "cyan,bg_red", "ERROR": "fg_bold_208,bold"}}, record)
        yield formatted(f"{level} in secondary colours", name, {**forced, "fmt": "%(message_log_color)s%(message)s", "secondary_log_colors":
                        {"message": {"ERROR": "red", "CRITICAL": "purple,bg_white"}}}, record)
    names = sorted(colorlog.escape_codes.escape_codes)
    for start in range(0, len(names), 40):
        yield formatted(f"colours from {names[start]} on", name,
                        {**forced, "fmt": " ".join(f"%({each})s" for each in names[start:start + 40])})
    yield formatted("an unknown colour", name, {**forced, "log_colors": {"INFO": "pink"}})
    for style, fmt in (("{", "{log_color}{message}{reset}!"), ("$", "$red$message"), ("{", None), ("$", None)):
        yield formatted(f"style {style} with {fmt}", name, {**forced, "style": style, "fmt": fmt})
    yield formatted("a reset that is there", name, {**forced, "fmt": "%(red)s%(message)s%(reset)s"})
    yield formatted("an exception behind", name, {**forced, "fmt": "%(red)s%(message)s"}, {"exc_text": "Traceback"})
    yield formatted("FORCE_COLOR before no_color", name, {"no_color": True}, env={"FORCE_COLOR": "1"})
    yield formatted("force_color before NO_COLOR", name, forced, env={"NO_COLOR": "1"})
    yield formatted("defaults", name, {**forced, "fmt": "%(user)s %(message)s", "defaults": {"user": "-"}})
    for level in ("INFO", "ERROR", "DEBUG"):
        for extra in ({}, {"DEFAULT": "other %(message)s"}):
            yield formatted(f"{level} by formats for levels, {extra}", "colorlog.LevelFormatter",
                            {"fmt": {"INFO": "%(log_color)si %(message)s", "ERROR": "e %(message)s", **extra}, **forced}, {"levelname": level})


def uvicorn_cases():
    name = "uvicorn.logging.DefaultFormatter"
    for colours in (True, False):
        for level, number in (("TRACE", 5), ("DEBUG", 10), ("INFO", 20), ("WARNING", 30), ("ERROR", 40), ("CRITICAL", 50), ("IMPORTANT!", 45)):
            yield formatted(f"{level} with colours {colours}", name, {"fmt": "%(levelprefix)s %(message)s", "use_colors": colours}, {"levelname": level, "levelno": number})
        yield formatted(f"a coloured message with colours {colours}", name, {"fmt": "%(levelprefix)s %(message)s", "use_colors": colours},
                        {"msg": "pid %d", "args": (7,), "color_message": "pid \x1b[36m%d\x1b[0m"})
    name = "uvicorn.logging.AccessFormatter"
    fmt = '%(levelprefix)s %(client_addr)s - "%(request_line)s" %(status_code)s'
    for colours, status in itertools.product((True, False), (101, 200, 204, 304, 404, 413, 418, 422, 500, 509, 599, 999, 42, "200")):
        yield formatted(f"status {status!r} with colours {colours}", name, {"fmt": fmt, "use_colors": colours},
                        {"args": ("127.0.0.1:5000", "GET", "/a?b=c", "1.1", status), "msg": '%s - "%s %s HTTP/%s" %s'})
    yield formatted("too few arguments", name, {"fmt": fmt, "use_colors": False}, {"args": (1, 2, 3), "msg": "%s%s%s"})
    yield formatted("piped", name, {"fmt": fmt}, {"args": ("a", "GET", "/", "1.1", 200), "msg": "%s%s%s%s%s"})
    yield formatted("on a terminal", name, {"fmt": fmt}, {"args": ("a", "GET", "/", "1.1", 200), "msg": "%s%s%s%s%s"}, terminal=True)


def django_cases():
    name = "django.utils.log.ServerFormatter"
    keywords = {"fmt": "[{server_time}] {message}", "style": "{"}
    yield formatted("its own time", name, keywords)
    yield formatted("a time that the record has", name, keywords, {"server_time": "now"})
    yield formatted("by a datefmt", name, {**keywords, "datefmt": "%H:%M"})
    yield formatted("without server_time", name, {"fmt": "%(message)s"}, {"status_code": 404})
    yield formatted("format is no keyword", name, {"format": "{message}", "style": "{"})
    for palette, status in itertools.product(("", "light", "nocolor", "dark", "nocolor;light"), (100, 200, 302, 304, 400, 404, 500, 600)):
        yield formatted(f"status {status} in palette {palette!r}", name, keywords, {"status_code": status},
                        env={"DJANGO_COLORS": palette}, terminal=True)


def gunicorn_cases():
    fmt = '%(h)s "%(r)s" %(s)s %({X-Id}i)s %({Missing}o)s %(nope)s %(B)d'
    atoms = gunicorn.glogging.SafeAtoms({"h": "::1", "r": 'GET /"q" HTTP/1.1', "s": "200", "{x-id}i": 'a"b', "B": 5})
    yield {"why": "a line of an access log", "format": fmt, "atoms": dict(h="::1", r='GET /"q" HTTP/1.1', s="200", B=5) | {"{x-id}i": 'a"b'}, "expect": fmt % atoms}
    yield {"why": "the default configuration", "defaults": True, "expect": gunicorn.glogging.CONFIG_DEFAULTS}


MESSAGES = [
    "hello world", "a longer message that must be broken because it is so very long, is it not so long", "", "two\nlines", "ends\n",
    "GET /index 200 and POST", "averyveryverylongwordthatfitsnowhereatallinthiswidth and more", "tab\tbed\t.", "  leading", "   ",
    "\u4e2d\u6587\u5b57\u7b26 wide \u4e2d\u6587\u5b57\u7b26\u4e2d\u6587\u5b57\u7b26\u4e2d\u6587\u5b57\u7b26", "caf\u00e9 e\u0301", "trail   \nx", "bell\x07 cr\r", "a b " * 30,
]


def rich_cases():
    for terminal, width, number in itertools.product((False, True), (60, 80, 100), range(len(MESSAGES))):
        yield rich_case({}, terminal, width, [{"msg": MESSAGES[number]}, {"msg": MESSAGES[number], "levelname": "ERROR", "levelno": 40}])
    for terminal in (False, True):
        for keywords in ({"show_time": False}, {"show_level": False}, {"show_path": False}, {"omit_repeated_times": False},
                         {"enable_link_path": False}, {"log_time_format": "%H:%M:%S.%f"}, {"keywords": ["world"]}, {"keywords": []},
                         {"show_time": False, "show_level": False, "show_path": False}):
            yield rich_case(keywords, terminal, 60, [{"msg": "hello world, " * 6}, {"msg": "GET", "created": 1767225601.5}])
        levels = [("NOTSET", 0), ("DEBUG", 10), ("WARNING", 30), ("CRITICAL", 50), ("A LONG LEVEL", 35)]
        yield rich_case({}, terminal, 70, [{"levelname": name, "levelno": number} for name, number in levels])
        yield rich_case({}, terminal, 70, [{"pathname": "", "filename": "", "lineno": 0}, {"lineno": 0}])
        yield rich_case({}, terminal, 70, [{"exc_text": "Traceback (most recent call last):\n  File 'x'\nValueError: no"}])
        yield rich_case({}, terminal, 70, [{}, {}], datefmt="[%X]")


def rich_case(keywords, terminal, width, records, datefmt=None):
    file = io.StringIO()
    console = rich.console.Console(file=file, width=width, force_terminal=terminal, legacy_windows=False,
                                   color_system="truecolor" if terminal else None, _environ={})
    handler = rich.logging.RichHandler(console=console, highlighter=rich.highlighter.NullHighlighter(), **keywords)
    handler.setFormatter(logging.Formatter("%(message)s", datefmt))
    for changes in records:
        handler.emit(logging.makeLogRecord({**BASE, **changes}))
    return {"why": f"{keywords} at {width}, terminal {terminal}, {records[0].get('msg', datefmt)!r}", "rich": keywords, "terminal": terminal, "width": width,
            "datefmt": datefmt, "records": [encode(changes) for changes in records], "expect": file.getvalue()}


def cases():
    for topic in (json_cases, colour_cases, uvicorn_cases, django_cases, gunicorn_cases, rich_cases):
        yield from topic()


def main():
    django.conf.settings.configure(DEBUG=False)
    django_color.HAS_COLORAMA = False
    head = json.dumps({"versions": {name: version(name) for name in PACKAGES}, "base": encode(BASE)})
    lines = [json.dumps(case, ensure_ascii=True, separators=(",", ":")) for case in cases()]
    text = head[:-1] + ', "cases": [\n' + ",\n".join(lines) + "\n]}\n"
    (HERE / "answers.json").write_text(text, encoding="ascii")
    print(f"{len(lines)} cases, {len(text)} bytes")


if __name__ == "__main__":
    main()
