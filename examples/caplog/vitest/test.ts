/** Vitest's `test` with pytest's fixture: a test that names `caplog` captures from its first line to its end. */
import { caplog, type LogCaptureFixture } from '@pylogging/core/testing'
import { test as base } from 'vitest'

export const test = base.extend<{ caplog: LogCaptureFixture }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest asks for the braces
  caplog: async ({}, use) => {
    using log = caplog()
    await use(log)
  },
})
