import logging

import mailer

mailer.send("silent@example.com")

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
mailer.send("ann@example.org")

logging.getLogger("mailer").setLevel(logging.ERROR)
mailer.send("bob@example.com")
