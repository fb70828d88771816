"""Not a configuration: what others import."""
LOG_FORMAT = "%(asctime)s %(name)s %(levelname)s %(message)s"
MAX_BYTES = 5 * 1024 * 1024
LEVELS = {"root": "INFO", "shop": "DEBUG"}
_private = 1
