/**
 * What is compared: groups of cases, each case a program of this folder with its arguments. The first case of a group
 * with ratios is its floor.
 *
 * `rounds` is the most that make sense of a group: what does not vary, or takes minutes, is measured once.
 */
import { growth, installation, keptAtExit, memory, perCall, perRotation, perWriters, withLost } from './tables.mjs'

const OURS = '@pylogging/core'
const PYTHON = 'CPython 3.13'

/** What every library can do somehow. A logger whose lines are JSON has it in its name. */
const LIBRARIES = {
  [`${OURS} FileHandler`]: 'ours/ours',
  'pino, JSON': 'pino/json',
  'log4js file, a stream': 'log4js/stream',
  'winston File, a stream': 'winston/stream',
  'tslog file transport, a stream': 'tslog/stream',
  'LogTape stream sink': 'logtape/stream',
  'LogTape file sink, fsync': 'logtape/synced',
  'bunyan into a stream, JSON': 'bunyan/json',
}
const LIMITS = { 'bare writeSync': 'limits/bare', 'written by hand': 'limits/handWritten' }
const SYNC = { 'log4js fileSync': 'log4js/sync' }
const ROARR = { 'roarr to stdout, JSON': 'roarr/json' }
const CPYTHON = { [PYTHON]: 'cpython' }

const ROTATING = {
  [`${OURS} RotatingFileHandler`]: 'ours/ours',
  'pino with pino-roll, JSON': 'pino/worker',
  'winston File': 'winston/stream',
  'log4js file': 'log4js/stream',
  'LogTape rotating file sink, fsync': 'logtape/synced',
  [`${PYTHON} RotatingFileHandler`]: 'cpython',
}

const PACKAGES = {
  [OURS]: '@pylogging/core',
  '@pylogging/formatter alone': '@pylogging/formatter',
  '@pylogging/rotator alone': '@pylogging/rotator',
  pino: 'pino',
  winston: 'winston',
  log4js: 'log4js',
  tslog: 'tslog',
  '@logtape/logtape with @logtape/file': '@logtape/logtape,@logtape/file',
  bunyan: 'bunyan',
  roarr: 'roarr',
}

const TREES = {
  'info(), one logger': [
    'info(), one of 100,000 loggers',
    'info(), a name of twenty parts, of which no other was asked for',
  ],
  'debug() that is off, one logger': [
    'debug() that is off, one of 100,000 loggers',
    'debug() that is off, twenty loggers deep',
  ],
  'getLogger(), one logger': ['getLogger(), one of 100,000 loggers'],
}

/** What may bend as it grows: the work of curves.mjs, and its sizes by name. */
const CURVES = {
  'curve: tracebacks through source files': ['tracebacks', { '32 files': 32, '40 files': 40 }],
  'curve: call sites in turn': ['callSites', { '4,000 call sites': 4000, '5,000 call sites': 5000 }],
  'curve: formats of dates in turn': ['dateFormats', { '32 formats': 32, '40 formats': 40 }],
  'curve: formats of messages in turn': ['formats', { '1,000 formats': 1000, '1,100 formats': 1100 }],
  'curve: setLevel': ['setLevel', { '1,000 loggers': 1000, '200,000 loggers': 200_000 }],
  'curve: extra, per field': ['extra', { '10 fields': 10, '200 fields': 200 }],
  'curve: extra in JSON, per field': ['extraInJson', { '10 fields': 10, '200 fields': 200 }],
  'curve: an object as the last argument, per key': [
    'keys',
    { '10 keys': 10, '1,000 keys': 1000, '100,000 keys': 100_000 },
  ],
  'curve: a mapping as the only argument': ['mapping', { '10 keys': 10, '100,000 keys': 100_000 }],
}

export const GROUPS = [
  {
    title: 'a line into a file',
    cases: rivals('line', {
      ...LIMITS,
      ...LIBRARIES,
      [`${OURS} TimedRotatingFileHandler`]: 'ours/oursTimed',
      [`${OURS} RotatingFileHandler`]: 'ours/oursSized',
      [`${OURS} TimedRotatingFileHandler, a look per record`]: 'ours/oursTimedAlways',
      ...SYNC,
      ...ROARR,
      ...CPYTHON,
    }),
    isMain: true,
    isDrawn: true,
    isRace: true,
  },
  {
    title: 'a line with file, line and function',
    cases: rivals('site', {
      'bare writeSync': 'limits/bare',
      'written by hand with captureStackTrace': 'limits/handWritten',
      [`${OURS} FileHandler`]: 'ours/ours',
      [`${OURS} FileHandler, marked at build time`]: 'ours-marked/marked',
      'log4js file, a stream': 'log4js/stream',
      ...SYNC,
      'tslog file transport, a stream, no function': 'tslog/stream',
      ...CPYTHON,
    }),
    note: 'pino, winston, LogTape and roarr look for no caller; bunyan 2.0.5 with `src: true` writes an empty one.',
    isMain: true,
    isDrawn: true,
    isRace: true,
  },
  {
    title: 'a line kept in memory first',
    cases: rivals('buffered', {
      'a loop of 64 KiB chunks': 'limits/bare',
      'written by hand': 'limits/handWritten',
      [`${OURS} bufferBytes: 65536`]: 'ours/ours',
      'pino, sync: false, minLength: 4096, JSON': 'pino/json',
      'pino in a worker thread, JSON': 'pino/worker',
      'LogTape stream sink, highWaterMark: 65536': 'logtape/stream',
      'LogTape file sink, bufferSize: 65536, fsync': 'logtape/synced',
      [`${PYTHON} MemoryHandler of 1000 records`]: 'cpython',
    }),
    note: 'The streams of the first table keep lines in memory too.',
    isMain: true,
    isRace: true,
  },
  {
    title: 'a level that is off',
    cases: rivals('off', {
      'an empty method': 'limits/bare',
      [OURS]: 'ours/ours',
      [`${OURS}, marked at build time`]: 'ours-marked/marked',
      pino: 'pino/json',
      winston: 'winston/stream',
      log4js: 'log4js/stream',
      tslog: 'tslog/stream',
      LogTape: 'logtape/synced',
      bunyan: 'bunyan/json',
      'roarr, all levels off': 'roarr/json',
      ...CPYTHON,
    }),
    isMain: true,
    isRace: true,
  },
  {
    title: "'a.b.c.d' into the files of two ancestors",
    cases: rivals('twoFiles', {
      'bare writeSync into one': 'limits/bare',
      'bare writeSync into two': 'limits/bareTwice',
      'written by hand into two': 'limits/handWritten',
      ...LIBRARIES,
      ...CPYTHON,
    }),
    note: 'LogTape, log4js and CPython have a tree of names; pino, winston, tslog and bunyan write to two targets of one logger. roarr has one target.',
    isMain: true,
    isRace: true,
  },
  {
    title: 'a JSON line',
    cases: rivals('json', {
      ...LIMITS,
      ...LIBRARIES,
      [`${OURS} JsonFormatter`]: 'ours/oursJsonFormatter',
      ...ROARR,
      ...CPYTHON,
    }),
    note: 'FileHandler and CPython have a formatter of four lines, written by hand. Time, level, logger and message; pino and bunyan add process and host.',
    isRace: true,
    isDrawn: true,
  },
  ...[1, 4, 16].map((writers) => ({
    title: `rotated by size, ${writers === 1 ? 'one process' : `${writers} processes`}, per line of all`,
    cases: Object.entries(ROTATING).map(([name, library]) => ({ name, program: 'rotation', args: [writers, library] })),
    note: '`died`: processes that ended by an error of their logger. No line is deleted: there are backups enough.',
    table: perWriters,
    isRace: true,
    isDrawn: writers === 4,
  })),
  {
    title: 'lines of 10,000 after process.exit()',
    cases: rivals('exit', { ...LIBRARIES, ...SYNC, ...ROARR }),
    isOfExit: true,
    rounds: 1,
    table: keptAtExit,
  },
  {
    title: 'import',
    cases: [
      { name: 'an empty program', program: 'installed', args: ['import', ''] },
      ...Object.entries(PACKAGES).map(([name, list]) => ({ name, program: 'installed', args: ['import', list] })),
      { name: `${PYTHON} logging and logging.handlers`, program: 'installed', args: ['import', 'cpython'] },
    ],
    table: (rows) => perCall(rows, { unit: 'Ms', label: 'ms' }),
  },
  {
    title: 'short programs: import and a hundred lines',
    cases: [
      { name: 'pino, JSON', program: 'short', args: ['pino.mjs'] },
      { name: `${OURS} basicConfig`, program: 'short', args: ['basic.mjs'] },
      { name: `${OURS} dictConfig`, program: 'short', args: ['dict.mjs'] },
      { name: `${PYTHON} basicConfig`, program: 'short', args: ['basic.py'] },
      { name: `${PYTHON} dictConfig`, program: 'short', args: ['dict.py'] },
      { name: 'an empty program of Node', program: 'short', args: ['empty.mjs'] },
    ],
    note: 'The floor is pino; each is the median of 15 processes, the start of the interpreter included.',
    table: (rows) => perCall(rows, { unit: 'Ms', label: 'ms' }),
    isRace: true,
  },
  {
    title: 'installed size, with dependencies',
    cases: Object.entries(PACKAGES).map(([name, list]) => ({ name, program: 'installed', args: ['size', list] })),
    rounds: 1,
    table: installation,
  },
  {
    title: 'memory over ten million records',
    cases: [
      ...rivals('memory', {
        ...LIMITS,
        [`${OURS} FileHandler`]: 'ours/ours',
        'pino, JSON': 'pino/json',
        'LogTape stream sink': 'logtape/stream',
        'bunyan into a stream, JSON': 'bunyan/json',
        ...ROARR,
      }),
      ...rivals('memory-of-a-million', {
        'log4js file, one million': 'log4js/stream',
        'log4js fileSync, one million': 'log4js/sync',
        'winston File, one million': 'winston/stream',
        'tslog file transport, one million': 'tslog/stream',
        [`${PYTHON}, one million`]: 'cpython',
      }),
    ],
    note: 'The event loop gets a turn every 500 lines. LogTape with fsync would take hours.',
    rounds: 1,
    table: memory,
  },
  {
    title: 'formatting, each text flattened as a write would',
    cases: own('measure', [
      'template literal with a cached time',
      'Formatter.format',
      'Formatter.format, text not read',
      'CPython 3.13, Formatter.format',
    ]),
  },
  {
    title: 'formatting with widths: %(levelname)-8s %(lineno)5d %(msecs)03d',
    cases: own('measure', [
      'padStart and padEnd by hand',
      'Formatter.format, padded',
      'CPython 3.13, Formatter.format, padded',
    ]),
  },
  {
    title: 'a record into a queue',
    cases: own('measure', [
      'new LogRecord',
      'QueueHandler.emit',
      'QueueHandler.emit to a MessagePortQueue',
      'CPython 3.13, QueueHandler.emit',
    ]),
  },
  { title: 'call site', cases: own('measure', ['captureStackTrace, limit 1', 'captureCallSite']) },
  {
    title: 'a ready text into a rotated file',
    cases: own('rotator', [
      'bare writeSync of 121 bytes',
      'TimedRotatingFile, a look every ms',
      'the same, told the time of the record',
      'TimedRotatingFile, a look per record',
      'RotatingFile, a look every ms',
      'RotatingFile, a look per record',
    ]),
  },
  {
    title: 'four processes flat out on one file, per line of all four',
    cases: own('four-writers', [
      'four bare writeSync loops',
      'TimedRotatingFile',
      'TimedRotatingFile, rotated every second',
      'TimedRotatingFile, a look per record, rotated every second',
      'TimedRotatingFileHandler, logger.info',
      'TimedRotatingFileHandler, logger.info, rotated every second',
      'CPython 3.13 TimedRotatingFileHandler, logger.info',
      'CPython 3.13 TimedRotatingFileHandler, logger.info, rotated every second',
      'CPython 3.13, a lock per record, logger.info',
    ]),
    table: withLost,
  },
  {
    title: 'a record to a receiver on loopback',
    cases: own('network', [
      'SocketHandler',
      'SocketHandler, marked at build time',
      'SocketHandler, what the log calls take',
      'SocketHandler without call sites',
      'CPython 3.13 SocketHandler',
      'CPython 3.13 SocketHandler without call sites',
    ]),
  },
  ...['info(), one logger', 'debug() that is off, one logger', 'getLogger(), one logger'].map((floor) => ({
    title: `the size of the tree: ${floor.split(',')[0]}`,
    cases: own('tree', [floor, ...TREES[floor]]),
  })),
  ...Object.entries(CURVES).map(([title, [work, sizes, note]]) => ({ title, cases: curves(work, sizes), note })),
  {
    title: 'curve: a line of a megabyte, per byte',
    cases: [
      { name: 'bare writeSync, ASCII', program: 'curves', args: ['bare', 0] },
      { name: `${OURS} FileHandler, ASCII`, program: 'curves', args: ['file', 0] },
      { name: 'bare writeSync, Chinese', program: 'curves', args: ['bare', 1] },
      { name: `${OURS} FileHandler, Chinese`, program: 'curves', args: ['file', 1] },
    ],
  },
  together('processes, rotated by size', 'ours/ours'),
  together('processes, rotated every second', 'ours/oursTimed'),
  alone('bytes of a record', 'length', [50, 500, 4096, 65_536]),
  alone('handlers', 'handlers', [1, 2, 4, 8]),
  alone('loggers', 'loggers', [1, 100, 10_000, 100_000]),
  alone('backups in the folder', 'backups', [0, 100, 1000, 10_000]),
  {
    title: 'one rotation',
    cases: own('rotator', ['1,000 old backups, all kept', '1,000 old backups, one deleted each time']),
    table: perRotation,
  },
  {
    title: 'growth over 10,000 rotations',
    cases: own('rotator', ['TimedRotatingFile', 'RotatingFile']),
    rounds: 1,
    table: growth,
  },
]

/** Works of rivals/, by name and library. */
function rivals(work, libraries) {
  return Object.entries(libraries).map(([name, library]) => ({ name, program: 'rival', args: [work, library] }))
}

/** Two sizes of one work, or more, the first the floor. */
function curves(work, sizes) {
  return Object.entries(sizes).map(([name, size]) => ({ name, program: 'curves', args: [work, size] }))
}

/** Ours beside the bare loop, at each size. */
function growing(axis, sizes, caseOf) {
  const cases = ['bare', 'ours'].flatMap((kind) => {
    return sizes.map((x) => ({ name: `${kind}, ${x.toLocaleString('en')}`, kind, x, ...caseOf(kind, x) }))
  })
  return { title: `growth: ${axis}`, axis, cases, rounds: 1 }
}

function alone(axis, what, sizes) {
  return growing(axis, sizes, (kind, x) => ({ program: 'growth', args: [what, kind, x] }))
}

function together(axis, library) {
  return growing(axis, [1, 2, 4, 8, 16], (kind, x) => ({
    program: 'rotation',
    args: [x, kind === 'ours' ? library : 'limits/bare'],
  }))
}

/** Cases of a program of ours, which are their own arguments. */
function own(program, names) {
  return names.map((name) => ({ name, program, args: [name] }))
}
