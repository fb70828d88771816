"""RotatingFileHandler: what is in the folder after a sequence of records.

One case is a file of maxBytes and backupCount, the files that were there before, and the messages that are logged, each
with the handler's terminator, for which one character counts; expect is every file's text by name. A record's time does not matter here.
"""

import logging
import logging.handlers
import os
import random
import shutil
import tempfile

ALPHABETS = ["abc xyz", "äöü", "€漢字", "😀🎉", "aé€😀"]


def answer(given):
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, "app.log")
    try:
        for name, text in given.get("before", {}).items():
            with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
                file.write(text)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=given["maxBytes"], backupCount=given["backupCount"], encoding="utf-8", delay=given["delay"]
        )
        if given.get("namer") == "suffix":
            handler.namer = lambda name: name + ".old"
        if given.get("namer") == "prefix":
            handler.namer = lambda name: os.path.join(os.path.dirname(name), "old-" + os.path.basename(name))
        handler.terminator = given.get("terminator", "\n")
        due = []
        for text in given["texts"]:
            if text is None:
                handler.doRollover()
                continue
            record = logging.makeLogRecord({"msg": text})
            due.append(bool(handler.shouldRollover(record)))
            handler.emit(record)
        handler.close()
        files = {}
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
                files[name] = file.read()
        return {"due": due, "files": files}
    finally:
        shutil.rmtree(folder)


def text(generator, number):
    alphabet = generator.choice(ALPHABETS)
    return f"{number}" + "".join(generator.choice(alphabet) for _ in range(generator.choice([0, 1, 3, 8, 20, 60])))


def cases():
    yield from chains()
    generator = random.Random("terminators")
    for number in range(60):
        terminator = generator.choice(["", "\r\n", "\0", "--\n", "😀\n"])
        max_bytes, count = generator.choice([10, 20, 40, 64]), generator.choice([1, 2, 5])
        given = {"maxBytes": max_bytes, "backupCount": count, "delay": False, "terminator": terminator}
        given["texts"] = [text(generator, each) for each in range(generator.randint(2, 25))]
        yield {"why": f"terminator {number}: {terminator!a}, maxBytes {max_bytes}", "input": given, "expect": answer(given)}


def chains():
    generator = random.Random("size_rotation")
    for number in range(300):
        max_bytes = generator.choice([-1, 0, 1, 10, 20, 40, 40, 64, 64, 100, 100])
        count = generator.choice([-1, 0, 1, 1, 2, 2, 3, 3, 5, 11])
        given = {"maxBytes": max_bytes, "backupCount": count, "delay": generator.random() < 0.3}
        if generator.random() < 0.3:
            given["namer"] = generator.choice(["suffix", "prefix"])
        if generator.random() < 0.4:
            names = ["app.log"] + [f"app.log.{each}" for each in range(1, 7)] + ["app.log.x", "app.log.01"]
            given["before"] = {name: f"before in {name}\n" for name in names if generator.random() < 0.5}
        given["texts"] = [text(generator, each) for each in range(generator.randint(1, 25))]
        # A rollover of nothing moves the backups up all the same in CPython, and leaves no number 1.
        if generator.random() < 0.2:
            given["texts"].insert(generator.randint(1, len(given["texts"])), None)
        why = f"chain {number}: maxBytes {max_bytes}, backupCount {count}"
        yield {"why": why, "input": given, "expect": answer(given)}
