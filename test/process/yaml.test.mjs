/**
 * The cases of packages/core/test/config/yaml-cases.json, and scalars and documents made at random, in PyYAML and in ours.
 *
 * Skipped, with the reason, where no Python with PyYAML is to be found.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { readConfig } from '../../packages/core/dist/config-face.mjs'
import { withFolder } from './support/program.mjs'

const CASES = resolve(import.meta.dirname, '../../packages/core/test/config/yaml-cases.json')
const PROGRAM = `
import json, math, sys, yaml
def plain(v):
    if isinstance(v, float): return repr(v) if math.isinf(v) or math.isnan(v) else v
    if isinstance(v, list): return [plain(x) for x in v]
    if isinstance(v, dict): return {k: plain(x) for k, x in v.items()}
    return v if v is None or isinstance(v, (bool, int, str)) else 'other'
def read(text):
    try: return {'value': plain(yaml.safe_load(text))}
    except Exception: return {'refused': True}
print(json.dumps([read(text) for text in json.load(sys.stdin)]))`
const COUNT = 3000
const DOCUMENTS = 1000

test('PyYAML reads the cases of the unit tests as they say', (context) => {
  const cases = JSON.parse(readFileSync(CASES, 'utf8'))
  const theirs = answersOf(cases.map(({ text }) => text))
  if (theirs === null) return context.skip('no Python with PyYAML here')

  assert.deepEqual(
    theirs,
    cases.map(({ text, ...answer }) => answer),
  )
})

test(`${COUNT} scalars made at random are to PyYAML what they are here`, (context) =>
  withFolder((folder) => {
    const texts = Array.from(
      { length: COUNT },
      (_, index) => `a: ${scalar(index % 2 === 0 ? '0123456789_.:eE+-xb' : 'yYnNoOfFtrue~0l')}\n`,
    )
    const theirs = answersOf(texts)
    if (theirs === null) return context.skip('no Python with PyYAML here')

    const wrong = texts.flatMap((text, index) => {
      const ours = ourAnswer(join(folder, 'a.yaml'), text)
      const their = theirs[index]
      return their.value?.a === 'other' || JSON.stringify(ours) === JSON.stringify(their) ? [] : [{ text, ours, their }]
    })

    assert.deepEqual(wrong, [])
  }))

test(`what PyYAML reads of ${DOCUMENTS} documents made at random is read here alike`, (context) =>
  withFolder((folder) => {
    const texts = Array.from({ length: DOCUMENTS }, () => `a:\n${document('  ', 0)}${pick(['', '\n', '\n...\n'])}`)
    const theirs = answersOf(texts)
    if (theirs === null) return context.skip('no Python with PyYAML here')

    const read = theirs.flatMap((their, index) => ('value' in their ? [{ text: texts[index], their }] : []))
    const wrong = read.flatMap(({ text, their }) => {
      const ours = ourAnswer(join(folder, 'a.yaml'), text)
      return isDeepStrictEqual(ours, their) ? [] : [{ text, ours, their }]
    })

    assert.ok(read.length > DOCUMENTS / 3, `PyYAML reads only ${read.length} of them`)
    assert.deepEqual(wrong, [])
  }))

/** Lines of one block: what goes on over lines does so with any indentation. */
function document(indent, depth) {
  const isList = Math.random() < 0.3
  const entries = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, (_, index) => {
    const start = isList
      ? `${indent}- `
      : `${indent}${pick(['k', 'key ', '"q"', "'s'"])}${index}: `.replace(/(["']) ?(\d)/, '$2$1')
    if (depth < 3 && Math.random() < 0.3 && !isList)
      return `${start}\n${document(`${indent}${pick(['  ', '    '])}`, depth + 1)}`
    return `${start}${value(indent)}${pick(['', '', '', ' # c', '# c'])}`
  })
  return entries.join('\n')
}

function value(indent) {
  const next = () => `\n${pick(['', ' ', indent, `${indent}  `, `${indent}      `])}`
  return pick([
    () => pick(['INFO', 'a b', 'yes', '12', '~', 'a:b', 'http://a/b', 'ext://sys.stdout']),
    () => `"x${pick(['', ' \\'])}${next()}y"`,
    () => `'it''s${next()}y${next()}'`,
    () => `[1,${next()}"x${next()}y", {k: v${next()}}${next()}]`,
    () => `{k: v,${next()}l: [a b${next()}]${next()}}`,
    () => `${pick(['|', '>', '|-', '>+'])}\n${indent}    text\n${indent}    more`,
  ])()
}

function pick(choices) {
  return choices[Math.floor(Math.random() * choices.length)]
}

function answersOf(texts) {
  for (const command of [process.env.PYTHON, 'python3', 'python'].filter(Boolean)) {
    const { status, stdout } = spawnSync(command, ['-c', PROGRAM], { input: JSON.stringify(texts), encoding: 'utf8' })
    if (status === 0) return JSON.parse(stdout)
  }
  return null
}

function ourAnswer(file, text) {
  writeFileSync(file, text)
  try {
    const { a } = readConfig(file).config
    return { value: { a: typeof a === 'number' && !Number.isFinite(a) ? pythonNumber(a) : a } }
  } catch {
    return { refused: true }
  }
}

function pythonNumber(number) {
  if (Number.isNaN(number)) return 'nan'
  return number > 0 ? 'inf' : '-inf'
}

function scalar(letters) {
  const length = 1 + Math.floor(Math.random() * 7)
  return Array.from({ length }, () => letters[Math.floor(Math.random() * letters.length)]).join('')
}
