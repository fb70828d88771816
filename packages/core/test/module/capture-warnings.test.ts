/** captureWarnings: the warnings of `warnings` and those of Node. */
import { setImmediate } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import logging, { captureWarnings, getLogger, NullHandler, root, StreamHandler, warnings } from '../../src/index.js'
import { captureStderr, isolateEachTest, Recorder, Sink } from '../support/isolate.js'

isolateEachTest()

/** Node's own printer, as a process without a test runner has it. */
const printed: string[] = []
function onWarning(warning: Error): void {
  printed.push(`${warning.name}: ${warning.message}`)
}

function withPrinter(): void {
  printed.length = 0
  process.prependListener('warning', onWarning)
}
afterEach(() => {
  captureWarnings(false)
  process.off('warning', onWarning)
})

describe('captureWarnings', () => {
  it('logs what `warnings` shows, in the words of formatwarning, at WARNING on py.warnings', () => {
    const sink = new Sink()
    getLogger('py.warnings').addHandler(new StreamHandler(sink))
    captureWarnings(true)

    warnings.warn_explicit('Explicit', warnings.UserWarning, 'dummy.py', 42)
    warnings.showwarning('With line', warnings.UserWarning, 'dummy.py', 42, null, 'Dummy line')

    expect(sink.text).toBe(
      'dummy.py:42: UserWarning: Explicit\n\ndummy.py:42: UserWarning: With line\n  Dummy line\n\n',
    )
  })

  it('leaves what is meant for a file', () => {
    const sink = new Sink()
    captureWarnings(true)

    warnings.showwarning('a', warnings.UserWarning, 'dummy.py', 42, sink, '')

    expect(sink.text).toBe('dummy.py:42: UserWarning: a\n')
  })

  it('makes the text the message, without arguments, and a NullHandler where there is none', () => {
    const recorder = new Recorder()
    root.addHandler(recorder)
    captureWarnings(true)

    warnings.warn_explicit('100%', warnings.UserWarning, 'dummy.py', 42)

    expect(recorder.last).toMatchObject({ name: 'py.warnings', levelname: 'WARNING', args: [] })
    expect(recorder.last.msg).toBe('dummy.py:42: UserWarning: 100%\n')
    expect(getLogger('py.warnings').handlers.map((each) => each.constructor)).toEqual([NullHandler])
  })

  it('prints nothing where nobody listens, not even by the last resort', () => {
    const stderr = captureStderr()
    captureWarnings(true)

    warnings.warn_explicit('a', warnings.UserWarning, 'dummy.py', 42)

    expect(stderr.text).toBe('')
  })

  it('stops when told, and does not mind being told twice', () => {
    const stderr = captureStderr()
    const { showwarning } = warnings
    captureWarnings(true)
    captureWarnings(true)
    captureWarnings(false)
    captureWarnings(false)

    warnings.warn_explicit('a', warnings.UserWarning, 'dummy.py', 42)

    expect(warnings.showwarning).toBe(showwarning)
    expect(stderr.text).toBe('dummy.py:42: UserWarning: a\n')
  })

  it("logs Node's warnings with the place in the program, their code and detail, and Node does not print them", async () => {
    withPrinter()
    const recorder = new Recorder()
    root.addHandler(recorder)
    captureWarnings(true)

    process.emitWarning('old', { type: 'DeprecationWarning', code: 'DEP9', detail: 'Use load().' })
    await vi.waitFor(() => expect(recorder.records).toHaveLength(1))

    const [first, second] = String(recorder.last.msg).split('\n')
    expect(first).toMatch(/capture-warnings\.test\.ts:\d+: DeprecationWarning: \[DEP9\] old$/)
    expect(second).toBe('Use load().')
    expect(String(recorder.last.msg)).toMatch(/\n {2}process\.emitWarning\('old', .*\n$/)
    expect(printed).toEqual([])
  })

  it('gives a warning that comes from no place Python s words for it', async () => {
    withPrinter()
    const recorder = new Recorder()
    root.addHandler(recorder)
    captureWarnings(true)

    process.emitWarning(Object.assign(new Error('from within'), { name: 'InnerWarning', stack: '' }))
    await vi.waitFor(() => expect(recorder.messages).toEqual(['<sys>:0: InnerWarning: from within\n']))
  })

  it('lets Node print again, before other listeners, when it ends', async () => {
    withPrinter()
    const before = process.rawListeners('warning')
    captureWarnings(true)
    expect(process.rawListeners('warning')).not.toContain(onWarning)

    logging.captureWarnings(false)

    expect(process.rawListeners('warning')).toEqual(before)
    process.emitWarning('again')
    await setImmediate()
    expect(printed).toEqual(['Warning: again'])
  })
})
