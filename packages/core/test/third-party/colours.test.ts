/** When there are colours. Which ones is conformance/third-party. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import logging, { makeLogRecord } from '../../src/index.js'
import { ColoredFormatter, DefaultFormatter, RichHandler, ServerFormatter } from '../../src/third-party.js'

const VARIABLES = ['FORCE_COLOR', 'NO_COLOR', 'DJANGO_COLORS']
const before = Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]]))
const ESCAPE = '\x1b['

/** A stream that only says whether it is a terminal. */
function stream(isTTY: boolean) {
  const written: string[] = []
  return { isTTY, written, write: (text: string) => written.push(text) }
}

const record = () =>
  makeLogRecord({ name: 'a', msg: 'GET', levelname: 'INFO', levelno: 20, pathname: '/x/app.ts', status_code: 404 })

/** Each prints a record where stdout and stderr are such streams. */
const PRINTERS: Readonly<Record<string, () => string>> = {
  colorlog: () => new ColoredFormatter().format(record()),
  uvicorn: () => new DefaultFormatter('%(levelprefix)s %(message)s').format(record()),
  django: () => new ServerFormatter('%(message)s').format(record()),
  rich: () => {
    new RichHandler().handle(record())
    return (logging.sys.stdout as unknown as ReturnType<typeof stream>).written.join('')
  },
}

function use(stdout: boolean, stderr = stdout): void {
  logging.sys.stdout = stream(stdout)
  logging.sys.stderr = stream(stderr)
}

beforeEach(() => {
  for (const name of VARIABLES) delete process.env[name]
})

afterEach(() => {
  logging.sys.stdout = process.stdout
  logging.sys.stderr = process.stderr
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
})

describe.each(Object.entries(PRINTERS))('%s', (_, print) => {
  it('has colours on a terminal', () => {
    use(true)

    expect(print()).toContain(ESCAPE)
  })

  it('has none when piped', () => {
    use(false)

    expect(print()).not.toContain('\x1b')
  })

  it('has none with NO_COLOR', () => {
    use(true)
    process.env['NO_COLOR'] = '1'

    expect(print()).not.toContain('\x1b')
  })

  it('has them again with FORCE_COLOR, even when piped', () => {
    use(false)
    process.env['NO_COLOR'] = '1'
    process.env['FORCE_COLOR'] = '1'

    expect(print()).toContain(ESCAPE)
  })

  it('takes an empty NO_COLOR and a FORCE_COLOR of 0 for absent', () => {
    use(true)
    process.env['NO_COLOR'] = ''
    process.env['FORCE_COLOR'] = '0'

    expect(print()).toContain(ESCAPE)
  })
})

describe('colorlog', () => {
  it('without a stream has none unless both standard streams are terminals', () => {
    use(true, false)

    expect(new ColoredFormatter().format(record())).not.toContain('\x1b')
  })

  it('goes by its stream where it has one', () => {
    use(false)
    const formatter = new ColoredFormatter({ stream: stream(true) })

    expect(formatter.format(record())).toBe('\x1b[32mINFO:a:GET\x1b[0m')
  })

  it('asks a stream of Python’s kind too', () => {
    const formatter = new ColoredFormatter({ stream: { write: () => undefined, isatty: () => true } as never })

    expect(formatter.format(record())).toContain(ESCAPE)
  })

  it('leaves the record as it was', () => {
    const given = record()

    new ColoredFormatter({ fmt: '%(red)s%(message)s', force_color: true }).format(given)

    expect(given).not.toHaveProperty('red')
    expect(given).not.toHaveProperty('log_color')
  })
})
