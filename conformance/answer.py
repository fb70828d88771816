#!/usr/bin/env python3
"""Answers as CPython does, a line of JSON for each line of JSON: the other side of scripts/fuzz.mjs and
scripts/fuzz-programs.mjs.

    ["percent", format, values]      format % values; values as topics/percent.py has them
    ["brace", format, values]        format.format(...); values as topics/brace.py has them
    ["dollar", format, values]       string.Template(format).substitute(values)
    ["strftime", format, zone, seconds, utc]
    ["program", steps]               what comes of the steps of scenarios/README.md

The answer is {"expect": text} or {"error": [type, text]}; "departure" in it says why ours may answer differently.
"""

import json
import os
import string
import sys
import time

from run_scenarios import play
from topics.strftime import EPOCH, REPEATED
from values import decode, outcome


def percent(form, values):
    arguments = tuple(map(decode, values)) if isinstance(values, list) else decode(values)
    return outcome(lambda: form % arguments)


def brace(form, values):
    arguments = decode(values)
    if isinstance(arguments, dict):
        return outcome(lambda: form.format(**arguments))
    return outcome(lambda: form.format(*arguments))


def dollar(form, values):
    return outcome(string.Template(form).substitute, decode(values))


def strftime(form, zone, seconds, utc):
    os.environ["TZ"] = zone
    time.tzset()
    time.mktime(time.localtime(0))  # %s in a repeated hour depends on the offset that mktime found last
    answer = outcome(lambda: time.strftime(form, (time.gmtime if utc else time.localtime)(seconds)))
    if EPOCH.search(form) and time.strftime("%s", time.localtime(seconds)) != str(int(seconds // 1)):
        answer["departure"] = REPEATED
    return answer


def program(steps):
    return outcome(play, steps)


ENGINES = {"percent": percent, "brace": brace, "dollar": dollar, "strftime": strftime, "program": program}

if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")
    for line in sys.stdin:
        engine, *given = json.loads(line)
        print(json.dumps(ENGINES[engine](*given)), flush=True)
