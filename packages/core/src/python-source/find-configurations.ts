/**
 * The configurations in a file: dicts with a name, and what is given to dictConfig.
 *
 *   LOGGING = { 'version': 1, … }                   LOGGING
 *   def setup(level): dictConfig({ … })             setup
 *   class Production: LOGGING = { … }               Production.LOGGING
 *   dictConfig({ … })                               the line, 12
 */
import { ofClass } from './attributes.js'
import type { Evaluator } from './evaluator.js'
import { isEqual } from './operations.js'
import { isDotted, untouched } from './package-values.js'
import { placeIn } from './source-text.js'
import type { Span, Statement } from './syntax.js'
import { ClassValue, FunctionValue, Instance, type SourceFile, Unknown } from './values.js'

/** A configuration that a file has. */
export interface Found {
  /** The name by which a user chooses this configuration. */
  readonly name: string
  readonly line: number
  readonly value: unknown
}

const NAMES =
  /^_?(DEFAULT_)?(LOG|LOGGING|LOGGER)(_?(CONFIG|CONF|CFG|CONFIGURATION|SETTINGS|DICT|DICT_?CONFIG))?(_DEFAULTS?)?$|^(logger|logging|log)_?(config|conf|cfg|dict|settings)?$|^(DICT_?CONFIG|dict_?config)$/i
const USUAL = /^(LOGGING|LOGGING_CONFIG|LOG_CONFIG|LOGGING_CONF|logging_config|logging_dict|dict_config)$/
const PARTS = ['handlers', 'loggers', 'root', 'formatters', 'filters', 'disable_existing_loggers', 'incremental']

/** Whether a dict looks like one: it has a version, and something that is configured. */
function isConfiguration(value: unknown): value is Map<unknown, unknown> {
  return value instanceof Map && value.has('version') && PARTS.some((part) => value.has(part))
}

/**
 * @param wanted - A name or a line; null for all that there are.
 * @throws TooMuch
 */
export function findConfigurations(
  evaluator: Evaluator,
  file: SourceFile,
  body: readonly Statement[],
  wanted: string | null,
): Found[] {
  if (wanted !== null && !/^\d+$/.test(wanted)) return named(evaluator, file, wanted)
  const found = assigned(file, file.scope.names, '')
  for (const [name, value] of file.scope.names) {
    if (value instanceof ClassValue && value.file === file) found.push(...assigned(file, value.scope.names, `${name}.`))
  }
  exploreFunctions(evaluator, file, body)
  const captured = evaluator.session.captures.map(({ value, file: owner, span, within }): Found => {
    const { line } = placeIn(owner.text, span.from)
    return { name: within === '' || within === '<lambda>' ? String(line) : within, line, value }
  })
  const applied = captured.filter(({ name }) => /^\d/.test(name))
  // A configuration that the file itself gives to dictConfig is the one that it uses.
  if (wanted === null && distinct(applied).length === 1) {
    const [first] = applied as [Found]
    return [found.find(({ value }) => isSame(value, first.value)) ?? first]
  }
  const all = distinct([...found, ...captured])
  const [usual, ...more] = found.filter(({ name }) => USUAL.test(name))
  // A dict that frameworks look for by its name stands above those that it is made of.
  if (wanted === null && usual !== undefined && more.length === 0 && applied.length === 0) return [usual]
  const inFunctions = all.length === 0 ? returned(evaluator, file) : []
  const rest = [...all, ...inFunctions]
  return wanted === null ? rest : rest.filter(({ line }) => String(line) === wanted)
}

/** Dicts by their names: those that look like configurations, else those that are called so. */
function assigned(file: SourceFile, names: ReadonlyMap<string, unknown>, prefix: string): Found[] {
  const imported = untouched(names)
  const own = [...names]
    .filter(([, value]) => !(value instanceof Unknown && value.imported !== null) && !imported.has(value))
    .sort(([one], [other]) => Number(isDotted(one)) - Number(isDotted(other)))
  const like = own.filter(([, value]) => isConfiguration(value))
  const called = own.filter(([name, value]) => NAMES.test(name) && (value instanceof Map || value instanceof Unknown))
  return distinct(
    [...like, ...called].map(([name, value]) => ({ name: prefix + name, line: lineOf(file, name), value })),
  )
}

function lineOf({ text }: SourceFile, name: string): number {
  const at = text.search(new RegExp(`^[ \\t]*${name.replace(/[^\w]/g, '')}\\b[^=\\n]*=`, 'm'))
  return at < 0 ? 1 : placeIn(text, at + 1).line
}

/**
 * Returns the configurations, each once: one value under several names is one configuration, and the first name counts.
 */
function distinct(found: readonly Found[]): Found[] {
  const kept: Found[] = []
  for (const each of found) {
    const same = kept.some(({ name, value }) => name === each.name || value === each.value || isSame(value, each.value))
    if (!same) kept.push(each)
  }
  return kept
}

function isSame(one: unknown, other: unknown): boolean {
  if (one instanceof Unknown && other instanceof Unknown) return one.name === other.name
  return one instanceof Map && other instanceof Map && one.size > 0 && isEqual(one, other)
}

/** Runs the functions that call dictConfig and that the file itself has not called. */
function exploreFunctions(evaluator: Evaluator, file: SourceFile, body: readonly Statement[]): void {
  const seen = new Set(evaluator.session.captures.map(({ span }) => span.from))
  const calls = (span: Span) => {
    const text = file.text.slice(span.from, span.to)
    if (!/\bdictConfig(Class)?\s*\(|\blog(ging)?_config\s*=/.test(text)) return false
    return ![...seen].some((from) => from >= span.from && from < span.to)
  }
  for (const [callee, self] of functionsOf(evaluator, file)) if (calls(callee.span)) evaluator.explore(callee, self)
  const isMain = body.some(
    ({ kind, from, to }) => kind === 'if' && /^if\s*\(?\s*__name__\b/.test(file.text.slice(from, to)),
  )
  if (isMain && evaluator.session.captures.length === 0 && file.name !== '__main__') {
    evaluator.evaluate(file.path, file.text, '__main__')
  }
}

/** Functions of the file and methods of its classes, with what they are called on. */
function functionsOf(evaluator: Evaluator, file: SourceFile): [FunctionValue, unknown][] {
  const found: [FunctionValue, unknown][] = []
  for (const value of file.scope.names.values()) {
    if (value instanceof FunctionValue && value.file === file) found.push([value, null])
    if (!(value instanceof ClassValue) || value.file !== file) continue
    for (const method of value.scope.names.values()) {
      if (method instanceof FunctionValue) {
        found.push([method, method.binding === 'class' ? value : objectOf(evaluator, value)])
      }
    }
  }
  return found
}

/** An object of a class, made with what is set for the parameters of `__init__`. */
function objectOf(evaluator: Evaluator, type: ClassValue): Instance {
  const made = new Instance(type, type.statement)
  const init = ofClass(type, '__init__')
  if (init instanceof FunctionValue) evaluator.explore(init, made)
  return made
}

/** Functions that return a configuration. */
function returned(evaluator: Evaluator, file: SourceFile): Found[] {
  const candidates = functionsOf(evaluator, file).filter(([{ file: owner, span }]) => {
    return /['"]version['"]/.test(owner.text.slice(span.from, span.to))
  })
  const found = candidates.map(([callee, self]): Found => {
    return {
      name: callee.name,
      line: placeIn(file.text, callee.span.from).line,
      value: evaluator.explore(callee, self),
    }
  })
  return distinct(found.filter(({ value }) => isConfiguration(value)))
}

/** `LOGGING`, `Production.LOGGING`, `get_config`: a function is called with what is set for its parameters. */
function named(evaluator: Evaluator, file: SourceFile, wanted: string): Found[] {
  const [first = '', ...others] = wanted.split('.')
  let value: unknown = file.scope.names.get(first)
  let self: unknown = null
  for (const name of others) {
    if (value instanceof ClassValue) {
      self = objectOf(evaluator, value)
      value = value.scope.names.get(name)
    } else if (value instanceof Map) value = value.get(name)
    else value = undefined
  }
  if (value === undefined) return []
  const line = lineOf(file, others.at(-1) ?? first)
  if (!(value instanceof FunctionValue)) return [{ name: wanted, line, value }]
  const before = evaluator.session.captures.length
  const result = evaluator.explore(value, self)
  const captured = evaluator.session.captures.slice(before)
  const at = placeIn(file.text, value.span.from).line
  if (captured.length > 0) return captured.map((each) => ({ name: wanted, line: at, value: each.value }))
  return [{ name: wanted, line: at, value: result }]
}
