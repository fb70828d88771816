#!/usr/bin/env python3
"""Runs structlog's ProcessorFormatter on records of logging and writes what it prints to answers.json.

    python3.13 -m venv /tmp/venv && /tmp/venv/bin/pip install structlog
    /tmp/venv/bin/python conformance/structlog/generate.py

It needs a package from PyPI, so nothing makes the file anew by itself; the file says which version answered. A processor is
written as its name, or as [name, keywords].
"""

import json
import logging
import pathlib
import re
import sys
import warnings
from importlib.metadata import version

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from values import encode  # noqa: E402

import structlog  # noqa: E402

warnings.simplefilter("ignore")
BASE = {
    "name": "app.db", "msg": "hello", "args": (), "levelno": 20, "levelname": "INFO", "pathname": "/srv/app.py",
    "filename": "app.py", "module": "app", "lineno": 12, "funcName": "main", "created": 1767225600.25, "msecs": 250.0,
    "relativeCreated": 1500.0, "thread": 7, "threadName": "MainThread", "processName": "MainProcess", "process": 42,
    "taskName": None, "exc_info": None, "exc_text": None, "stack_info": None,
}
REMOVE = "stdlib.ProcessorFormatter.remove_processors_meta"


def processor(written):
    name, *keywords = [written] if isinstance(written, str) else written
    found = structlog
    for part in name.split("."):
        found = getattr(found, part)
    return found(**keywords[0]) if keywords else found


def case(why, changes=(), error=None, **options):
    changes = dict(changes)
    made = {"why": why, "record": encode(changes), "options": encode(options)}
    if error is not None:
        made["error"] = error
    try:
        chains = {
            key: processor(value) if key == "processor" else [processor(each) for each in value]
            for key, value in options.items()
            if key in ("processor", "processors", "foreign_pre_chain")
        }
        formatter = structlog.stdlib.ProcessorFormatter(**{**options, **chains})
        record = logging.makeLogRecord({**BASE, **changes})
        if error is not None:
            try:
                raise ValueError(error)
            except ValueError as raised:
                record.exc_info = (ValueError, raised, raised.__traceback__)
        text = formatter.format(record)
        made["expect"] = re.sub(r'  File .*?(?=ValueError: )', "", text, flags=re.DOTALL)
    except Exception as failure:
        made["raises"] = [type(failure).__name__, str(failure)]
    return made


def cases():
    json_ = ["processors.JSONRenderer", {}]
    add = ["stdlib.add_log_level", "stdlib.add_logger_name"]
    yield case("one processor", processor=json_)
    yield case("several", processors=[REMOVE, json_], foreign_pre_chain=add)
    yield case("both", processor=json_, processors=[REMOVE, json_])
    yield case("neither")
    yield case("merged arguments", {"msg": "%s-%d", "args": ("a", 3)}, processor=json_)
    yield case("a message without its arguments", {"msg": "%s-%d", "args": ("a", 3)}, processor=json_, use_get_message=False)
    yield case("arguments merged by a processor", {"msg": "%s-%d", "args": ("a", 3)}, processor=json_, use_get_message=False,
               pass_foreign_args=True, foreign_pre_chain=[["stdlib.PositionalArgumentsFormatter", {}]])
    yield case("no arguments for that processor", processor=json_, use_get_message=False, pass_foreign_args=True,
               foreign_pre_chain=[["stdlib.PositionalArgumentsFormatter", {}]])
    for level in ("DEBUG", "INFO", "WARNING", "WARN", "ERROR", "CRITICAL", "NOTICE"):
        yield case(f"level {level}", {"levelname": level}, processor=json_, foreign_pre_chain=["stdlib.add_log_level"])
        yield case(f"the number of level {level}", {"levelname": level}, processor=json_, foreign_pre_chain=["stdlib.add_log_level_number"])
    extra = {"b": 1, "a": {"x": [1.0, None]}, "_c": "\u00e9"}
    yield case("extra", extra, processor=json_, foreign_pre_chain=[["stdlib.ExtraAdder", {}]])
    yield case("extra that is allowed", extra, processor=json_, foreign_pre_chain=[["stdlib.ExtraAdder", {"allow": ["a", "z"]}]])
    yield case("sorted keys", extra, processors=[["stdlib.ExtraAdder", {}], REMOVE, ["processors.JSONRenderer", {"sort_keys": True}]])
    yield case("letters beyond ASCII", extra, processors=[["stdlib.ExtraAdder", {}], REMOVE, ["processors.JSONRenderer", {"ensure_ascii": False}]])
    yield case("indented", extra, processors=[["stdlib.ExtraAdder", {}], REMOVE, ["processors.JSONRenderer", {"indent": 1}]])
    yield case("a value that is not JSON", {"s": {1}, "n": float("nan")}, processor=json_, foreign_pre_chain=[["stdlib.ExtraAdder", {}]])
    yield case("another name", {"m": "x"}, processor=json_, foreign_pre_chain=[["processors.EventRenamer", {"to": "msg"}]])
    yield case("another name, and another event", {"m": "x"}, processor=json_, foreign_pre_chain=[
               ["stdlib.ExtraAdder", {}], ["processors.EventRenamer", {"to": "msg", "replace_by": "m"}]])
    yield case("bytes", {"b": b"caf\xc3\xa9 \xff"}, processor=json_, foreign_pre_chain=[["stdlib.ExtraAdder", {}], ["processors.UnicodeDecoder", {}]])
    yield case("an error", error="it failed", processors=[REMOVE, "processors.format_exc_info", json_])
    yield case("an error that stays with the record", error="it failed", processors=[REMOVE, "processors.format_exc_info", json_], keep_exc_info=True)
    yield case("no error", processors=[REMOVE, "processors.format_exc_info", json_])
    yield case("a format around it", processor=json_, fmt="%(levelname)s %(message)s!")
    yield case("the last makes no text", processors=[REMOVE])
    values = {"t": True, "f": False, "n": None, "s": 'a "b" = \\ c', "p": "plain\\x", "l": "two\nlines", "i": 1, "d": 1.5}
    for name in ("KeyValueRenderer", "LogfmtRenderer"):
        for keywords in ({}, {"sort_keys": True}, {"key_order": ["i", "zz", "event"]}, {"key_order": ["i", "zz"], "drop_missing": True},
                         {"key_order": ["t"], "sort_keys": True}):
            yield case(f"{name} with {keywords}", values, processors=[["stdlib.ExtraAdder", {}], REMOVE, [f"processors.{name}", keywords]])
    yield case("texts without quotes", values, processors=[["stdlib.ExtraAdder", {}], REMOVE, ["processors.KeyValueRenderer", {"repr_native_str": False}]])
    yield case("booleans as words", values, processors=[["stdlib.ExtraAdder", {}], REMOVE, ["processors.LogfmtRenderer", {"bool_as_flag": False}]])
    yield case("a key with a space", {"a b": 1}, processors=[["stdlib.ExtraAdder", {}], REMOVE, ["processors.LogfmtRenderer", {}]])
    yield case("a time of another kind", processor=["processors.TimeStamper", {"utc": False}])


def main():
    answers = {
        "generated": "conformance/structlog/generate.py",
        "versions": {"structlog": version("structlog")},
        "python": sys.version.split()[0],
        "base": encode(BASE),
        "cases": list(cases()),
    }
    (HERE / "answers.json").write_text(json.dumps(answers, indent=1, allow_nan=False) + "\n", encoding="utf-8")
    print(len(answers["cases"]), "cases")


main()
