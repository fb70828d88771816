/** What other people put under names that are ours: of every kind that a file system has, and how to see it unchanged. */
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

export const KINDS = ['folder', 'link', 'dangling link', 'looping link', 'FIFO', 'socket'] as const
export type Kind = (typeof KINDS)[number]

/** Text of the file that a link leads to: it must not be copied, and not be changed. */
export const SECRET = 'only for others'

let store: string | undefined

/** One of each that JavaScript cannot make, to be linked to where it is needed. */
function models(): string {
  if (store !== undefined) return store
  store = fs.mkdtempSync(join(tmpdir(), 'rotator-strangers-'))
  execFileSync('mkfifo', [join(store, 'FIFO')])
  const listen = `require('net').createServer().listen(process.argv[1], () => process.exit())`
  execFileSync(process.execPath, ['-e', listen, join(store, 'socket')])
  fs.writeFileSync(join(store, 'secret'), `${SECRET}\n`, { mode: 0o600 })
  return store
}

/** To be called at the top of a test file. */
export function removeModelsAfterwards(): void {
  afterAll(() => {
    if (store !== undefined) fs.rmSync(store, { recursive: true, force: true })
    store = undefined
  })
}

export function plant(path: string, kind: Kind): void {
  switch (kind) {
    case 'folder':
      fs.mkdirSync(path)
      fs.writeFileSync(join(path, 'theirs'), 'theirs\n')
      break
    case 'link':
      fs.symlinkSync(join(models(), 'secret'), path)
      break
    case 'dangling link':
      fs.symlinkSync(join(models(), 'nothing'), path)
      break
    case 'looping link':
      fs.symlinkSync(path, path)
      break
    case 'FIFO':
    case 'socket':
      fs.linkSync(join(models(), kind), path)
  }
}

/** Number, kind, permissions, count of links and content, as one text; undefined where there is nothing. */
export function looksLike(path: string): string | undefined {
  const stat = fs.lstatSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return undefined
  const { ino, mode, nlink, uid, gid } = stat
  const content = stat.isSymbolicLink()
    ? fs.readlinkSync(path)
    : stat.isDirectory()
      ? fs.readdirSync(path).map((name) => fs.readFileSync(join(path, name), 'utf8'))
      : stat.isFile()
        ? fs.readFileSync(path, 'latin1')
        : ''
  return JSON.stringify([ino, mode, nlink, uid, gid, content])
}

/** The file that links lead to. */
export function secretFile(): string {
  return join(models(), 'secret')
}
