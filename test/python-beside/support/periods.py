"""Reads files and schedules as JSON, and says when each file's period ends and what its backup is to be called."""
import datetime
import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "examples" / "python-beside"))
from pylogging_rotation import SharedTimedRotatingFileHandler  # noqa: E402

answers = []
for asked in json.load(sys.stdin):
    os.environ["TZ"] = asked["zone"]
    time.tzset()
    at = datetime.time.fromisoformat(asked["atTime"]) if "atTime" in asked else None
    handler = SharedTimedRotatingFileHandler(asked["path"], asked["when"], asked["interval"], atTime=at)
    answers.append([handler.rolloverAt, handler._name_for(asked["path"], os.stat(asked["path"]))])
    handler.close()
json.dump(answers, sys.stdout)
