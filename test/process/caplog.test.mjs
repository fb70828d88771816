/** caplog in Node's own test runner. Vitest: packages/core/test/caplog.test.ts; Jest: test/package. */
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import logging from '../../packages/core/dist/face.mjs'
import { caplog } from '../../packages/core/dist/testing-face.mjs'

describe('caplog', () => {
  let log
  beforeEach(() => {
    log = caplog()
  })
  afterEach(() => log.restore())

  for (const name of ['a', 'b']) {
    it(`sees what one test logs: ${name}`, () => {
      log.set_level('DEBUG', 'shop')

      logging.getLogger('shop').debug(name)

      assert.deepEqual(log.record_tuples, [['shop', 10, name]])
      assert.match(log.text, /^DEBUG {4}shop:caplog\.test\.mjs:\d+ [ab]\n$/)
    })
  }

  it('leaves nothing behind', () => {
    assert.equal(logging.getLogger('shop').level, 0)
    assert.equal(logging.root.handlers.length, 1)
  })
})
