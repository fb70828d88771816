/** A rotating handler of a program's own on BaseRotatingHandler: it opens, locks, rotates and closes for each record. */
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import logging from '@pylogging/core'
import { BaseRotatingHandler } from '@pylogging/core/handlers'
import { repr } from '@pylogging/formatter'

class Careful extends BaseRotatingHandler {
  rollovers = 0

  constructor(filename, { maxBytes = 0, backupCount = 0, keepOpen = false }) {
    super(filename, 'a', { encoding: 'utf-8', delay: true })
    this.maxBytes = maxBytes
    this.backupCount = backupCount
    this.keepOpen = keepOpen
  }

  emit(record) {
    try {
      const text = this.format(record)
      this.locked(() => this.write(record, text))
    } catch (error) {
      this.handleError(record, error)
    }
  }

  locked(work) {
    const lock = `${this.baseFilename}.busy`
    const descriptor = openSync(lock, 'wx')
    try {
      work()
    } finally {
      closeSync(descriptor)
      rmSync(lock)
    }
  }

  write(record, text) {
    if (this.shouldRollover(record)) this.doRollover()
    this.stream ??= this._open()
    this.stream.write(text + this.terminator)
    this.flush()
    if (this.keepOpen) return
    this.stream.close()
    this.stream = null
  }

  shouldRollover(record) {
    if (this.maxBytes <= 0 || !existsSync(this.baseFilename)) return false
    return statSync(this.baseFilename).size + Buffer.byteLength(this.format(record)) >= this.maxBytes
  }

  doRollover() {
    this.stream?.close()
    this.stream = null
    for (let number = this.backupCount - 1; number > 0; number -= 1) {
      const source = this.rotation_filename(`${this.baseFilename}.${number}`)
      if (existsSync(source)) renameSync(source, this.rotation_filename(`${this.baseFilename}.${number + 1}`))
    }
    this.rotate(this.baseFilename, this.rotation_filename(`${this.baseFilename}.1`))
    this.rollovers += 1
  }
}

const print = (...values) => logging.sys.stdout.write(`${values.join(' ')}\n`)
const folder = process.argv[2]
const log = logging.getLogger('careful')
log.setLevel('DEBUG')
for (const [name, options] of [
  ['a.log', {}],
  ['b.log', { keepOpen: true }],
]) {
  const handler = new Careful(join(folder, name), { maxBytes: 40, backupCount: 3, ...options })
  handler.setFormatter(new logging.Formatter('%(levelname)s %(message)s'))
  handler.namer = (given) => (name === 'b.log' ? `${given.replace('.log.', '-')}.log` : given)
  log.addHandler(handler)
  for (let number = 0; number < 9; number += 1) log.info('récord %d', number)
  print(name, handler.rollovers, repr(handler.stream === null))
  writeFileSync(`${handler.baseFilename}.busy`, '')
  logging.raiseExceptions = false
  log.error('lost')
  logging.raiseExceptions = true
  rmSync(`${handler.baseFilename}.busy`)
  log.removeHandler(handler)
  handler.close()
}
for (const name of readdirSync(folder).sort()) print(name, repr(readFileSync(join(folder, name), 'utf8').split('\n')))
