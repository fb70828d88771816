/** `node handler.mjs OPTIONS FILE ID BEGIN SECONDS`: a logger with a TimedRotatingFileHandler of ours. */
import logging from '@pylogging/core'
import { flatOut } from './flat-out.mjs'

const [options, path, id, begin, seconds] = process.argv.slice(2)
const logger = logging.getLogger('shop.orders')
logger.addHandler(new logging.handlers.TimedRotatingFileHandler(path, JSON.parse(options)))
logger.setLevel('INFO')
flatOut((line) => logger.info(line.slice(0, -1)), { id, begin: Number(begin), seconds: Number(seconds) })
