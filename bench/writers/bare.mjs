/** The floor: `node bare.mjs {} FILE ID BEGIN SECONDS`. */
import { openSync, writeSync } from 'node:fs'
import { flatOut } from './flat-out.mjs'

const [, file, id, begin, seconds] = process.argv.slice(2)
const fd = openSync(file, 'a')
flatOut((line) => writeSync(fd, line), { id, begin: Number(begin), seconds: Number(seconds) })
