/**
 * The floors of each package, the top one first. A file imports files of its own room and of lower floors, never of a
 * higher floor and never of another room on the same one. `pnpm check` holds the code to it.
 *
 *   'model/'      a room: a folder of src, which is one idea
 *   'index.ts'    a door: an entry point, or what the package's name stands for
 */
export const PLAN = {
  'packages/core': [
    { 'cli.ts': 'the command as a program' },
    { 'cli/': 'the command pylogging: checks, shows, tries and converts configurations' },
    { 'port/': 'the logging of a Python file as TypeScript' },
    { 'survey/': 'what of logging a Python program uses' },
    {
      'config.ts': 'what @pylogging/core/config exports',
      'handlers.ts': 'what @pylogging/core/handlers exports',
      'opentelemetry.ts': 'what @pylogging/core/opentelemetry exports',
      'queue.ts': 'what @pylogging/core/queue exports',
      'testing.ts': 'what @pylogging/core/testing exports',
      'third-party.ts': 'what @pylogging/core/third-party exports',
    },
    { 'index.ts': 'what @pylogging/core exports' },
    { 'marks/': 'log calls whose place a build step has written into the program' },
    { 'config/': 'dictConfig, fileConfig, listen, watchConfig: configurations are read and applied' },
    {
      'opentelemetry/': "records for OpenTelemetry's logs API, and the ids of traces in records",
      'python-source/': 'Python files: the configuration in one is found and evaluated, and nothing is run',
    },
    { 'python/': "Python's values, names and expressions as configurations have them" },
    {
      'testing/': "records that tests look at, pytest's caplog, and the kits for authors of handlers and queues",
      'third-party/': 'classes of Python packages that configurations name: python-json-logger, colorlog, rich, django',
    },
    { 'module/': "Python's module as an object, its functions that log on root, basicConfig, captureWarnings" },
    {
      'inspection/': 'describe and explain: what is configured, and why a record comes out or not',
      'receiver/': 'SocketReceiver: records that other processes send',
    },
    { 'handlers/': "Python's handlers: streams, files, rotated files, the network, memory, queues" },
    { 'pickle/': "a record as Python's pickle, written and read" },
    { 'model/': 'loggers, the base of handlers, filters, adapters, the tree, and the way of a log call to its record' },
    {
      'encodings/': "Python's encodings and what they do with characters that they do not have",
      'queues/': 'queues between threads and processes, and who reads them',
      'transport/': 'connections that a worker thread owns: bytes go out while the program does something else',
      'warnings/': "Python's warnings module",
    },
    { 'ground/': 'errors and their advice, sys.stdout and sys.stderr, a text written so that it is there at exit' },
  ],
  'packages/formatter': [
    { 'load-hooks.ts': 'the thread in which older Nodes run the hooks of a loader' },
    {
      'build.ts': 'what @pylogging/formatter/build exports',
      'index.ts': 'what @pylogging/formatter exports',
      'register.ts': 'what `node --import @pylogging/formatter/register` runs',
      'testing.ts': 'what @pylogging/formatter/testing exports',
    },
    { 'build-time/': 'the places of log calls are written into sources, by bundlers and by a loader of Node' },
    { 'build-options.ts': 'the types of @pylogging/formatter/build' },
    { 'formatter.ts': 'Formatter: a record becomes text' },
    { 'styles/': 'the three styles of formats: %, { and $' },
    { 'dollar/': 'string.Template' },
    { 'brace/': 'str.format', 'record/': 'LogRecord, its fields, the names of levels' },
    { 'time/': 'strftime, localtime, gmtime' },
    {
      'percent/': 'the % operator: formats are read once and compiled',
      'call-site/': 'where a call stands, and tracebacks',
    },
    { 'python/': "Python's text of values, its errors, its way of passing arguments" },
    { 'ground/': 'bounded caches, and what is one per process' },
  ],
  'packages/rotator': [
    { 'index.ts': 'what @pylogging/rotator exports', 'testing.ts': 'what @pylogging/rotator/testing exports' },
    {
      'rotating-file.ts': 'a file that is rotated by size',
      'timed-rotating-file.ts': 'a file that is rotated by time',
    },
    { 'sharing/': 'one file that many processes write and any of them rotates' },
    { 'compression/': 'backups are compressed while others write, rotate and delete' },
    { 'backups/': 'names of backups, how many stay, what a killed process left' },
    { 'options/': 'the options of both files, checked' },
    { 'file/': 'the open file, its lock, what stands under a name', 'schedule/': 'when a rotation is due' },
    { 'world/': 'the calls of the system, work in the background, the end of the process, errors' },
  ],
}
