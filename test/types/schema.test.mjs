/**
 * The JSON schema that core ships: it is what the types say, and it agrees with `pylogging check` over the configurations
 * of all scenarios and of the field.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, describe, it } from 'node:test'
import * as core from '@pylogging/core'
import { BaseConfigurator, dictConfig, readConfig } from '@pylogging/core/config'
import * as handlers from '@pylogging/core/handlers'
import Ajv from 'ajv'

const ROOT = resolve(import.meta.dirname, '../..')
const FIELD = join(ROOT, '../shared/configs')
const CLI = join(ROOT, 'packages/core/dist/cli.js')
const schema = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('@pylogging/core/schema.json'), 'utf8'))
const validate = new Ajv({ allErrors: true, strict: false }).compile(schema)

/** Said beside what is wrong in a part of it. */
const PARTS_OF_OTHERS = new Set(['if', 'anyOf', 'not'])
/** What no schema can know: what a program registers, what is named elsewhere in the file, folders, streams. */
const NOT_IN_A_SCHEMA =
  /^(nothing is registered|there is no (folder|handler|formatter|filter) )|Unable to set target handler| is no stream, /

/** What Python takes because it asks for no type, and what nobody means. */
const TAKEN_BY_PYTHON = [
  ({ loggers }, part) => typeof loggers?.[part.split('.')[1]]?.propagate === 'object',
  ({ root }, part) => part === 'root' && root.handlers?.constructor === Object,
]

describe('the JSON schema', () => {
  it('knows the classes that configurations can name, and no others', () => {
    const { handler, formatter, filter } = schema.definitions
    const named = [handler.properties.class, formatter.then.properties['()'], filter.then.properties['()']]
    const names = named.flatMap(({ anyOf: [{ enum: known }] }) => known)
    const configurator = new BaseConfigurator({})
    for (const name of names) assert.equal(typeof configurator.resolve(name), 'function', name)
    const ours = Object.entries({ ...handlers, ...core }).filter(
      ([, value]) => value?.prototype instanceof core.Handler,
    )
    const missing = ours.filter(([name]) => !names.some((each) => each.endsWith(`.${name}`)))
    assert.deepEqual(
      missing.map(([name]) => name),
      ['BaseRotatingHandler', '_StderrHandler'],
    )
  })

  it('is named by a configuration, which is applied all the same', () => {
    dictConfig({
      $schema: 'node_modules/@pylogging/core/dist/schema.json',
      version: 1,
      disable_existing_loggers: false,
    })
    assert.equal(validate({ $schema: 'schema.json', version: 1 }), true)
  })

  for (const [name, config, at] of [
    [
      'an option that a class has not',
      { handlers: { f: { class: 'logging.FileHandler', filename: 'a', mod: 'w' } } },
      '/handlers/f',
    ],
    ['a class that logging has not', { handlers: { f: { class: 'logging.StreamHandlr' } } }, '/handlers/f/class'],
    [
      'a period that is none',
      { handlers: { f: { class: 'logging.handlers.TimedRotatingFileHandler', filename: 'a', when: 'midnite' } } },
      '/handlers/f/when',
    ],
    ['a level that is none', { root: { level: 'info' } }, '/root/level'],
    [
      'a number in quotes',
      { handlers: { f: { class: 'logging.handlers.RotatingFileHandler', filename: 'a', maxBytes: '9' } } },
      '/handlers/f/maxBytes',
    ],
    ['a key of a logger that nothing reads', { loggers: { a: { levle: 'INFO' } } }, '/loggers/a'],
    [
      'an option of a factory',
      { formatters: { f: { '()': 'pythonjsonlogger.json.JsonFormatter', rename: {} } } },
      '/formatters/f',
    ],
  ]) {
    it(`refuses ${name}`, () => {
      assert.equal(validate({ version: 1, ...config }), false)
      assert.ok(
        validate.errors.some(({ instancePath }) => instancePath === at),
        JSON.stringify(validate.errors),
      )
    })
  }

  it('agrees with check over the configurations of the scenarios', () => {
    const { disagreements, count } = compare(scenarioConfigs())
    assert.deepEqual(disagreements, [])
    assert.ok(count > 100, `${count}`)
  })

  it('agrees with check over configurations of the field', { skip: !existsSync(FIELD) && 'they are not here' }, () => {
    const names = readdirSync(FIELD).filter((name) => /\.(json|ya?ml)$/.test(name))
    const { disagreements, count } = compare(names.map((name) => [name, readConfig(join(FIELD, name)).config]))
    assert.deepEqual(disagreements, [])
    assert.ok(count > 5, `${count}`)
  })
})

function scenarioConfigs() {
  const folder = join(ROOT, 'conformance/scenarios')
  const found = new Map()
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
    visit(JSON.parse(readFileSync(join(folder, name), 'utf8')))
  }
  return [...found].map(([text], index) => [`scenario ${index}`, JSON.parse(text)])

  function visit(value) {
    if (typeof value !== 'object' || value === null) return
    if ('version' in value && ['handlers', 'root', 'loggers', 'formatters'].some((key) => key in value)) {
      const text = JSON.stringify(value)
      // What only a program can hold: classes, streams, tuples.
      if (!/"\$(?!schema)/.test(text)) found.set(text, true)
    }
    for (const each of Object.values(value)) visit(each)
  }
}

function compare(configs) {
  const folder = mkdtempSync(join(tmpdir(), 'pylogging-schema-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const files = configs.map(([, config], index) => {
    const file = join(folder, `${index}.json`)
    writeFileSync(file, JSON.stringify(config))
    return file
  })
  const { stdout } = spawnSync(process.execPath, [CLI, 'check', '--json', ...files], {
    encoding: 'utf8',
    cwd: folder,
    maxBuffer: 1e9,
  })
  const findings = JSON.parse(stdout)
  const disagreements = configs.flatMap(([name, config], index) => {
    const said = findings.filter(({ file }) => file === files[index])
    return disagreementsOn(config, said).map((text) => `${name}: ${text} ${JSON.stringify(config)}`)
  })
  return { disagreements, count: configs.length }
}

/** What the schema refuses, check speaks of; what check calls an error, the schema refuses, if it can. */
function disagreementsOn(config, said) {
  validate(config)
  const refused = new Set((validate.errors ?? []).filter(({ keyword }) => !PARTS_OF_OTHERS.has(keyword)).map(partOf))
  const spokenOf = new Set(said.map(({ path }) => beginningOf(path)))
  const looksUp = JSON.stringify(config).includes('://')
  const errors = said
    .filter(({ severity, message }) => severity === 'error' && !NOT_IN_A_SCHEMA.test(message))
    .filter(({ message }) => !(looksUp && /^(Key|Index|Type|Value)Error/.test(message)))
  return [
    ...[...refused]
      .filter((part) => !spokenOf.has(part) && !spokenOf.has('') && !TAKEN_BY_PYTHON.some((is) => is(config, part)))
      .map((part) => `check has nothing to say of ${part}`),
    ...errors
      .filter(({ path }) => !refused.has(beginningOf(path)) && !(path === '' && refused.size > 0))
      .map(({ path, message }) => `the schema takes ${path}, ${message}`),
  ]
}

/** `handlers.file` for anything in it. */
function beginningOf(path) {
  return path.startsWith('root') ? 'root' : (/^\w+(\.\w+|\["[^"]*"\])?/.exec(path)?.[0] ?? path)
}

function partOf({ instancePath, params }) {
  const [section = params.missingProperty ?? params.additionalProperty, name] = instancePath.split('/').slice(1)
  if (name === undefined || section === 'root') return section
  return beginningOf(/^\w+$/.test(name) ? `${section}.${name}` : `${section}["${name}"]`)
}
