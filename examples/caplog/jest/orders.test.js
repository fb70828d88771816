const { caplog } = require('@pylogging/core/testing')
const { place } = require('../dist/src/orders.js')

let log
beforeEach(() => {
  log = caplog()
})
afterEach(() => log.restore())

test('an order that waits is a warning', () => {
  place(17, 11)

  expect(log.record_tuples).toEqual([['shop.orders', 30, 'order 17 waits for stock']])
})

test('a level for some lines', () => {
  log.at_level('INFO', () => place(18, 1))
  place(19, 1)

  expect(log.messages).toEqual(['order 18 placed'])
})
