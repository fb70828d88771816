import logging from '@pylogging/core'
import { expect } from 'vitest'
import { pay, place } from '../src/orders.js'
import { test } from './test.js'

test('an order that waits is a warning', ({ caplog }) => {
  place(17, 11)

  expect(caplog.record_tuples).toEqual([['shop.orders', logging.WARNING, 'order 17 waits for stock']])
})

test('text has level, logger, and the line of the log call', ({ caplog }) => {
  place(17, 11)

  expect(caplog.text).toBe('WARNING  shop.orders:orders.ts:8 order 17 waits for stock\n')
})

test('levels are those of the program, until the test sets one', ({ caplog }) => {
  place(17, 1)
  expect(caplog.messages).toEqual([])

  caplog.set_level('DEBUG', 'shop')
  place(18, 1)
  expect(caplog.messages).toEqual(['looking for 1 pieces', 'order 18 placed'])
})

test('the next test has the levels of before', ({ caplog }) => {
  place(19, 1)

  expect(caplog.records).toEqual([])
})

test('a level for some lines, and nothing of what came earlier', ({ caplog }) => {
  place(17, 11)
  caplog.clear()

  caplog.at_level('INFO', () => place(18, 1))
  place(19, 1)

  expect(caplog.messages).toEqual(['order 18 placed'])
})

test('records have the attributes of extra, also after an await', async ({ caplog }) => {
  await caplog.at_level(logging.INFO, 'shop.orders', () => pay(17, async () => {}))

  const [record] = caplog.records
  expect(record?.getMessage()).toBe('order 17 paid')
  expect(record?.['order']).toBe(17)
})

test('an exception is in the record, its traceback in the text', async ({ caplog }) => {
  const declined = new RangeError('card declined')

  await pay(17, () => Promise.reject(declined))

  expect(caplog.records[0]?.exc_info).toContain(declined)
  expect(caplog.text).toContain('Traceback (most recent call last):')
  expect(caplog.text).toMatch(/^RangeError: card declined$/m)
})
