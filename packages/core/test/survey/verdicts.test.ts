/** What survey says of packages for logging, and of the classes that are here. */
import { expect, it } from 'vitest'
import { findName } from '../../src/config/registry.js'
import '../../src/index.js'
import { adviceForProgram } from '../../src/survey/packages.js'
import { judge } from '../../src/survey/verdicts.js'

const has = (name: string) => findName(name) !== undefined

it.each([
  ['logging.handlers.RotatingFileHandler', 'works', null],
  ['pythonjsonlogger.json.JsonFormatter', 'works', "from '@pylogging/core/third-party'"],
  ['ecs_logging.StdlibFormatter', 'works', "from '@pylogging/core/third-party'"],
  ['opentelemetry.sdk._logs.LoggingHandler', 'works', "from '@pylogging/core/opentelemetry'"],
  ['opentelemetry.instrumentation.logging.handler.LoggingHandler', 'works', "from '@pylogging/core/opentelemetry'"],
  ['opentelemetry.sdk._logs.LoggerProvider', 'change', /^LoggingHandler from '@pylogging\/core\/opentelemetry'/],
  ['rfc5424logging.Rfc5424SysLogAdapter', 'change', /without the adapter$/],
  ['structlog.dev.ConsoleRenderer', 'absent', /ProcessorFormatter/],
  ['app.log.JsonFormatter', 'register', /^port it/],
])('%s: %s', (name, verdict, advice) => {
  const judged = judge(name, has)

  expect(judged.verdict).toBe(verdict)
  if (advice instanceof RegExp) expect(judged.advice).toMatch(advice)
  else expect(judged.advice).toBe(advice)
})

it('tracing has nothing to do with logging', () => {
  expect(adviceForProgram('opentelemetry.trace')).toBeNull()
  expect(adviceForProgram('opentelemetry.sdk.trace.export')).toBeNull()
  expect(adviceForProgram('opentelemetry.instrumentation.logging')?.verdict).toBe('change')
})
