# coding=latin-1
import os, sys

if sys.version_info[0] < 3:
    text = unicode
else:
    text = str

ROOT = os.path.normpath(os.path.join(os.path.dirname(__file__), ".."))
_level = {"production": "WARN", "test": "DEBUG"}.get(os.environ.get("APP_ENV", "test"), "INFO")
_handlers = ("console",)

LOGGING = {
    'version': 1,
    'handlers': {
        'console': {
            'class': 'logging.StreamHandler',
            'level': _level,
        },
    },
    'loggers': {
        '': {
            'handlers': list(_handlers),
            'level': _level,
            'propagate': not not _handlers,
        },
    },
    'text': text(u'é'),
}
LOGGING.setdefault('formatters', {}).setdefault('f', {})['format'] = '%s %s' % ('%(levelname)s', '%(message)s')
assert LOGGING
