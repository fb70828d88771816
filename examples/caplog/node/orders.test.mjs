import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { caplog } from '@pylogging/core/testing'
import { place } from '../dist/src/orders.js'

let log
beforeEach(() => {
  log = caplog()
})
afterEach(() => log.restore())

test('an order that waits is a warning', () => {
  place(17, 11)

  assert.deepEqual(log.record_tuples, [['shop.orders', 30, 'order 17 waits for stock']])
})

test('a level for some lines', () => {
  log.at_level('INFO', () => place(18, 1))
  place(19, 1)

  assert.deepEqual(log.messages, ['order 18 placed'])
})
