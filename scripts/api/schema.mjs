/**
 * The JSON schema of a logging configuration, made of the types in packages/core/src/config:
 *
 *   interface ConfiguredHandlers { 'logging.FileHandler': FileHandlerOptions }    one definition for each class
 *   readonly delay?: boolean                                                      { "type": "boolean" }, or a reference
 *   the docstring of an option                                                    its "description"
 *
 * A schema cannot say that a name is defined elsewhere in the same file; the rest is what the types say. Values that no
 * file can hold, such as functions and streams, are references there: `ext://sys.stdout`. Draft 7, which editors know best.
 */
import { join, resolve } from 'node:path'
import ts from 'typescript'

const ROOT = resolve(import.meta.dirname, '../..')
const FOLDER = join(ROOT, 'packages/core/src/config')
const REFERENCE = { $ref: '#/definitions/reference' }
const BASES = ['ConfigurationBase', 'HandlerBase', 'ConfiguredRoot', 'ConfiguredLogger', 'ConfiguredFormat']
const CLASSES = ['ConfiguredHandlers', 'ConfiguredFormatters', 'ConfiguredFilters']
/** In `logging`, and no class that has a line in class-options.ts. */
const OTHERS_OF_LOGGING = ['logging.Handler', 'logging._StderrHandler']

/** @returns The text of the schema, and a line for each option without a docstring. */
export function schemaText() {
  const files = ['config-types.ts', 'class-options.ts'].map((name) => join(FOLDER, name))
  const { config } = ts.readConfigFile(join(import.meta.dirname, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, import.meta.dirname)
  const program = ts.createProgram(files, { ...options, noEmit: true })
  const writer = new Writer(program.getTypeChecker())
  const named = new Map()
  for (const file of files) {
    const source = program.getSourceFile(file)
    for (const node of source.statements) {
      if (ts.isInterfaceDeclaration(node)) named.set(node.name.text, writer.checker.getTypeAtLocation(node))
    }
  }
  const [configuration, handler, root, logger, format] = BASES.map((name) => writer.properties(named.get(name), name))
  const [handlers, formatters, filters] = CLASSES.map((name) => writer.classes(named.get(name)))
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of Python’s logging, as @pylogging/core reads it',
    description: 'docs.python.org/3/library/logging.config.html#logging-config-dictschema',
    ...object({
      ...configuration.properties,
      version: { const: 1, description: configuration.properties.version.description },
      formatters: { ...each('formatter'), description: 'Formatters by the names that handlers call them.' },
      filters: { ...each('filter'), description: 'Filters by the names that handlers and loggers call them.' },
      handlers: { ...each('handler'), description: 'Handlers by the names that loggers call them.' },
      loggers: { ...each('logger'), description: 'Loggers by their names.' },
      root: {
        ...object(root.properties, false),
        type: ['object', 'null'],
        description: 'The logger above all others.',
      },
    }),
    required: ['version'],
    // Incremental configurations name handlers that are there.
    if: { properties: { incremental: { const: true } }, required: ['incremental'] },
    // biome-ignore lint/suspicious/noThenProperty: JSON schema has this word
    then: {},
    else: {
      properties: { handlers: { additionalProperties: { anyOf: [{ required: ['class'] }, { required: ['()'] }] } } },
    },
    definitions: {
      reference: {
        type: 'string',
        pattern: '^(ext|cfg)://',
        description: 'A value of the program, ext://sys.stdout, or of this file, cfg://names.file.',
      },
      logger: object(logger.properties, false),
      formatter: choice({
        base: { ...object(format.properties, false), ...withFields() },
        made: alike(formatters).map(([names, part]) => [names, asFactory(part, 'formatter')]),
      }),
      filter: choice({
        base: object(filters['logging.Filter'].properties, false),
        made: alike(filters).map(([names, part]) => [names, asFactory(part, 'filter')]),
      }),
      handler: {
        type: 'object',
        properties: {
          class: classNames(Object.keys(handlers)),
          '()': factory('The name of a class or function that makes the handler of the other keys.'),
          ...handler.properties,
        },
        allOf: alike(handlers).map(([names, part]) => ({
          if: { properties: { class: { enum: names } }, required: ['class'] },
          // biome-ignore lint/suspicious/noThenProperty: JSON schema has this word
          then: closed({ ...part, properties: { class: true, ...allowed(handler.properties), ...part.properties } }),
        })),
      },
    },
  }
  return { text: `${JSON.stringify(schema, null, 1)}\n`, complaints: writer.complaints }
}

/** `[[names], part]`: the classes that have the same options. */
function alike(parts) {
  const groups = new Map()
  for (const entry of Object.entries(parts)) {
    const key = JSON.stringify(entry[1])
    groups.set(key, [...(groups.get(key) ?? []), entry])
  }
  return [...groups.values()].map((group) => [group.map(([name]) => name), group[0][1]])
}

/** Keys whose values another part of the schema describes. */
function allowed(properties) {
  return Object.fromEntries(Object.keys(properties).map((name) => [name, true]))
}

function object(properties, others = true) {
  return { type: 'object', properties, ...(others ? {} : { additionalProperties: false }) }
}

function closed({ properties, required, patternProperties }) {
  return {
    properties,
    ...(required.length > 0 ? { required } : {}),
    ...(patternProperties === undefined ? {} : { patternProperties }),
    additionalProperties: false,
  }
}

function factory(description) {
  return { type: 'string', minLength: 1, description }
}

function each(kind) {
  return { type: 'object', additionalProperties: { $ref: `#/definitions/${kind}` } }
}

/** A format has a field, by its style, unless a class of its own reads it or nobody checks it. */
function withFields() {
  const inStyle = (style, pattern) => ({
    if: {
      properties: { style: style === '%' ? { enum: ['%'] } : { const: style } },
      required: style === '%' ? [] : ['style'],
    },
    // biome-ignore lint/suspicious/noThenProperty: JSON schema has this word
    then: { properties: { format: { pattern: `^$|${pattern}|^(ext|cfg)://` } } },
  })
  return {
    if: { properties: { validate: { enum: [true] }, class: { enum: ['logging.Formatter'] } } },
    // biome-ignore lint/suspicious/noThenProperty: JSON schema has this word
    then: { allOf: [inStyle('%', '%\\('), inStyle('{', '\\{'), inStyle('$', '\\$')] },
  }
}

/** Known names are offered; others may be registered, but none of `logging` itself. */
function classNames(names) {
  return {
    description: 'The name of the class: one of logging’s own, or one that the program registered.',
    anyOf: [
      { enum: names },
      { type: 'string', minLength: 1, not: { pattern: '^logging\\.' } },
      { enum: OTHERS_OF_LOGGING },
      REFERENCE,
    ],
  }
}

/** What a factory is given, by `()`. */
function asFactory({ properties, required, patternProperties }, kind) {
  const { fmt, ...others } = properties
  const format = kind === 'formatter' && fmt !== undefined ? { fmt, format: fmt } : {}
  return closed({
    properties: { '()': true, '.': { type: 'object' }, ...format, ...others },
    required: required.filter((name) => name !== 'fmt'),
    patternProperties,
  })
}

/** Described by its keys, or made by `()`. */
function choice({ base, made }) {
  return {
    type: 'object',
    properties: { '()': factory('The name of a class or function that makes it of the other keys.') },
    if: { required: ['()'] },
    // biome-ignore lint/suspicious/noThenProperty: JSON schema has this word
    then: {
      properties: { '()': { anyOf: [{ enum: made.flatMap(([names]) => names) }, {}] } },
      allOf: made.map(([names, then]) => ({
        if: { properties: { '()': { enum: names } } },
        then,
      })),
    },
    else: base,
  }
}

class Writer {
  complaints = []

  constructor(checker) {
    this.checker = checker
  }

  /** `{ name: properties }` for the classes of an interface. */
  classes(type) {
    return Object.fromEntries(
      type
        .getProperties()
        .map((symbol) => [symbol.name, this.properties(this.checker.getTypeOfSymbol(symbol), symbol.name)]),
    )
  }

  /** The options of a type: their schemas, which are required, and those that a pattern names. */
  properties(type, owner) {
    const properties = {}
    const required = []
    for (const symbol of type.getProperties()) {
      const description = ts.displayPartsToString(symbol.getDocumentationComment(this.checker)).replace(/\s+/g, ' ')
      if (description === '') this.complaints.push(`${owner}: ${symbol.name} has no docstring`)
      const found = this.value(this.checker.getTypeOfSymbol(symbol), new Set())
      properties[symbol.name] = { ...orReference(found), ...(description === '' ? {} : { description }) }
      if (!(symbol.flags & ts.SymbolFlags.Optional)) required.push(symbol.name)
    }
    const patterns = this.checker
      .getIndexInfosOfType(type)
      .flatMap(({ keyType }) => (keyType.isUnion() ? keyType.types : [keyType]))
      .filter((key) => key.flags & ts.TypeFlags.TemplateLiteral)
      .map((key) => [`^${key.texts[0]}`, {}])
    return { properties, required, ...(patterns.length > 0 ? { patternProperties: Object.fromEntries(patterns) } : {}) }
  }

  /** The schemas of what a file can hold of a type: none for functions and objects of classes. */
  value(type, above) {
    const { checker } = this
    const { flags } = type
    if (type.aliasSymbol?.name === 'ConfiguredLevel') {
      const names = type.types.filter((each) => each.isStringLiteral()).map(({ value }) => value)
      return [{ enum: names }, { type: 'integer' }, { type: 'null' }]
    }
    if (type.aliasSymbol?.name === 'When') return [{ enum: whens(type) }, { type: 'string', pattern: WHEN }]
    if (flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any)) return [{}]
    if (flags & ts.TypeFlags.TypeParameter) return [{ type: 'string' }]
    if (type.isUnion()) return merged(type.types.flatMap((each) => this.value(each, above)))
    if (flags & ts.TypeFlags.StringLiteral) {
      return type.value === 'the name of a handler' ? [{ type: 'string' }] : [{ enum: [type.value] }]
    }
    if (flags & ts.TypeFlags.NumberLiteral) return [{ enum: [type.value] }]
    if (flags & ts.TypeFlags.BooleanLike) return [{ type: 'boolean' }]
    if (flags & ts.TypeFlags.String) return [{ type: 'string' }]
    if (flags & ts.TypeFlags.Number) return [{ type: 'number' }]
    if (flags & ts.TypeFlags.Null) return [{ type: 'null' }]
    if (flags & ts.TypeFlags.TemplateLiteral) return []
    if (!(flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) || above.has(type)) return []
    if (checker.isTupleType(type)) return [{ type: 'array' }]
    if (checker.isArrayType(type)) {
      const [item] = checker.getTypeArguments(type)
      const items = anyOf(this.value(item, new Set([...above, type])))
      return [{ type: 'array', ...(Object.keys(items).length > 0 ? { items } : {}) }]
    }
    if (type.symbol?.name === 'Iterable') return [{ type: 'array' }]
    if (isOfClass(type)) return []
    const index = checker.getIndexInfoOfType(type, ts.IndexKind.String)
    if (index === undefined) return [{ type: 'object' }]
    const values = anyOf(this.value(index.type, new Set([...above, type])))
    return [{ type: 'object', ...(Object.keys(values).length > 0 ? { additionalProperties: values } : {}) }]
  }
}

const WHEN = '^([SsMmHhDd]|[Mm][Ii][Dd][Nn][Ii][Gg][Hh][Tt]|[Ww][0-6])$'

function whens(type) {
  return type.types.map(({ value }) => value)
}

/** Functions, classes and what has methods. */
function isOfClass(type) {
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return true
  if (['Uint8Array', 'URL'].includes(type.symbol?.name)) return true
  if (type.getProperty('href') !== undefined) return true
  return type.getProperties().some((symbol) => {
    const [declaration] = symbol.declarations ?? []
    return declaration !== undefined && (ts.isMethodSignature(declaration) || ts.isMethodDeclaration(declaration))
  })
}

/** One schema for all enums, and each type once. */
function merged(schemas) {
  const values = schemas.flatMap((each) => each.enum ?? [])
  const others = schemas.filter((each) => each.enum === undefined)
  const texts = new Set(others.map((each) => JSON.stringify(each)))
  const unique = [...texts].map((text) => JSON.parse(text))
  return values.length > 0 ? [{ enum: values }, ...unique] : unique
}

function orReference(schemas) {
  if (schemas.some((each) => Object.keys(each).length === 0 || isAnyText(each))) return anyOf(schemas)
  return anyOf([...schemas, REFERENCE])
}

function isAnyText(schema) {
  return schema.type === 'string' && schema.pattern === undefined
}

function anyOf(schemas) {
  if (schemas.length === 0 || schemas.some((each) => Object.keys(each).length === 0)) return {}
  if (schemas.length === 1) return schemas[0]
  const plain = schemas.every((each) => Object.keys(each).join() === 'type' && typeof each.type === 'string')
  return plain ? { type: schemas.map(({ type }) => type) } : { anyOf: schemas }
}
