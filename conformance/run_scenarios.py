#!/usr/bin/env python3
"""Plays scenarios with CPython's logging and tells what came of them.

    python3.13 conformance/run_scenarios.py FILE.json [NAME]    prints what CPython makes of them, for whoever writes one

A scenario is {"name", "steps"}; the steps are those of scenarios/README.md. Each is played in a process of its own, in
an empty folder, at a fixed time in UTC, with stdout and stderr in memory. What came of it:

    {"steps": {"3": "20", "5": "raises ValueError: ..."}, "streams": {name: text}, "files": {name: text}, "tree": [...]}

A step that returned nothing is left out of "steps"; so are streams that nobody wrote to.
"""

import builtins
import json
import logging
import logging.config
import logging.handlers
import os
import pathlib
import queue
import shutil
import sys
import tempfile
import time
import warnings

import scenario_handlers
import scenario_kinds
import scenario_loggers
import scenario_report
from values import DECODERS

START = 1_784_116_803_678_912_345
SCENARIOS = pathlib.Path(__file__).resolve().parent / "scenarios"


def scenarios():
    """Every scenario of the folder, with the file's name as its topic."""
    for path in sorted(SCENARIOS.glob("*.json")):
        for scenario in json.loads(path.read_text(encoding="utf-8")):
            yield path.stem, scenario


def play(steps):
    """What comes of the steps, found out in a child process, so that nothing is left behind here."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        # Loggers of modules that somebody else here has imported.
        logging.root.manager.loggerDict.clear()
        try:
            answer = World().play(steps)
        except BaseException as error:  # A mistake in the scenario: its author is to see it.
            answer = {"broken": f"{type(error).__name__}: {error}"}
        with os.fdopen(writing, "w") as pipe:
            json.dump(answer, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    answer = json.loads(text)
    if "broken" in answer:
        raise RuntimeError(f"{answer['broken']} in {json.dumps(steps)}")
    return answer


def caller(function, arguments, keywords):
    return function(*arguments, **keywords)


def outer(function, arguments, keywords):
    return caller(function, arguments, keywords)


def outermost(function, arguments, keywords):
    return outer(function, arguments, keywords)


DEPTHS = [caller, outer, outermost]


def chain(error):
    """An error, what it was raised from, and so on."""
    while error is not None:
        yield error
        error = error.__cause__


def shown(error):
    """The type of an error and its text, but for SyntaxErrors, on whose texts no two parsers agree."""
    return "SyntaxError" if type(error) is SyntaxError else f"{type(error).__name__}: {error}"


class World:
    """The things of one scenario by name, its streams and its folder."""

    def __init__(self):
        self.folder = os.path.realpath(tempfile.mkdtemp())
        self.streams = {}
        self.things = {"logging": logging, "handlers": logging.handlers, "config": logging.config, "root": logging.getLogger(), "sys": sys}
        self.now = START

    def play(self, steps):
        os.umask(0o022)
        os.environ["TZ"] = "UTC"
        time.tzset()
        time.time_ns, time.time = lambda: self.now, lambda: self.now / 1e9
        logging._startTime = START
        warnings.simplefilter("ignore")
        streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self.stream("<stdout>"), self.stream("<stderr>")
        try:
            outcomes = {str(number): outcome for number, step in enumerate(steps) if (outcome := self.outcome(step))}
            tree = scenario_report.tree(self.things.values())
        finally:
            sys.stdout, sys.stderr = streams
        report = {"steps": outcomes, "streams": {n: s.text for n, s in self.streams.items() if s.text}}
        report["files"] = scenario_report.files(self.folder)
        report["tree"] = tree
        shutil.rmtree(self.folder)
        return scenario_report.neutral(report, self.folder)

    def outcome(self, step):
        operation = getattr(self, f"do_{next(iter(step))}")
        try:
            return scenario_report.describe(operation(step))
        except Exception as error:
            return "raises " + " <- ".join(map(shown, chain(error)))

    # What a step may do; the first key is its name.

    def do_logger(self, step):
        self.things[step.get("as", step["logger"])] = logging.getLogger(step["logger"])

    def do_new(self, step):
        made = self.class_named(step["new"])(*self.values(step.get("args", [])), **self.keywords(step))
        self.things[step.get("as", "it")] = made
        if "level" in step:
            made.setLevel(step["level"])
        if "format" in step:
            made.setFormatter(logging.Formatter(step["format"]))
        if "on" in step:
            self.look_up(step["on"]).addHandler(made)

    def do_call(self, step):
        function = self.look_up(step["call"])
        arguments = self.values(step.get("args", [])), self.keywords(step)
        through = DEPTHS[step.get("depth", 0)]
        if "while" in step:
            try:
                raise self.value(step["while"])
            except Exception:
                result = through(function, *arguments)
        else:
            result = through(function, *arguments)
        if "as" not in step:
            return result
        self.things[step["as"]] = result

    def do_each(self, step):
        """One call of each level, with the level's name as the message."""
        logger = self.look_up(step["each"])
        for name in ["debug", "info", "warning", "error", "critical"]:
            caller(getattr(logger, name), [step.get("text", name)], {})

    def do_set(self, step):
        owner, _, name = step["set"].rpartition(".")
        setattr(self.look_up(owner), name, self.value(step["to"]))

    def do_get(self, step):
        found = self.look_up(step["get"])
        if "as" not in step:
            return found
        self.things[step["as"]] = found

    def do_same(self, step):
        one, other = self.values(step["same"])
        return one is other

    def do_sleep(self, step):
        self.now += round(step["sleep"] * 1e9)

    def do_write(self, step):
        with open(self.path(step["write"]), "w", encoding="utf-8", newline="") as file:
            file.write(step["text"])
        if "age" in step:
            os.utime(file.name, (self.now / 1e9 - step["age"],) * 2)

    def do_mkdir(self, step):
        os.mkdir(self.path(step["mkdir"]))

    def do_rename(self, step):
        os.rename(*map(self.path, step["rename"]))

    def do_remove(self, step):
        os.remove(self.path(step["remove"]))

    def do_read(self, step):
        """The text of a file at this moment; nothing where there is none."""
        path = pathlib.Path(self.path(step["read"]))
        return path.read_text(encoding="utf-8") if path.exists() else None

    def do_warn(self, step):
        warnings.simplefilter("always")
        warnings.warn_explicit(step["warn"], getattr(builtins, step["category"]), "app.py", 7)

    # Values: conformance/values.py's, and things of the scenario.

    def look_up(self, path):
        name, *attributes = path.split(".")
        if name not in self.things:
            raise NameError(f"nothing is called {name}")
        thing = self.things[name]
        for attribute in attributes:
            thing = getattr(thing, attribute)
        return thing

    def class_named(self, name):
        for module in (scenario_kinds, scenario_handlers, scenario_loggers, logging, logging.handlers, queue, builtins):
            if hasattr(module, name):
                return getattr(module, name)
        raise LookupError(name)

    def stream(self, name):
        self.streams.setdefault(name, scenario_kinds.Stream(name if name.startswith("<") else None))
        return self.streams[name]

    def path(self, name):
        return os.path.join(self.folder, name)

    def keywords(self, step):
        return {name: self.value(given) for name, given in step.get("kwargs", {}).items()}

    def values(self, given):
        return [self.value(each) for each in given]

    def value(self, given):
        if isinstance(given, list):
            return self.values(given)
        if not isinstance(given, dict):
            return given
        tag, content = next(iter(given.items()), ("", None))
        if len(given) != 1 or not tag.startswith("$"):
            return {name: self.value(item) for name, item in given.items()}
        tags = {
            "$": self.look_up,
            "$stream": self.stream,
            "$path": self.path,
            "$class": self.class_named,
            "$new": lambda made: self.class_named(made[0])(*self.values(made[1:])),
            "$error": lambda error: scenario_kinds.raised(self.class_named(error[0]), *self.values(error[1:])),
            "$tuple": lambda items: tuple(self.values(items)),
            "$set": lambda items: set(self.values(items)),
            "$dict": lambda pairs: {self.value(key): self.value(item) for key, item in pairs},
        }
        return (tags.get(tag) or DECODERS[tag])(content)


def main(file, *names):
    for scenario in json.loads(pathlib.Path(file).read_text(encoding="utf-8")):
        if not names or scenario["name"] in names:
            print(scenario["name"])
            print(json.dumps(play(scenario["steps"]), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
