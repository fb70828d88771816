"""TimedRotatingFileHandler: computeRollover and the backup's name that doRollover would take, over eight zones.

One case is one zone, `when`, interval and atTime with many sequences, each told by the instant at which it starts: expect
holds [rolloverAt, suffix, next] of each, where a rollover made exactly at rolloverAt takes the suffix and sets `next`.
"""

import datetime
import logging.handlers
import os
import random
import tempfile
import time

ZONES = [
    "UTC",
    "Europe/Paris",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Europe/Dublin",
    "Africa/Casablanca",
]

NEGATIVE = (
    "The zone's law calls its winter (Dublin) or its Ramadan (Casablanca) the exception, so tm_isdst is 1 where the "
    "clock is behind. CPython then corrects in the wrong direction and rotates at 23:00 or 02:00; ours keeps to the "
    "time of day that was asked for."
)

SCHEDULES = [("S", 1), ("S", 30), ("M", 1), ("M", 15), ("H", 1), ("H", 6), ("D", 1), ("D", 3), ("MIDNIGHT", 1), ("MIDNIGHT", 3)]
SCHEDULES += [(f"W{day}", 1) for day in range(7)] + [("W0", 2), ("W6", 3)]
AT_TIMES = [None, (0, 0, 0), (2, 30, 0), (12, 0, 0), (23, 59, 59)]

# What happens to clocks around here: Europe, America, Lord Howe, Ramadan, the turn of a year, a leap day. All of it past:
# of years to come, Node's zone data and the system's may know different laws.
EVENTS = ["2025-03-30 01:00", "2025-10-26 01:00", "2025-03-09 07:00", "2025-11-02 06:00", "2025-04-05 15:00"]
EVENTS += ["2025-10-04 15:30", "2025-02-23 02:00", "2025-04-06 02:00", "2024-12-31 23:59", "2024-02-29 12:00"]


class Handler(logging.handlers.TimedRotatingFileHandler):
    """Tells the name that it would take, and takes it not."""

    def rotation_filename(self, default_name):
        self.suffix_taken = default_name[len(self.baseFilename) + 1 :]
        return self.baseFilename


def moments(generator, count):
    moments = []
    for _ in range(count):
        event = datetime.datetime.fromisoformat(generator.choice(EVENTS)).replace(tzinfo=datetime.timezone.utc)
        hours = generator.choice([0, 1, 23, 24, 25, generator.uniform(-30, 30), generator.uniform(-200, 200)])
        moments.append(int(event.timestamp() + generator.choice([-1, 1]) * hours * 3600) + generator.choice([0, 0, -1, 1]))
    return moments


def answer(handler, moment):
    handler.rolloverAt = handler.computeRollover(moment)
    now, time.time = time.time, lambda: handler.rolloverAt
    try:
        rollover_at = handler.rolloverAt
        handler.doRollover()
    finally:
        time.time = now
    return [rollover_at, handler.suffix_taken, handler.rolloverAt]


def is_summer_by_offset(moment):
    """What tm_isdst would be if the larger of a zone's offsets were always the exception."""
    year = time.localtime(moment).tm_year
    firsts = [time.localtime(time.mktime((year, month, 1, 0, 0, 0, 0, 0, -1))).tm_gmtoff for month in range(1, 13)]
    return time.localtime(moment).tm_gmtoff > min(firsts)


def departs(zone, handler, moment, rollover_at):
    """Whether CPython looks at tm_isdst here, and finds it the other way round."""
    if zone not in ("Europe/Dublin", "Africa/Casablanca") or handler.utc:
        return False
    seen = [moment, rollover_at, rollover_at - handler.interval, rollover_at - 3600, rollover_at + 3600]
    flags = [time.localtime(each).tm_isdst for each in seen]
    return len(set(flags)) > 1 and flags != [int(is_summer_by_offset(each)) for each in seen]


def cases():
    generator = random.Random("rollover")
    folder = tempfile.mkdtemp()
    before = os.environ.get("TZ")
    for zone in ZONES:
        os.environ["TZ"] = zone
        time.tzset()
        for utc in (False, True) if zone in ("UTC", "America/New_York") else (False,):
            for when, interval in SCHEDULES:
                timed = when == "MIDNIGHT" or when[0] == "W"
                for at_time in AT_TIMES if timed else AT_TIMES[:1]:
                    yield from one(generator, folder, zone, utc, when, interval, at_time)
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()
    os.rmdir(folder)


def one(generator, folder, zone, utc, when, interval, at_time):
    handler = Handler(
        os.path.join(folder, "app.log"),
        when=when,
        interval=interval,
        utc=utc,
        delay=True,
        atTime=None if at_time is None else datetime.time(*at_time),
    )
    agreed, departed = [], []
    for moment in moments(generator, 8):
        expect = answer(handler, moment)
        rollover_at, _, following = expect
        first, second = departs(zone, handler, moment, rollover_at), departs(zone, handler, rollover_at, following)
        (departed if first or second else agreed).append([moment, *expect])
    handler.close()
    given = {"zone": zone, "utc": utc, "when": when, "interval": interval}
    if at_time is not None:
        given["atTime"] = "%02d:%02d:%02d" % at_time
    why = f"{interval} x {when} in {zone}" + (" by UTC" if utc else "") + (f" at {given['atTime']}" if at_time else "")
    for answers, extra in ((agreed, {}), (departed, {"departure": NEGATIVE})):
        if answers:
            moments_asked = [each[0] for each in answers]
            yield {"why": why, "input": {**given, "moments": moments_asked}, "expect": [each[1:] for each in answers], **extra}
