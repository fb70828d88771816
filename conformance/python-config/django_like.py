# -*- coding: utf-8 -*-
from __future__ import unicode_literals

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent
PROJECT = os.path.dirname(os.path.abspath(__file__))
SECRET_KEY = os.environ["SECRET_KEY"] if "SECRET_KEY" in os.environ else "unsafe"
DEBUG = os.environ.get("DEBUG", "false").lower() in ("1", "true", "yes")
INSTALLED_APPS = ["django.contrib.admin", "shop"]
ALLOWED_HOSTS = os.environ.get("HOSTS", "a.example,b.example").split(",")
LOG_DIR = BASE_DIR / "logs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "require_debug_false": {"()": "django.utils.log.RequireDebugFalse"},
        "require_debug_true": {"()": "django.utils.log.RequireDebugTrue"},
    },
    "formatters": {
        "verbose": {
            "format": "%(levelname)s %(asctime)s %(module)s "
            "%(process)d %(thread)d %(message)s"
        },
        "simple": {"format": "{levelname} {message}", "style": "{"},
    },
    "handlers": {
        "console": {"level": "DEBUG" if DEBUG else "INFO", "class": "logging.StreamHandler", "formatter": "verbose"},
        "mail_admins": {
            "level": "ERROR",
            "filters": ["require_debug_false"],
            "class": "django.utils.log.AdminEmailHandler",
        },
        "file": {
            "level": "INFO",
            "class": "logging.handlers.TimedRotatingFileHandler",
            "filename": LOG_DIR / "shop.log",
            "when": "midnight",
            "backupCount": 14,
            "encoding": "utf-8",
        },
        "old": {"class": "logging.FileHandler", "filename": os.path.join(PROJECT, "old.log")},
    },
    "root": {"level": "INFO", "handlers": ["console"]},
    "loggers": {
        "django.request": {"handlers": ["mail_admins"], "level": "ERROR", "propagate": True},
        "django.security.DisallowedHost": {"level": "ERROR", "handlers": ["console", "mail_admins"], "propagate": True},
    },
}

for app in INSTALLED_APPS:
    LOGGING["loggers"][app.split(".")[0]] = {"handlers": ["console", "file"], "level": "DEBUG" if DEBUG else "INFO"}

if not DEBUG:
    del LOGGING["handlers"]["old"]
