"""TimedRotatingFileHandler.getFilesToDelete: which of the names in a folder are backups too many, oldest first.

Names that end in .1, .2 and so on are backups of ours and foreign files to CPython; none occurs here.
"""

import datetime
import logging.handlers
import os
import random
import shutil
import tempfile

FORMATS = {"S": "%Y-%m-%d_%H-%M-%S", "M": "%Y-%m-%d_%H-%M", "H": "%Y-%m-%d_%H", "D": "%Y-%m-%d", "MIDNIGHT": "%Y-%m-%d", "W0": "%Y-%m-%d"}

# The same in the test that reads this.
NAMERS = {
    "suffix": lambda name: name + ".gz",
    "prefix": lambda name: os.path.join(os.path.dirname(name), "old-" + os.path.basename(name)),
    "swap": lambda name: name.replace("app.log.", "app-") + ".log",
    "digits": lambda name: name.replace("app.log.", "app.log.2020-01-01."),
    "same": lambda name: name,
}


def names(generator, form, namer):
    start = datetime.datetime(2026, 1, 1)
    dates = [start + datetime.timedelta(seconds=generator.randrange(0, 400 * 86400)) for _ in range(generator.randint(0, 12))]
    for date in dates:
        name = "app.log." + date.strftime(form)
        kind = generator.choice(["own"] * 6 + ["other", "longer", "digit", "plain", "gz", "short"])
        if kind == "own":
            yield NAMERS[namer](name) if namer else name
        elif kind == "other":
            yield name.replace("app.log", generator.choice(["app.logs", "xapp.log", "app", "app.log.err"]))
        elif kind == "longer":
            yield name + generator.choice([".txt", "-", "_x", ".lock"])
        elif kind == "digit":
            yield generator.choice(["app.log.1" + date.strftime(form), name + "0"])
        elif kind == "plain":
            yield name
        elif kind == "gz":
            yield name + ".gz"
        else:
            yield name[:-1]
    yield from generator.sample(["app.log", "app.log.lock", "notes.txt", ".app.log.swp"], 2)


def cases():
    generator = random.Random("retention")
    folder = tempfile.mkdtemp()
    try:
        for number in range(330):
            when = generator.choice(list(FORMATS))
            namer = generator.choice([None, None, *NAMERS])
            count = generator.choice([1, 1, 2, 3, 5]) if number < 300 else -(number % 2)
            there = sorted(set(names(generator, FORMATS[when], namer)))
            place = os.path.join(folder, str(number))
            os.mkdir(place)
            for name in there:
                open(os.path.join(place, name), "w").close()
            handler = logging.handlers.TimedRotatingFileHandler(os.path.join(place, "app.log"), when=when, backupCount=count, delay=True)
            handler.namer = NAMERS[namer] if namer else None
            expect = [os.path.basename(path) for path in handler.getFilesToDelete()]
            given = {"when": when, "backupCount": count, "names": there, **({"namer": namer} if namer else {})}
            yield {"why": f"listing {number}: {when}, {count} kept" + (f", namer {namer}" if namer else ""), "input": given, "expect": expect}
    finally:
        shutil.rmtree(folder)
