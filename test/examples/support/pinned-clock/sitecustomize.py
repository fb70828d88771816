"""The clock of log records stands still; Python runs this file first of all where it lies on PYTHONPATH."""
import os
import time

time.time_ns = lambda: int(os.environ["PINNED_NANOSECONDS"])
