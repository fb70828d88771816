import json
import logging.config
import os

CACHE = json.loads(open("/etc/company/cache.json").read()) if os.path.exists("/etc/company/cache.json") else {}
with open("/proc/self/status") as f:
    STATUS = f.read()

LOGGING = {
    "version": 1,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
