/**
 * The configuration in a Python file, read and never run.
 *
 *   LOGGING = {'version': 1, 'root': {'level': os.environ.get('LEVEL', 'INFO')}}
 *
 *   readPython('settings.py', …)     { version: 1, root: { level: 'INFO' } }
 *
 * A value that cannot be known by reading is asked for by its name, line and column.
 */
import { ValueError } from '../ground/errors.js'
import { Evaluator } from './evaluator.js'
import { type Found, findConfigurations } from './find-configurations.js'
import { finished } from './finish.js'
import { placeIn, sourceText } from './source-text.js'
import { kept } from './user-values.js'
import type { Unknown } from './values.js'

/** The information that the reader may use beside the file. */
export interface PythonOptions {
  /** The name or the line of the configuration, where the file has several. */
  readonly name?: string | null | undefined
  /** `os.environ`: the process's own unless given. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /** Values for names and expressions that cannot be known: `{ DEBUG: false }`. */
  readonly set?: Readonly<Record<string, unknown>> | undefined
  /** Functions of the program that read environment variables: `['get_env']`. */
  readonly envFunctions?: readonly string[] | undefined
}

/** The error for values that cannot be known by reading alone; its text says how to give them. */
export class NotKnown extends ValueError {
  readonly isNotKnown = true
}

/** @throws NotKnown; ValueError that says that there is no configuration, or several; UnicodeDecodeError, LookupError for the encoding */
export function readPython(path: string, bytes: Uint8Array, options: PythonOptions = {}): unknown {
  const evaluator = new Evaluator({
    env: options.env ?? process.env,
    set: new Map(Object.entries(options.set ?? {}).map(([name, value]) => [name, kept(value)])),
    helpers: new Set(options.envFunctions ?? []),
  })
  const { file, body } = evaluator.evaluate(path, sourceText(bytes))
  const found = findConfigurations(evaluator, file, body, options.name ?? null)
  const { value, unknown } = finished(theOne(found, path, options.name ?? null).value, evaluator.session)
  if (unknown.length > 0) throw new NotKnown(missingText(unknown, path))
  return value
}

function theOne(found: readonly Found[], path: string, name: string | null): Found {
  const [first, ...others] = found
  if (first === undefined) {
    throw new ValueError(
      name === null
        ? 'no logging configuration is found: no dict with a version and handlers, loggers or root, and no call of dictConfig\n  Name what is one: FILE.py:NAME.'
        : `there is no ${name} in it`,
    )
  }
  if (others.length === 0) return first
  const list = found.map((each) => (/^\d/.test(each.name) ? `line ${each.line}` : `${each.name} (line ${each.line})`))
  const shown = path.slice(path.lastIndexOf('/') + 1)
  throw new ValueError(`it has ${found.length} configurations: ${list.join(', ')}\n  Say which: ${shown}:${first.name}`)
}

function missingText(unknown: readonly Unknown[], path: string): string {
  const lines = unknown.map(({ name, file, span, reason }) => {
    const { line, column } = placeIn(file.text, span.from)
    const where = file.path === path ? `line ${line}, column ${column}` : `${file.path}, line ${line}, column ${column}`
    return `${where}: ${name} is not known by reading${reason === null ? '' : ` (${reason})`}; give it with --set ${quotedName(name)}=VALUE`
  })
  return lines.join('\n  ')
}

/** Returns a name as a shell takes it. */
function quotedName(name: string): string {
  return /^[\w.]+$/.test(name) ? name : `'${name.replaceAll("'", `'"'"'`)}'`
}
