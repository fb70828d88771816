#!/usr/bin/env python3
"""Runs CPython and writes what it answers to vectors/TOPIC.json, which the tests read without Python.

    python3.13 conformance/generate.py              all topics
    python3.13 conformance/generate.py percent      one topic
    python3.13 conformance/generate.py --check      writes nothing, exits 1 when a file differs

A topic is a module in topics/ with a function cases() that yields {"why", "input", "expect" or "error"} in a fixed
order: whatever it draws at random comes from a seeded generator, so the same CPython gives the same bytes.
A known departure of ours carries {"departure": "why"} and is listed in docs/differences.md.
"""

import importlib
import json
import pathlib
import platform
import sys

HERE = pathlib.Path(__file__).resolve().parent
REQUIRED = (3, 13)


def topics():
    return sorted(path.stem for path in (HERE / "topics").glob("[a-z]*.py"))


def render(topic):
    module = importlib.import_module(f"topics.{topic}")
    head = json.dumps({"topic": topic, "python": platform.python_version(), "source": (module.__doc__ or "").strip()})
    lines = [json.dumps(case, ensure_ascii=True, separators=(",", ":")) for case in module.cases()]
    return head[:-1] + ', "cases": [\n' + ",\n".join(lines) + "\n]}\n"


def main(arguments):
    if sys.version_info[:2] != REQUIRED:
        sys.exit(f"vectors come from CPython {REQUIRED[0]}.{REQUIRED[1]}, this is {platform.python_version()}")
    sys.path.insert(0, str(HERE))
    check = "--check" in arguments
    wanted = [name for name in arguments if not name.startswith("-")] or topics()
    different = []
    for topic in wanted:
        target = HERE / "vectors" / f"{topic}.json"
        text = render(topic)
        if check and (not target.exists() or target.read_text(encoding="ascii") != text):
            different.append(topic)
        if not check:
            target.write_text(text, encoding="ascii")
            print(f"{topic}: {text.count(chr(10)) - 2} cases, {len(text)} bytes")
    if different:
        sys.exit("differ from what CPython answers now: " + ", ".join(different))


if __name__ == "__main__":
    main(sys.argv[1:])
