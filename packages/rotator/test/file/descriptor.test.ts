/** What is closed when its object is garbage: the file that was opened, and never another one that has its number by now. */
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { descriptorOf } from '../../src/file/descriptor.js'
import { environment, replaceEnvironment } from '../../src/world/environment.js'
import { tempDir } from '../support/temp-dir.js'

function opened(name: string): number {
  return fs.openSync(join(tempDir(), name), 'w')
}

describe('a descriptor that is dropped', () => {
  it('is closed where the number of the volume has more bits in one look than in the other', () => {
    const closed: number[] = []
    const fd = opened('app.log')
    const file = environment.fstat(fd)
    onTestFinished(
      replaceEnvironment((current) => ({
        fstat: (number) => Object.assign(current.fstat(number), { dev: file.dev + 2 ** 33 }),
        close: (number) => void closed.push(number),
      })),
    )
    const descriptor = descriptorOf({})
    descriptor.hold(fd, file)

    descriptor.drop()

    fs.closeSync(fd)
    expect(closed).toEqual([fd])
  })

  it('is left alone where its number is that of another file by now', () => {
    const closed: number[] = []
    const [fd, other] = [opened('app.log'), opened('other')]
    onTestFinished(replaceEnvironment(() => ({ close: (number) => void closed.push(number) })))
    const descriptor = descriptorOf({})
    descriptor.hold(fd, environment.fstat(other))

    descriptor.drop()

    for (const each of [fd, other]) fs.closeSync(each)
    expect(closed).toEqual([])
  })
})
