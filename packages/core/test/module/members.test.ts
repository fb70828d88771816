import { describe, expect, it } from 'vitest'
import * as handlers from '../../src/handlers.js'
import * as index from '../../src/index.js'
import { handlerClasses } from '../../src/module/handler-classes.js'
import { variables } from '../../src/module/variables.js'

/** Each name of the first that is missing in the second, or is something else there. */
function missing(names: object, there: object): string[] {
  const values = there as Readonly<Record<string, unknown>>
  return Object.entries(names).flatMap(([name, value]) => (values[name] === value ? [] : [name]))
}

describe('the module as an object', () => {
  const { default: logging, ...named } = index
  const { handlers: handlersOfModule, ...members } = logging
  const constants = Object.keys(members).filter((name) => !Object.hasOwn(variables, name) || name in named)
  const own = Object.fromEntries(constants.map((name) => [name, (members as Readonly<Record<string, unknown>>)[name]]))

  it('has all that index.ts exports, and nothing else but the variables and logging.handlers', () => {
    expect(missing(named, logging)).toEqual([])
    expect(missing(own, named)).toEqual([])
  })

  it('has in logging.handlers all that handlers.ts exports, and nothing else', () => {
    expect(missing(handlers, handlersOfModule)).toEqual([])
    expect(missing(handlersOfModule, handlers)).toEqual([])
    expect(handlersOfModule).toBe(handlerClasses)
  })
})
