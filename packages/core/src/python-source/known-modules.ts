/**
 * Modules of Python that configurations use, and the three packages that read environment variables.
 *
 *   attributeOf('os.path', 'join')     a function that joins
 *   attributeOf('logging', 'INFO')     20
 *
 * A name of a module that is not in this table is unknown. Files are looked at (`os.path.exists`), never opened or
 * made.
 */
import { hostname, tmpdir } from 'node:os'
import { isClass, PythonTuple } from '@pylogging/formatter'
import { knownModule } from '../python/known-modules.js'
import { getAttribute } from '../python/python-attributes.js'
import { evaluate } from '../python/python-literal.js'
import { asRaised } from './builtins.js'
import { entriesOf } from './container-methods.js'
import { Copier } from './copier.js'
import { dumped } from './models.js'
import { joinPaths, pathText } from './operations.js'
import { absolutePath, expandUser, isThere, normalPath, resolved } from './paths.js'
import {
  type Arguments,
  Builtin,
  Environ,
  EnvironmentReader,
  Instance,
  ModuleValue,
  PythonPath,
  Reference,
  type Steps,
} from './values.js'

type Table = ReadonlyMap<string, unknown>

function builtin(name: string, compute: Builtin['call'], attributes?: Table): Builtin {
  return new Builtin(name, (given, steps) => asRaised(() => compute(given, steps)), attributes)
}

function paths(compute: (path: string) => unknown): (given: Arguments) => unknown {
  return ({ args }) => compute(pathText(args[0]))
}

function splitPath(path: string): [head: string, tail: string] {
  const at = path.lastIndexOf('/') + 1
  const head = path.slice(0, at)
  return [/^\/+$/.test(head) ? head : head.replace(/\/+$/, ''), path.slice(at)]
}

function splitExtension(path: string): [root: string, extension: string] {
  const match = /^(.*?[^/.][^/]*?|)(\.[^./]*)$/s.exec(path)
  return match?.[1] ? [match[1], match[2] ?? ''] : [path, '']
}

const OS_PATH: Table = new Map<string, unknown>([
  ['sep', '/'],
  ['pardir', '..'],
  ['curdir', '.'],
  [
    'join',
    builtin('join', ({ args }) => {
      return args.map(pathText).reduce((path, part) => {
        if (part.startsWith('/') || path === '') return part
        return path.endsWith('/') ? path + part : `${path}/${part}`
      })
    }),
  ],
  [
    'dirname',
    builtin(
      'dirname',
      paths((path) => splitPath(path)[0]),
    ),
  ],
  [
    'basename',
    builtin(
      'basename',
      paths((path) => splitPath(path)[1]),
    ),
  ],
  [
    'split',
    builtin(
      'split',
      paths((path) => new PythonTuple(splitPath(path))),
    ),
  ],
  [
    'splitext',
    builtin(
      'splitext',
      paths((path) => new PythonTuple(splitExtension(path))),
    ),
  ],
  ['abspath', builtin('abspath', paths(absolutePath))],
  ['realpath', builtin('realpath', paths(resolved))],
  ['normpath', builtin('normpath', paths(normalPath))],
  ['expanduser', builtin('expanduser', paths(expandUser))],
  [
    'isabs',
    builtin(
      'isabs',
      paths((path) => path.startsWith('/')),
    ),
  ],
  [
    'exists',
    builtin(
      'exists',
      paths((path) => isThere(path, null)),
    ),
  ],
  [
    'isfile',
    builtin(
      'isfile',
      paths((path) => isThere(path, 'file')),
    ),
  ],
  [
    'isdir',
    builtin(
      'isdir',
      paths((path) => isThere(path, 'folder')),
    ),
  ],
])

const NOTHING = builtin('nothing', () => null)

const OS: Table = new Map<string, unknown>([
  ['path', new ModuleValue('os.path', null)],
  ['environ', new Environ()],
  ['sep', '/'],
  ['linesep', '\n'],
  ['name', 'posix'],
  ['getcwd', builtin('getcwd', () => process.cwd())],
  [
    'fspath',
    builtin(
      'fspath',
      paths((path) => path),
    ),
  ],
  ['makedirs', NOTHING],
  ['mkdir', NOTHING],
])

const PLATFORMS: Readonly<Record<string, string>> = { linux: 'Linux', darwin: 'Darwin', win32: 'Windows' }

const SYS: Table = new Map<string, unknown>([
  ['stdout', new Reference('sys.stdout')],
  ['stderr', new Reference('sys.stderr')],
  ['__stdout__', new Reference('sys.__stdout__')],
  ['__stderr__', new Reference('sys.__stderr__')],
  ['platform', process.platform],
  ['maxsize', 2n ** 63n - 1n],
  ['path', []],
  ['version_info', new PythonTuple([3n, 13n, 0n, 'final', 0n])],
])

const PATH = builtin(
  'Path',
  ({ args }) => (args.length === 0 ? new PythonPath('') : joinPaths(args)),
  new Map<string, unknown>([
    ['cwd', builtin('cwd', () => new PythonPath(process.cwd()))],
    ['home', builtin('home', () => new PythonPath(expandUser('~')))],
  ]),
)

const PATHLIB: Table = new Map<string, unknown>(
  ['Path', 'PurePath', 'PosixPath', 'PurePosixPath'].map((name) => [name, PATH]),
)

const COPY: Table = new Map<string, unknown>([
  ['deepcopy', builtin('deepcopy', ({ args }, steps) => new Copier(steps).copy(args[0]))],
  [
    'copy',
    builtin('copy', ({ args: [value] }) =>
      value instanceof Map ? new Map(value) : Array.isArray(value) ? [...value] : value,
    ),
  ],
])

function isEmpty({ args, keywords }: Arguments): boolean {
  return args.length + keywords.size === 0
}

function strtobool({ args }: Arguments): unknown {
  return /^(y|yes|t|true|on|1)$/i.test(String(args[0])) ? 1n : 0n
}

const READER = (given: Arguments) =>
  new EnvironmentReader(new Map(entriesOf({ args: [], keywords: given.keywords }) as [string, unknown][]))

const MODULES: ReadonlyMap<string, Table> = new Map<string, Table>([
  ['os', OS],
  ['os.path', OS_PATH],
  ['posixpath', OS_PATH],
  ['sys', SYS],
  ['pathlib', PATHLIB],
  ['copy', COPY],
  ['dataclasses', new Map([['asdict', builtin('asdict', ({ args }, steps) => asDict(args[0], steps))]])],
  ['collections', new Map([['OrderedDict', builtin('OrderedDict', (given) => new Map(entriesOf(given)))]])],
  ['platform', new Map([['system', builtin('system', () => PLATFORMS[process.platform] ?? process.platform)]])],
  [
    'socket',
    new Map<string, unknown>([
      ['SOCK_STREAM', 1n],
      ['SOCK_DGRAM', 2n],
      ['gethostname', builtin('gethostname', () => hostname())],
    ]),
  ],
  ['tempfile', new Map([['gettempdir', builtin('gettempdir', () => tmpdir())]])],
  ['ast', new Map([['literal_eval', builtin('literal_eval', ({ args }) => literal(String(args[0])))]])],
  ['distutils.util', new Map([['strtobool', builtin('strtobool', strtobool)]])],
  ['environ', new Map([['Env', builtin('Env', READER, new Map([['read_env', NOTHING]]))]])],
  [
    'environs',
    new Map([
      ['Env', builtin('Env', READER)],
      ['env', new EnvironmentReader()],
    ] as [string, unknown][]),
  ],
  [
    'decouple',
    new Map<string, unknown>([
      ['config', new EnvironmentReader(new Map(), { castsDefault: true })],
      [
        'Csv',
        builtin('Csv', (given) =>
          isEmpty(given) ? builtin('list', ({ args }) => args[0]) : builtin('Csv', () => null),
        ),
      ],
    ]),
  ],
  [
    'dotenv',
    new Map([
      ['load_dotenv', NOTHING],
      ['find_dotenv', builtin('find_dotenv', () => '')],
    ]),
  ],
])

function asDict(value: unknown, steps: Steps): unknown {
  if (value instanceof Instance) return dumped(value, steps)
  throw new TypeError('asdict() should be called on dataclass instances')
}

/** Modules whose names only describe types. */
const TYPES = new Set(['typing', 'typing_extensions', 'types', '__future__', 'collections.abc'])

/** A value of a text that holds one. @throws ValueError */
function literal(text: string): unknown {
  return evaluate(text, () => {
    throw new TypeError('malformed node or string')
  })
}

/** Whether a module is one of these, or a package above one. */
export function isKnownModule(name: string): boolean {
  return MODULES.has(name) || TYPES.has(name) || isLogging(name)
}

function isLogging(name: string): boolean {
  return name === 'logging' || name === 'logging.handlers' || name === 'logging.config'
}

/** Returns the value that a module has under a name, undefined where that is not known. */
export function attributeOf(module: string, name: string): unknown {
  const inner = `${module}.${name}`
  if (module === 'os' && name === 'getenv') return undefined
  const own = MODULES.get(module)?.get(name)
  if (own !== undefined) return own
  if (isKnownModule(inner)) return new ModuleValue(inner, null)
  if (TYPES.has(module)) return new Reference(inner)
  return isLogging(module) ? ofLogging(module, name) : undefined
}

/** Numbers as they are; classes and functions by their names, as configurations have them. */
function ofLogging(module: string, name: string): unknown {
  // The names in logging.config depend on which modules the process has loaded.
  if (module === 'logging.config') return new Reference(`${module}.${name}`)
  const value = getAttribute(knownModule(module), name)
  if (typeof value === 'number') return BigInt(value)
  if (typeof value === 'string') return value
  return value === undefined ? undefined : new Reference(`${module}.${name}`)
}

/** `SysLogHandler.LOG_USER`: an attribute of a class of logging. */
export function attributeOfReference({ name: owner }: Reference, name: string): unknown {
  if (TYPES.has(owner.split('.')[0] as string)) return new Reference(`${owner}.${name}`)
  const at = owner.lastIndexOf('.')
  const found = getAttribute(knownModule(owner.slice(0, at)), owner.slice(at + 1))
  const value = isClass(found as object) ? getAttribute(found, name) : undefined
  return typeof value === 'number' ? BigInt(value) : typeof value === 'string' ? value : undefined
}
