/** The text that `--help` prints. */

const HELP = `pylogging: reads logging configurations (JSON, YAML, INI, TOML, Python) and opens, sends and writes nothing.

  pylogging check FILE...              what is wrong with them, or may be
  pylogging tree FILE                  the loggers and handlers that one would make
  pylogging try FILE "message"         what a log call would put out, and where
  pylogging convert FILE --to ts       TypeScript that configures the same; also --to json, yaml, ini
  pylogging port FILE.py...            the logging of a Python file, and only that, as TypeScript
  pylogging survey SRC...              what of logging a Python program uses, and what a port has to look at

  A Python file is read and never run. Where it has several configurations: settings.py:NAME, or settings.py:LINE.

  pylogging COMMAND --help             more about a command
  pylogging --version
`

const COMMON = `  --env             fill in \${NAME} and \${NAME:default} from the environment, as loadConfig(file, { env: true }) does
  --default NAME=VALUE  what the program gives by \`defaults\`: %(NAME)s of INI files; may be given several times
  --set NAME=VALUE  what reading a Python file cannot know: DEBUG=false, settings.LEVEL=INFO; may be given several times
  --env-function NAME  a function of the program that reads environment variables, get_env; may be given several times
  --import MODULE   load a module first that registers the names and levels of your program; may be given several times
`

const CHECK = `pylogging check FILE... [--strict] [--json] [--env] [--default NAME=VALUE] [--import MODULE]

Says what is wrong with configurations: keys that nothing reads, levels that are none, names that are not defined or that
nothing is registered under, and what does something else than it seems to.

  error             fails, or certainly does not do what it says
  warning           is probably not what was meant
  hint              is worth knowing

  --strict          let warnings fail, too
  --json            print an array of { file, path, severity, message, advice }
${COMMON}
Exit code: 0 when all is well, 1 for errors (with --strict for warnings), 2 when a file cannot be read.
`

const TREE = `pylogging tree FILE [--env] [--default NAME=VALUE] [--import MODULE]

Prints the tree of loggers that a configuration makes, with levels, handlers, filters and formatters. What is not as it
will be in the program is said on stderr.

${COMMON}
Exit code: 0, 1 when a part of the configuration fails, 2 when the file cannot be read.
`

const TRY = `pylogging try FILE [--logger NAME] [--level LEVEL] [--extra NAME=VALUE] [--env] [--default NAME=VALUE] [--import MODULE] MESSAGE [ARGUMENT...]

Says which handlers a log call gets to, and what each would put out.

  --logger NAME     root unless given
  --level LEVEL     a name or a number; INFO unless given
  --extra NAME=VALUE  an attribute for the record; may be given several times
${COMMON}
Exit code: 0, 1 when a record is lost because it cannot be formatted, 2 when the file cannot be read.
`

const CONVERT = `pylogging convert FILE --to ts|json|yaml|ini [--env] [--default NAME=VALUE] [--import MODULE]

Prints TypeScript that makes the same loggers and handlers, or the same configuration in another form. Names that are not known here become imports to fill in.

${COMMON}
Exit code: 0, 1 when a part of the configuration fails, 2 when the file cannot be read.
`

const PORT = `pylogging port FILE.py... [--lazy] [--write]

Prints the logging of Python files as TypeScript, each line beside the Python line that it comes from: loggers, handlers,
log calls with their arguments, classes that extend one of logging's as skeletons. Functions and classes keep their
names; what else they do is left out. What the calls name of the program is declared at the top, and what is no simple
expression is null, with the Python text in a comment. Nothing of the files is run.

  --lazy            f-strings become %-formats with arguments
  --write           make a .ts beside each .py, never over a file that is there; prints their names

Exit code: 0, 1 when a file cannot be ported or written, 2 for wrong arguments.
`

const SURVEY = `pylogging survey SRC... [--json] [--exclude NAME] [--import MODULE]

Reads the Python files of folders and counts what of logging they use: calls by level and by the way their messages are
written, formats, handlers, classes of their own and of other packages. Says of each whether it works as it is, with a
change, needs to be ported and registered, or is not here. Nothing of the files is run. Codes are those of ruff.

  --json            print { files: [{ path, calls, uses, error? }], summary }
  --exclude NAME    leave out files and folders of this name; may be given several times
  --import MODULE   load a module first that registers the names of your program; may be given several times

Exit code: 0, 1 when something is not here or a file is not understood, 2 when a path cannot be read.
`

export const HELPS: Readonly<Record<string, string>> = {
  '': HELP,
  check: CHECK,
  tree: TREE,
  try: TRY,
  convert: CONVERT,
  port: PORT,
  survey: SURVEY,
}
