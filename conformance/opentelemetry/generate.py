#!/usr/bin/env python3
"""Runs the LoggingHandler of opentelemetry-sdk and writes what it exports, as OTLP, to answers.json.

    python3.13 -m venv /tmp/venv
    /tmp/venv/bin/pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http
    /tmp/venv/bin/python conformance/opentelemetry/generate.py

It needs packages from PyPI, so nothing makes the file anew by itself; the file says which versions answered. Where the
package opentelemetry-semantic-conventions is missing, which is only names, its names are made by its own rule: a constant
is the attribute's name in capitals with underscores for dots. The file says so, too.
"""

import importlib.machinery
import json
import logging
import pathlib
import sys
import types
import warnings
from importlib.metadata import PackageNotFoundError, version

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from values import Instance, encode, instance, moment  # noqa: E402

CONVENTIONS = "opentelemetry-semantic-conventions"


class Names(types.ModuleType):
    """A module, or a class, of constants: SERVICE_NAME is 'service.name'. What is called is a metric that nobody reads."""

    __path__ = []

    def __getattr__(self, name):
        if name == "ResourceAttributes":
            return self
        if name.isupper():
            return name.lower().replace("_", ".")
        if name.startswith("create_"):
            return lambda *arguments, **keywords: types.SimpleNamespace(add=lambda *a, **k: None)
        if name.startswith("Otel"):
            return types.SimpleNamespace(**{each: types.SimpleNamespace(value="") for each in COMPONENTS})
        raise AttributeError(name)


COMPONENTS = ["SIMPLE_LOG_PROCESSOR", "BATCHING_LOG_PROCESSOR", "BATCHING_SPAN_PROCESSOR", "SIMPLE_SPAN_PROCESSOR"]


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.split(".")[:2] == ["opentelemetry", "semconv"]:
            return importlib.machinery.ModuleSpec(name, Finder, is_package=True)

    @staticmethod
    def create_module(spec):
        return Names(spec.name)

    @staticmethod
    def exec_module(module):
        pass


try:
    CONVENTIONS_VERSION = version(CONVENTIONS)
except PackageNotFoundError:
    CONVENTIONS_VERSION = "made by rule"
    sys.meta_path.append(Finder)

from google.protobuf.json_format import MessageToDict  # noqa: E402
from opentelemetry.exporter.otlp.proto.common._internal._log_encoder import encode_logs  # noqa: E402
from opentelemetry.sdk._logs import LoggerProvider, LoggingHandler  # noqa: E402
from opentelemetry.sdk._logs.export import InMemoryLogRecordExporter, SimpleLogRecordProcessor  # noqa: E402
from opentelemetry.sdk.resources import Resource  # noqa: E402
from opentelemetry.sdk.trace import TracerProvider  # noqa: E402
from opentelemetry.sdk.trace.id_generator import IdGenerator  # noqa: E402

logging.getLogger("opentelemetry").setLevel(logging.CRITICAL + 1)
PACKAGES = ["opentelemetry-api", "opentelemetry-sdk", "opentelemetry-exporter-otlp-proto-common", "opentelemetry-proto"]
BASE = {
    "name": "app.db", "msg": "hello", "args": (), "levelno": 20, "levelname": "INFO", "pathname": "/srv/app.py",
    "filename": "app.py", "module": "app", "lineno": 12, "funcName": "main", "created": 1767225600.25, "msecs": 250.0,
    "relativeCreated": 1500.0, "thread": 7, "threadName": "MainThread", "processName": "MainProcess", "process": 42,
    "taskName": None, "exc_info": None, "exc_text": None, "stack_info": None,
}
SPAN = (0x11112222333344445555666677778888, 0x1234567812345678)


class FixedIds(IdGenerator):
    def generate_trace_id(self):
        return SPAN[0]

    def generate_span_id(self):
        return SPAN[1]


def exported(changes, formatter=None, in_span=False, error=None):
    """The OTLP of one record, without the time of its observation, which is now."""
    exporter = InMemoryLogRecordExporter()
    provider = LoggerProvider(resource=Resource({}), shutdown_on_exit=False)
    provider.add_log_record_processor(SimpleLogRecordProcessor(exporter))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        handler = LoggingHandler(logger_provider=provider)
    if formatter is not None:
        handler.setFormatter(logging.Formatter(formatter))
    attributes = {**BASE, **changes}
    if error is not None:
        attributes["exc_info"] = triple(*error)
    record = logging.makeLogRecord(attributes)
    if in_span:
        tracer = TracerProvider(id_generator=FixedIds(), resource=Resource({})).get_tracer("t")
        with tracer.start_as_current_span("s"):
            handler.emit(record)
    else:
        handler.emit(record)
    request = MessageToDict(encode_logs(exporter.get_finished_logs()))
    [resource] = request["resourceLogs"]
    [scope] = resource["scopeLogs"]
    [log] = scope["logRecords"]
    log.pop("observedTimeUnixNano")
    for value in [log["body"], *(each["value"] for each in log.get("attributes", []))]:
        if TRACEBACK in value.get("stringValue", ""):
            value["stringValue"] = without_frames(value["stringValue"])
    return {"scope": scope["scope"], "log": log}


TRACEBACK = "Traceback (most recent call last):"


def without_frames(text):
    """The frames are another language's; what stands around them is the same."""
    lines = text.split("\n")
    start = lines.index(TRACEBACK) + 1
    return "\n".join(lines[:start] + [line for line in lines[start:] if not line.startswith("  ")])


def triple(name, *arguments):
    try:
        raise type(name, (Exception,), {"__module__": "builtins"})(*arguments)
    except Exception as error:
        return type(error), error, error.__traceback__


def case(why, changes=(), formatter=None, in_span=False, error=None, departure=None):
    changes = dict(changes)
    made = {"why": why, "record": encode(changes)}
    if departure is not None:
        made["departure"] = departure
    if formatter is not None:
        made["formatter"] = formatter
    if in_span:
        made["inSpan"] = True
    if error is not None:
        made["error"] = list(error)
    try:
        made["expect"] = exported(changes, formatter, in_span, error)
    except Exception as failure:
        made["raises"] = type(failure).__name__
    return made


VALUES = [
    None, True, False, 0, -5, 2**53 - 1, 0.5, -1.5e-7, 1e300, float("nan"), float("inf"), "", "plain",
    "line\nfeed caf\u00e9 \u4e2d \U0001f600 \x00", [], [1, [2, "a", None]], {}, {"a": {"b": [None, True]}}, (1, 2),
    {1: "int", None: "none", True: "bool", "": "empty"}, b"bytes \xff", b"", {1}, set(),
    moment(1767323045120), moment(0), [moment(0), {"x": {2}}], 2**53 + 1, 2**70,
]
LARGE = "a number without a fraction beyond 2^53 is its text, because OpenTelemetry's API for JavaScript has no other whole number"
NESTED = "what cannot be exported within a message is its text; Python loses the record"
DEPARTURES = {1e300: LARGE, 2**53 + 1: LARGE, 2**70: LARGE}


class Bare(Instance):
    __repr__ = object.__repr__


def departure_of(value):
    return DEPARTURES.get(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def cases():
    yield case("a message")
    yield case("merged arguments", {"msg": "%s-%d", "args": ("a", 3)})
    for number in (-1, 0, 1, 9, 10, 11, 12, 13, 14, 19, 20, 21, 25, 30, 33, 40, 42, 50, 51, 53, 54, 100):
        yield case(f"level {number}", {"levelno": number, "levelname": f"Level {number}"})
    for name in ("DEBUG", "INFO", "WARNING", "WARN", "ERROR", "CRITICAL", "FATAL", "TRACE", ""):
        yield case(f"the level named {name!r}", {"levelname": name})
    for created in (0.0, 1767225600.0, 1767225600.123456, 1767225599.9999999, 0.1, 4102444800.0000005):
        yield case(f"created {created}", {"created": created})
    for number, value in enumerate(VALUES):
        departure = departure_of(value)
        yield case(f"value {number} as an attribute", {"value": value}, departure=departure)
        nested = NESTED if isinstance(value, list) and value[:1] == [moment(0)] else departure
        yield case(f"value {number} as the message", {"msg": value}, departure=nested)
    yield case("an instance without a text as an attribute", {"value": Bare(), "list": [Bare()]})
    yield case("an instance with a text as the message", {"msg": instance("Order", id=1)})
    yield case("a message that is no text, with arguments", {"msg": moment(0), "args": (1,)})
    yield case("a dictionary with arguments", {"msg": {"a": 1}, "args": ("x",)})
    yield case("a formatter", formatter="%(name)s - %(levelname)s - %(message)s")
    yield case("a formatter and a message that is no text", {"msg": {"a": 1}}, formatter="%(message)s!")
    yield case("attributes in their order", {"b": 1, "a": 2, "http.status_code": 200, "_private": 3})
    yield case("an attribute that takes a name of the place", {"code.file.path": "mine", "z": 1, "code.line.number": "x"})
    yield case("names of a record are left out", {"asctime": "now", "message": "m", "stack_info": "Stack"})
    yield case("an empty name", {"": 1, "a": 2})
    yield case("no function", {"funcName": None})
    yield case("no place", {"pathname": "", "lineno": 0})
    yield case("a scope without a name", {"name": "root"})
    yield case("in a span", in_span=True)
    yield case("an error", error=("ValueError", "it failed"))
    yield case("an error without arguments", error=("KeyError",))
    yield case("an error with an empty message", error=("ValueError", ""))
    yield case("an error, with a formatter", {"msg": "x"}, formatter="%(levelname)s", error=("ValueError", "it failed"))
    yield case("an error of another name", error=("PoolExhausted", "no connection\nleft"))


def main():
    answers = {
        "generated": "conformance/opentelemetry/generate.py",
        "versions": {**{name: version(name) for name in PACKAGES}, CONVENTIONS: CONVENTIONS_VERSION},
        "python": sys.version.split()[0],
        "base": encode(BASE),
        "span": {"traceId": f"{SPAN[0]:032x}", "spanId": f"{SPAN[1]:016x}"},
        "cases": list(cases()),
    }
    text = json.dumps(answers, indent=1, ensure_ascii=True, allow_nan=False)
    (HERE / "answers.json").write_text(text + "\n", encoding="utf-8")
    print(len(answers["cases"]), "cases")


main()
