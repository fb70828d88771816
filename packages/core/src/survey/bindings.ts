/**
 * The names of a Python file that are loggers or modules of logging.
 *
 *   import logging as L                 L is the module
 *   log = L.getLogger(__name__)         log is a logger
 *   self._log = LoggerAdapter(log, {})  ._log is one on any object
 *   def f(logger): …                    a name that says so is taken for one
 */
import { childrenOf, type Node, type Tree } from '../python-source/tree.js'

export interface Bindings {
  /** Names of the modules logging, logging.handlers, logging.config, warnings: what they stand for. */
  readonly modules: ReadonlyMap<string, string>
  /** Names that were imported from a module: `info` is `logging.info`. */
  readonly imported: ReadonlyMap<string, string>
  /** Names, and attributes with a dot before them, that a logger was assigned to. */
  readonly loggers: ReadonlySet<string>
  /** Classes of the file that are LoggerAdapters. */
  readonly adapters: ReadonlySet<string>
}

/** An expression that makes a logger. */
const MAKERS = /(^|\.)(getLogger|get_logger|getChild|LoggerAdapter|\w*Adapter|get_task_logger|Logger|bind)\(/
/** Names that people give to loggers. */
const LIKE_LOGGER = /^_*(\w+_)?(log|logger|logging|logr|lgr)_*$/i

export function bindingsOf(tree: Tree, text: string): Bindings {
  const modules = new Map<string, string>()
  const imported = new Map<string, string>()
  const loggers = new Set<string>()
  const adapters = new Set<string>()
  tree.iterate({
    enter: ({ name, node }) => {
      if (name === 'ImportStatement') importsOf(node, text, modules, imported)
      else if (name === 'ClassDefinition') adapterOf(node, text, adapters)
      return !/Comment|String/.test(name)
    },
  })
  const makers = [...adapters, ...[...imported].filter(([, dotted]) => MAKERS.test(`${dotted}(`)).map(([name]) => name)]
  tree.iterate({
    enter: ({ name, node }) => {
      if (name === 'AssignStatement' || name === 'NamedExpression') assignmentOf(node, text, makers, loggers)
      return !/Comment|String/.test(name)
    },
  })
  return { modules, imported, loggers, adapters }
}

/** `class Adapter(logging.LoggerAdapter):`, and a class above which such a one stands. */
function adapterOf(node: Node, text: string, adapters: Set<string>): void {
  const parts = childrenOf(node)
  const name = parts.find((each) => each.name === 'VariableName')
  const bases = parts.find((each) => each.name === 'ArgList')
  if (name === undefined || bases === undefined) return
  const names = text.slice(bases.from, Math.min(bases.to, bases.from + 300)).match(/\w+(?=\s*[,)[])/g) ?? []
  if (names.some((each) => each.endsWith('LoggerAdapter') || adapters.has(each)))
    adapters.add(text.slice(name.from, name.to))
}

function importsOf(node: Node, text: string, modules: Map<string, string>, imported: Map<string, string>): void {
  const source = text.slice(node.from, node.to).replace(/\\\n|#.*|[()]/g, ' ')
  const from = /^from\s+([.\w]+)\s+import\s+(.*)$/s.exec(source)
  const names = (from?.[2] ?? source.replace(/^import\s+/, '')).split(',')
  for (const each of names) {
    const [, name = '', alias] = /^\s*([\w.*]+)(?:\s+as\s+(\w+))?\s*$/.exec(each) ?? []
    if (name === '') continue
    if (from?.[1] === undefined)
      modules.set(alias ?? (name.split('.')[0] as string), alias === undefined ? (name.split('.')[0] as string) : name)
    else imported.set(alias ?? name, `${from[1]}.${name}`)
  }
}

function assignmentOf(node: Node, text: string, makers: readonly string[], loggers: Set<string>): void {
  const parts = childrenOf(node)
  const at = parts.findLastIndex(({ name }) => name === 'AssignOp')
  const value = parts[at + 1]
  if (at < 0 || value === undefined) return
  const made = text.slice(value.from, Math.min(value.to, value.from + 300))
  if (!MAKERS.test(made) && !makers.some((maker) => made.startsWith(`${maker}(`))) return
  for (const target of parts.slice(0, at)) {
    if (target.name === 'VariableName') loggers.add(text.slice(target.from, target.to))
    else if (target.name === 'MemberExpression')
      loggers.add(text.slice(target.from, target.to).replace(/^.*(?=\.\w+$)/s, ''))
  }
}

/**
 * Returns the full name that a dotted expression stands for: `L.info` is `logging.info`, `h.SysLogHandler`
 * `logging.handlers.SysLogHandler`.
 */
export function dottedName({ modules, imported }: Bindings, expression: string): string | null {
  const parts = expression.split('.')
  if (!parts.every((part) => /^[\p{L}_]\w*$/u.test(part))) return null
  const [first = '', ...others] = parts
  const head = modules.get(first) ?? imported.get(first)
  return head === undefined ? null : [head, ...others].join('.')
}

/** Whether an expression is a logger, or the module logging, which logs on root. */
export function loggerKind(bindings: Bindings, expression: string): 'logger' | 'root' | null {
  const dotted = dottedName(bindings, expression)
  if (dotted === 'logging' || dotted === 'logging.root') return 'root'
  if (bindings.loggers.has(expression)) return 'logger'
  const attribute = /\.\w+$/.exec(expression)?.[0]
  if (attribute !== undefined && bindings.loggers.has(attribute)) return 'logger'
  if (/(^|\.)(getLogger|get_logger|getChild|LoggerAdapter)\(/.test(expression) && expression.endsWith(')')) {
    return /(^|\.)getLogger\(\)$/.test(expression) ? 'root' : 'logger'
  }
  const made = /^(\w+)\(.*\)$/s.exec(expression)?.[1]
  if (made !== undefined && bindings.adapters.has(made)) return 'logger'
  const last = expression.slice(expression.lastIndexOf('.') + 1)
  return LIKE_LOGGER.test(last) && !/[()[\]'"]/.test(last) ? 'logger' : null
}
