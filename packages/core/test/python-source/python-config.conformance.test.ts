/** CPython ran these files: conformance/topics/python_config.py. */
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { vectors } from '../../../../test/support/vectors.js'
import '../../src/index.js'
import { readPython } from '../../src/python-source/read-python.js'

interface Input {
  readonly file?: string
  readonly source?: string
}

const HERE = fileURLToPath(new URL('../../../../conformance/python-config', import.meta.url))
const ENVIRONMENT = {
  APP_ENV: 'production',
  LOG_LEVEL: 'warning',
  LOG_JSON: '1',
  WORKERS: '4',
  HOME: '/home/app',
  EMPTY: '',
}
const cases = vectors<Input>('python_config')

describe('the configuration in a Python file is what it is when CPython runs the file', () => {
  const files = cases.filter(({ input }) => input.file !== undefined)
  it.each(files.map((each) => [each.input.file as string, each.expect]))('%s', (file, expected) => {
    const path = `${HERE}/${file}`

    const read = readPython(path, readFileSync(path), { env: ENVIRONMENT })

    expect(named(read)).toEqual(expected)
  })

  it('in modules that were drawn at random', () => {
    const drawn = cases.filter(({ input }) => input.source !== undefined)

    const wrong = drawn.filter(({ input: { source = '' }, expect: expected }) => {
      const read = readPython('/srv/app/conf/settings.py', Buffer.from(source), { env: ENVIRONMENT, name: 'LOGGING' })
      return !isSame(named(read), expected)
    })

    expect(wrong.map(({ input }) => input.source)).toEqual([])
    expect(drawn.length).toBe(300)
  })
})

/** With the folder of the files, and the one above it, under one name on every machine. */
function named(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(HERE, '<here>').replaceAll(dirname(HERE), '<above>'))
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}
