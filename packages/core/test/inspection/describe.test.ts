/** The tree of loggers as text. The expected text was printed by logging_tree on CPython 3.13.0, for the same loggers. */
import { resolve } from 'node:path'
import { expect, describe as group, it } from 'vitest'
import { HTTPHandler, TimedRotatingFileHandler } from '../../src/handlers.js'
import {
  describe,
  FileHandler,
  Filter,
  Formatter,
  getLogger,
  Handler,
  NullHandler,
  root,
  StreamHandler,
  sys,
} from '../../src/index.js'
import { isolateEachTest, Sink } from '../support/isolate.js'

isolateEachTest()

class MyFilter {
  filter(): boolean {
    return true
  }

  toString(): string {
    return '<F>'
  }
}

class MyHandler extends Handler {
  override emit(): void {}
}

group('describe', () => {
  it('shows the place of an HTTPHandler as an address, whether or not its url begins with a slash', () => {
    root.addHandler(new HTTPHandler('localhost:80', '/log'))
    root.addHandler(new HTTPHandler('localhost:80', 'log', 'POST'))

    expect(describe()).toContain('HTTP GET to http://localhost:80/log\n')
    expect(describe()).toContain('HTTP POST to http://localhost:80/log\n')
  })

  it('shows root alone', () => {
    expect(describe()).toBe('<--""\n   Level WARNING\n')
  })

  it('shows levels, filters, handlers, formatters and where records go, as logging_tree does', () => {
    const log = resolve('x.log')
    const rotated = resolve('y.log')
    getLogger('a.b.c').setLevel('DEBUG')
    getLogger('a.b').addFilter(new Filter("it's"))
    getLogger('a.b').addFilter(new MyFilter())
    const stdout = new StreamHandler(sys.stdout)
    stdout.setLevel('ERROR')
    stdout.addFilter(new Filter('a'))
    stdout.setFormatter(new Formatter('%(message)s', '%H'))
    root.addHandler(stdout)
    const db = Object.assign(getLogger('db'), { propagate: false, disabled: true })
    db.addHandler(new FileHandler(log, { delay: true }))
    db.addHandler(new NullHandler())
    db.addHandler(new MyHandler(35))
    getLogger('db.errors')
    getLogger('db.stats').level = 15
    getLogger('db.stats').addHandler(
      new TimedRotatingFileHandler(rotated, { when: 'midnight', backupCount: 3, delay: true }),
    )
    getLogger('wrong').parent = db
    getLogger('none').parent = null
    getLogger('x.y.z')
    getLogger('x..y')
    const stderr = new StreamHandler()
    stderr.setFormatter(new Formatter())
    getLogger('Z').addHandler(stderr)

    expect(describe().split('\n')).toEqual([
      '<--""',
      '   Level WARNING',
      `   Handler Stream <_io.TextIOWrapper name='<stdout>' mode='w' encoding='utf-8'>`,
      '     Level ERROR',
      `     Filter name='a'`,
      `     Formatter fmt='%(message)s' datefmt='%H'`,
      '   |',
      '   o<--"Z"',
      '   |   Level NOTSET so inherits level WARNING',
      `   |   Handler Stream <_io.TextIOWrapper name='<stderr>' mode='w' encoding='utf-8'>`,
      `   |     Formatter fmt='%(message)s' datefmt=None`,
      '   |',
      '   o<--[a]',
      '   |   |',
      '   |   o<--"a.b"',
      '   |       Level NOTSET so inherits level WARNING',
      `   |       Filter name="it's"`,
      '   |       Filter <F>',
      '   |       |',
      '   |       o<--"a.b.c"',
      '   |           Level DEBUG',
      '   |',
      '   o   "db"',
      '   |   Level NOTSET so inherits level WARNING',
      '   |   Propagate OFF',
      '   |   Disabled',
      `   |   Handler File '${log}'`,
      '   |   Handler <NullHandler (NOTSET)>',
      '   |   Handler <MyHandler (Level 35)>',
      '   |     Level Level 35',
      '   |   |',
      '   |   o<--"db.errors"',
      '   |   |   Level NOTSET so inherits level WARNING',
      '   |   |',
      '   |   o<--"db.stats"',
      '   |       Level Level 15',
      `   |       Handler TimedRotatingFile '${rotated}' when='MIDNIGHT' interval=86400 backupCount=3`,
      '   |',
      '   o !-"none"',
      '   |   Broken .parent is None, so messages stop here',
      '   |   Level NOTSET so inherits level NOTSET',
      '   |',
      '   o !-"wrong"',
      `   |   Broken .parent redirects messages to 'db' instead`,
      '   |   Level NOTSET so inherits level WARNING',
      '   |',
      '   o<--[x]',
      '   |   |',
      '   |   o<--[x.y]',
      '   |       |',
      '   |       o<--"x.y.z"',
      '   |           Level NOTSET so inherits level WARNING',
      '   |',
      '   o<--[x.]',
      '       |',
      '       o<--"x..y"',
      '           Level NOTSET so inherits level WARNING',
      '',
    ])
  })

  it('shows what a program made as it shows itself', () => {
    const handler = new StreamHandler(new Sink())
    handler.setFormatter({ format: () => '', toString: () => '<mine>' } as never)
    getLogger('a').addHandler(handler)
    class Derived extends StreamHandler {}
    getLogger('b').addHandler(new Derived(new Sink()))
    getLogger('.c')

    const lines = describe().split('\n')

    expect(lines).toContain('   |     Formatter <mine>')
    expect(lines).toContain('       Handler <Derived (NOTSET)>')
    expect(lines).toContain('   o<--".c"')
  })
})
