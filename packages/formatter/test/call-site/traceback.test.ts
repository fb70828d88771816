import { describe, expect, it } from 'vitest'
import { captureTraceback, handlingLines, shownCount, Traceback } from '../../src/call-site/traceback.js'

const lines = (text: string) =>
  text.split(' ').map((frame) => `    at ${frame.replace('~', 'async ').replace('@', ' (/a.js:')}:1)`)

/** Frames are `function@line`, `~function@line` where they wait, innermost first. */
const shown = (error: string, handling: string) => shownCount(lines(error), lines(handling))

describe('shownCount', () => {
  it('ends at the function that caught the error', () => {
    expect(shown('fail@1 order@2 main@3', 'order@4 main@3')).toBe(2)
    expect(shown('fail@1 order@2 main@3', 'log@9 order@4 main@3')).toBe(2)
    expect(shown('order@2 main@3', 'order@4 main@3')).toBe(1)
  })

  it('finds it where V8 left out the outer frames of the error, or of both', () => {
    expect(shown('fail@1 order@2 main@3 run@4', 'order@5 main@3 run@4 serve@6 start@7')).toBe(2)
    expect(shown('fail@1 order@2 main@3 run@4 serve@6 start@7', 'order@5 main@3 run@4')).toBe(2)
  })

  it('finds it where what awaits stands in the place of what called', () => {
    expect(shown('fail@1 order@2 main@3 run@8', 'order@5 ~main@3 ~other@9')).toBe(2)
    expect(shown('fail@1 ~order@2 ~main@3', 'order@5 ~main@3')).toBe(2)
  })

  it('takes the one with the most callers in common in a recursion', () => {
    expect(shown('fail@1 dive@2 dive@3 dive@3 dive@3', 'log@9 dive@4 dive@3 dive@3 dive@3 dive@3 main@5')).toBe(2)
  })

  it('leaves out the end that is the same when other functions handle it', () => {
    expect(shown('taskA@1 run@5 main@9', 'taskB@2 run@5 main@9')).toBe(1)
  })

  it('shows all of an error that has nothing in common with what handles it, and the last frame of any', () => {
    expect(shown('fail@1 order@2', 'report@3 timer@4')).toBe(2)
    expect(shown('fail@1 order@2', 'fail@1 order@2')).toBe(1)
    expect(shownCount(lines('fail@1 order@2'), [])).toBe(2)
    expect(shownCount([], lines('fail@1'))).toBe(1)
  })
})

describe('a traceback', () => {
  it('knows the frames that were running, and prints as in Python', () => {
    const traceback = (function handler() {
      return captureTraceback(function unused() {}) && captureTraceback(handler)
    })()

    expect(handlingLines(traceback)[0]).toContain('traceback.test.ts')
    expect(String(traceback)).toBe('<traceback object>')
  })

  it('knows none where there is no stack, and neither does what is no traceback', () => {
    for (const other of [null, undefined, 'text', {}, new Traceback({})]) expect(handlingLines(other)).toEqual([])
    const failing = {
      get stack() {
        throw new Error('x')
      },
    }
    expect(handlingLines(new Traceback(failing))).toEqual([])
  })
})
