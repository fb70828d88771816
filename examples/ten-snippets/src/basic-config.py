import logging

logging.basicConfig(level=logging.INFO)
logging.info("listening on port %d", 8080)
logging.debug("not shown")
logging.warning("disk is %.1f%% full", 91.25)

logging.basicConfig(filename="app.log", filemode="w", encoding="utf-8", level="DEBUG", force=True)
logging.debug("café opened by %s", "Zoë")
