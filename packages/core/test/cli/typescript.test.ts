import { float, tuple } from '@pylogging/formatter'
import { describe, expect, it } from 'vitest'
import { Named } from '../../src/cli/named.js'
import { TypeScript } from '../../src/cli/typescript.js'
import logging from '../../src/index.js'

describe('values as TypeScript', () => {
  it('are spelled as a person spells them', () => {
    const source = new TypeScript()

    expect(source.value('it\'s "so"\n')).toBe(`'it\\'s "so"\\n'`)
    expect(source.value({ maxBytes: 1, 'a-b': [true, null] })).toBe("{ maxBytes: 1, 'a-b': [true, null] }")
    expect(source.value(tuple('localhost', float(5)))).toBe("['localhost', 5]")
    expect(source.value({})).toBe('{}')
  })

  it('that are long go over several lines', () => {
    const value = { first: 'a'.repeat(60), second: 'b'.repeat(60) }

    expect(new TypeScript().value(value)).toBe(`{\n  first: '${'a'.repeat(60)}',\n  second: '${'b'.repeat(60)}',\n}`)
  })

  it('that this package exports are imported from it, once', () => {
    const source = new TypeScript()

    source.named(new Named('logging.handlers.MemoryHandler', logging.handlers.MemoryHandler))
    source.named(new Named('StreamHandler', logging.StreamHandler))
    expect(source.named(new Named('logging.StreamHandler', logging.StreamHandler))).toBe('StreamHandler')
    expect(source.value(process.stderr)).toBe('sys.stderr')

    expect(source.imports()).toEqual([
      "import { StreamHandler, sys } from '@pylogging/core'",
      "import { MemoryHandler } from '@pylogging/core/handlers'",
    ])
  })

  it('of the program are imported from where their names say, each under a name of its own', () => {
    const source = new TypeScript()
    const Json = class Json {}

    expect(source.named(new Named('app.log.Json', Json))).toBe('Json')
    expect(source.named(new Named('other.Json', Json))).toBe('Json2')

    expect(source.imports()).toEqual([
      '// Of the program: let these lead to where its classes are.',
      "import { Json } from './app/log.js'",
      "import { Json as Json2 } from './other.js'",
    ])
  })
})

describe('names of variables', () => {
  it('are made of the names in the configuration, and never the same twice', () => {
    const source = new TypeScript()
    const named = ['error_file', 'error-file', '2nd file', '', 'mail_handler', 'ÄÖ'].map((name) =>
      source.variable(name, 'Handler'),
    )

    expect(named).toEqual([
      'errorFileHandler',
      'errorFileHandler2',
      '_2ndFileHandler',
      'handler',
      'mailHandler',
      'handler2',
    ])
  })
})
