/**
 * `import` and `from … import`: of known modules, of files beside this one, and of what is not here.
 */
import { attributeOf } from './known-modules.js'
import type { Frame, Machine } from './machine.js'
import { itemsOf } from './operations.js'
import { ofPackage } from './package-values.js'
import type { ImportStatement } from './syntax.js'
import { scopeFor } from './targets.js'
import { ModuleValue, Unknown } from './values.js'

export function runImport(machine: Machine, statement: ImportStatement, frame: Frame): void {
  const define = (name: string, value: unknown) => scopeFor(frame.scope, name).names.set(name, value)
  if (statement.module === null) {
    for (const { name, alias } of statement.names) {
      const bound = alias === null ? (name.split('.')[0] as string) : name
      define(alias ?? bound, machine.findModule(bound, 0, frame.file) ?? missing(bound, statement, frame))
      // `import a.b` also reads a.b.
      if (alias === null && bound !== name) machine.findModule(name, 0, frame.file)
    }
    return
  }
  const module = machine.findModule(statement.module, statement.level, frame.file)
  for (const { name, alias } of statement.names) {
    if (name === '*') {
      if (module instanceof ModuleValue) for (const [each, value] of publicNames(module)) define(each, value)
    } else define(alias ?? name, importedFrom(machine, module, name, statement, frame))
  }
}

function importedFrom(
  machine: Machine,
  module: unknown,
  name: string,
  statement: ImportStatement,
  frame: Frame,
): unknown {
  const set = machine.session.given(name)
  if (set !== null) return set.value
  const dotted = statement.module === '' ? name : `${statement.module}.${name}`
  if (module instanceof ModuleValue) {
    const own = module.file === null ? attributeOf(module.name, name) : module.file.scope.names.get(name)
    if (own !== undefined) return own
    if (module.name === 'os' && name === 'getenv') return machine.getenv()
  }
  return machine.findModule(dotted, statement.level, frame.file) ?? missing(name, statement, frame, dotted)
}

function missing(name: string, statement: ImportStatement, frame: Frame, imported = name): unknown {
  return ofPackage(frame.scope, imported) ?? new Unknown(name, frame.file, statement, { imported })
}

/** Whether a module comes with Python, though its names are not known here. */
export function isOfPython(name: string): boolean {
  return OF_PYTHON.has(name.split('.')[0] as string)
}

const OF_PYTHON: ReadonlySet<string> = new Set(
  `abc argparse ast asyncio base64 collections configparser contextlib copy csv ctypes dataclasses datetime decimal email
  enum errno functools getpass glob gzip hashlib http importlib inspect io itertools json locale logging math
  multiprocessing operator os pathlib pickle pkgutil platform pprint queue random re secrets select shutil signal socket
  sqlite3 ssl stat string struct subprocess sys tempfile textwrap threading time traceback types typing unittest urllib
  uuid warnings weakref xml zlib`.split(/\s+/),
)

/** Returns the names that `from module import *` binds, with their values. */
function publicNames({ file }: ModuleValue): [string, unknown][] {
  if (file === null) return []
  const all = file.scope.names.get('__all__')
  const names = Array.isArray(all)
    ? itemsOf(all).map(String)
    : [...file.scope.names.keys()].filter((each) => !each.startsWith('_'))
  return names.filter((each) => file.scope.names.has(each)).map((each) => [each, file.scope.names.get(each)])
}
