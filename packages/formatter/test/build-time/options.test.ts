/** Wrong options are errors that say what is right, when the plugin is made. */
import { describe, expect, it } from 'vitest'
import callSites from '../../src/build.js'
import { readEnvironment } from '../../src/build-time/environment.js'
import { readOptions } from '../../src/build-time/options.js'

describe('the options', () => {
  it.each([
    [
      { verfy: true },
      "callSites() got an unexpected keyword argument 'verfy'. Did you mean 'verify'?\n  Its options are verify, loggers, modules, root, include, exclude.",
    ],
    [{ verify: 1 }, 'option "verify" of callSites() must be true or false'],
    [{ loggers: 'log' }, 'option "loggers" of callSites() must be a list of names, such as [\'logger\']'],
    [{ modules: [''] }, 'option "modules" of callSites() must be a list of modules, such as [\'@pylogging/core\']'],
    [{ root: '' }, 'option "root" of callSites() must be the path of a folder'],
    [{ include: 'src' }, 'option "include" of callSites() must be a regular expression'],
  ])('%o are refused', (given, message) => {
    expect(() => readOptions(given as never)).toThrow(message)
    expect(() => callSites.rollup(given as never)).toThrow(message)
  })

  it('have defaults', () => {
    const { verify, modules, exclude } = readOptions()

    expect([verify, [...modules], exclude.test('/srv/node_modules/a/b.js')]).toEqual([false, ['@pylogging/core'], true])
  })
})

describe('the environment variable of the loader', () => {
  it('holds the options as JSON', () => {
    expect(readEnvironment('{"verify": true, "exclude": "/made/"}')).toEqual({ verify: true, exclude: /\/made\// })
    expect(readEnvironment(undefined)).toEqual({})
  })

  it.each(['verify', '[1]', '7'])('is refused where it is no object: %s', (text) => {
    expect(() => readEnvironment(text)).toThrow('PYLOGGING_CALL_SITES must be a JSON object of options')
  })
})
