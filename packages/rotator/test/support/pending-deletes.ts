/**
 * Windows in Node 20, which removes a name as Windows always did: it stays for as long as somebody has the file open through
 * it, and until then every call that names it is refused (ERROR_ACCESS_DENIED, in Node EPERM). Its folder still lists it.
 */
import * as fs from 'node:fs'
import { type FileStat, replaceEnvironment } from '../../src/world/environment.js'

/**
 * Plays it until it is disposed of.
 *
 * @param tells - Whether a look at such a name is answered all the same, from the folder, as some versions of Node do.
 * @returns The names that are being removed.
 */
export function pendingDeletes(tells = false): Disposable & { readonly names: ReadonlySet<string> } {
  const openedAs = new Map<number, string>()
  const pending = new Set<string>()
  const refuse = (call: string, ...paths: readonly string[]): void => {
    const path = paths.find((each) => pending.has(each))
    if (path === undefined) return
    const failure = { code: 'EPERM', errno: -4048, syscall: call, path }
    throw Object.assign(new Error(`EPERM: operation not permitted, ${call} '${path}'`), failure)
  }
  const isOpen = (path: string) => [...openedAs.values()].includes(path)
  const counted = <Stat extends FileStat | undefined>(stat: Stat): Stat => {
    const gone = [...pending].filter((path) => fs.lstatSync(path).ino === stat?.ino).length
    return gone === 0 ? stat : Object.assign(stat as object as Stat & object, { nlink: (stat?.nlink ?? 0) - gone })
  }
  const restore = replaceEnvironment((current) => ({
    open(path, flags, permissions) {
      refuse('open', path)
      const fd = current.open(path, flags, permissions)
      openedAs.set(fd, path)
      return fd
    },
    close(fd) {
      current.close(fd)
      const path = openedAs.get(fd)
      openedAs.delete(fd)
      if (path === undefined || !pending.has(path) || isOpen(path)) return
      fs.unlinkSync(path)
      pending.delete(path)
    },
    stat(path) {
      if (!tells) refuse('stat', path)
      return counted(current.stat(path))
    },
    lstat(path) {
      if (!tells) refuse('lstat', path)
      return counted(current.lstat(path))
    },
    fstat: (fd) => counted(current.fstat(fd)),
    rename(from, to) {
      refuse('rename', from, to)
      current.rename(from, to)
      for (const [fd, path] of openedAs) if (path === from) openedAs.set(fd, to)
    },
    link(existing, name) {
      refuse('link', existing, name)
      current.link(existing, name)
    },
    unlink(path) {
      refuse('unlink', path)
      if (isOpen(path)) pending.add(path)
      else current.unlink(path)
    },
    mkdir(path) {
      refuse('mkdir', path)
      current.mkdir(path)
    },
    rmdir(path) {
      // Of a file's name it is asked on other systems than Windows alone.
      if (!tells) refuse('rmdir', path)
      current.rmdir(path)
    },
  }))
  return { names: pending, [Symbol.dispose]: restore }
}
