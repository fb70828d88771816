import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { identityOf, isSameFile } from '../../src/file/file-identity.js'
import { environment, type FileStat, replaceEnvironment } from '../../src/world/environment.js'
import { tempDir } from '../support/temp-dir.js'

const stat = (ino: number, birthtimeMs: number): FileStat => ({ ...fs.statSync('.'), ino, birthtimeMs }) as never

describe('isSameFile', () => {
  it('goes by the number and by the moment of birth, because a number is used again', () => {
    expect(isSameFile(stat(7, 1), stat(7, 1))).toBe(true)
    expect(isSameFile(stat(7, 1), stat(7, 2))).toBe(false)
    expect(isSameFile(stat(7, 1), stat(8, 1))).toBe(false)
    expect(isSameFile(stat(2 ** 60, 1), stat(2 ** 60, 2))).toBe(false)
    expect(isSameFile(undefined, undefined)).toBe(false)
  })

  it('goes by the number alone where Node gives the last change for the birth', () => {
    onTestFinished(replaceEnvironment(() => ({ tellsBirths: () => false })))

    expect(isSameFile(stat(7, 1), stat(7, 2))).toBe(true)
    expect(identityOf(stat(7, 1))).toBe(identityOf(stat(7, 2)))
  })

  it('tells a file from the one before it that had its number', () => {
    const path = join(tempDir(), 'a')
    const seen: FileStat[] = []
    for (let time = 0; time < 20; time++) {
      fs.writeFileSync(path, '')
      seen.push(environment.lstat(path) as FileStat)
      fs.rmSync(path)
      environment.sleep(12)
    }

    expect(seen.filter((file) => seen.some((other) => other !== file && isSameFile(file, other)))).toEqual([])
    expect(new Set(seen.map(identityOf)).size).toBe(20)
  })

  it('knows a file by whatever name, also after a write and a rename', () => {
    const path = join(tempDir(), 'a')
    fs.writeFileSync(path, '')
    const before = environment.lstat(path)
    fs.linkSync(path, `${path}.b`)
    fs.renameSync(path, `${path}.c`)
    fs.appendFileSync(`${path}.c`, 'text')

    expect(isSameFile(environment.lstat(`${path}.b`), before)).toBe(true)
    expect(isSameFile(environment.lstat(`${path}.c`), before)).toBe(true)
  })
})
