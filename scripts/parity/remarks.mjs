/**
 * What cannot be seen by looking: where a name does something else here, why one is not here, which ones are to come.
 *
 * A name stands for its members too. docs/differences.md has the reasons in full; here is what a reader of the table needs.
 */
export const DEPARTS = {
  'logging.LogRecord.thread': 'the number of the worker thread, 0 in the main one',
  'logging.LogRecord.threadName': 'the name of the worker thread, or what `setThreadName` says',
  'logging.LogRecord.processName': '`Process-N` in workers of node:cluster, or what `setProcessName` says',
  'logging.LogRecord.taskName': 'what `runTask` says',
  'logging.LogRecord.exc_info':
    'an array of three, where Python has a tuple; the traceback of an error is in the error itself',
  'logging.getLogRecordFactory': 'a function, never a class',
  'logging.Formatter.converter': 'takes seconds and gives a time tuple, as `localtime` and `gmtime` of this package do',
  'logging.Formatter.formatException': 'takes the three of `exc_info`; no `~~~^^^` marks',
  'logging.Handler.createLock': 'the lock only counts: a JavaScript thread needs none',
  'logging.Handler.acquire': 'the lock only counts',
  'logging.Handler.release': 'the lock only counts; releasing one that is not held is no error',
  'logging.Handler.handleError': 'takes the error as its second argument: there is no current exception',
  'logging.FileHandler.encoding':
    "shows 'utf-8' where 3.13 shows 'locale'; 78 encodings, docs/differences.md says which not",
  'logging.FileHandler.errors': "'namereplace' is a LookupError where it needs the name of a character",
  'logging.Manager.loggerDict': 'a Map',
  'logging.getLevelNamesMapping': 'gives a Map',
  'logging.Logger.exception': 'takes the Error at the end of the arguments',
  'logging.Logger.removeHandler': 'makes a new list of handlers, as 3.15 does',
  'logging.LoggerAdapter.exception': 'takes the Error at the end of the arguments',
  'logging.LoggerAdapter.process': 'gives an array; keywords of its own are passed as `kw({ … })`',
  'logging.exception': 'takes the Error at the end of the arguments',
  'logging.basicConfig': 'an option that is undefined counts as not given; has `formatter` of 3.15',
  'logging.captureWarnings': "logs Node's own warnings too",
  'logging.handlers.BaseRotatingHandler.rotate': 'asked under the lock that all processes share',
  'logging.handlers.RotatingFileHandler.doRollover':
    'where there is no file it does nothing; CPython shifts the backups',
  'logging.handlers.TimedRotatingFileHandler.doRollover': 'a name that is taken is never overwritten: NAME.1, NAME.2',
  'logging.handlers.TimedRotatingFileHandler.rolloverAt':
    'goes by the birth of the file, as the main branch of CPython does',
  'logging.handlers.TimedRotatingFileHandler.suffix': 'takes `%p` and the directives that are digits',
  'logging.handlers.TimedRotatingFileHandler.interval': '0 or less is a ValueError',
  'logging.handlers.MemoryHandler.flushLevel': "may be a level's name",
  'logging.handlers.SocketHandler.address': 'an array',
  'logging.handlers.SocketHandler.retryTime':
    'when the connection in the background is tried again; null where nothing is awaited',
  'logging.handlers.SocketHandler.makePickle': 'without the marks by which a pickle could refer back to its parts',
  'logging.handlers.NTEventLogHandler':
    'writes by `eventcreate`; elsewhere than on Windows the constructor throws. Not run on Windows by any test here.',
  'logging.handlers.QueueListener':
    'is no thread: handles records when its thread is idle, all at `stop()` and at exit',
  'logging.config.listen': 'gives an object with the methods of a thread; `ready.wait()` and `join()` are promises',
  'logging.config.fileConfig': 'reads the expressions of `args` as literals and evaluates nothing',
  'logging.config.BaseConfigurator.resolve':
    'knows the names of logging and those that `register` was told; imports nothing',
  'logging.config.BaseConfigurator.value_converters': 'read-only',
}

export const NOT_HERE = {
  'logging.currentframe': 'there are no frames to give; `findCaller` gives the call site',
  'logging.PercentStyle.validation_pattern': 'formats are read by a parser; `validate` is the same',
  'logging.config.ConvertingMixin': 'inside: `get`, `pop` and `item` of the containers do its work',
  'logging.config.ConvertingList.pop': 'inside: nothing takes from a list while it is configured',
  'logging.config.BaseConfigurator.CONVERT_PATTERN': 'inside, a regular expression of Python',
  'logging.config.BaseConfigurator.WORD_PATTERN': 'inside, a regular expression of Python',
  'logging.config.BaseConfigurator.DOT_PATTERN': 'inside, a regular expression of Python',
  'logging.config.BaseConfigurator.INDEX_PATTERN': 'inside, a regular expression of Python',
  'logging.config.BaseConfigurator.DIGIT_PATTERN': 'inside, a regular expression of Python',
  'logging.config.BaseConfigurator.importer': 'nothing is imported by name: `setResolver` takes a function that may',
  'logging.config.BaseConfigurator.as_tuple': 'inside: `tuple` makes one',
}

/** To come. Forgotten as soon as the name is there. */
export const PLANNED = []

/** Options that Python has gained since 3.13; no name was added up to 3.15.0rc1. */
export const SINCE_3_13 = [
  ['basicConfig(formatter=)', '3.15', 'works'],
  ['LoggerAdapter(merge_extra=True) with an extra of None', '3.14', 'works'],
  ['str(Filter("a")), <Filter (a)>', '3.15', 'works'],
]
