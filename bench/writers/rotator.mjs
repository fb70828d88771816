/** `node rotator.mjs OPTIONS FILE ID BEGIN SECONDS`: a TimedRotatingFile with these options. */
import { TimedRotatingFile } from '@pylogging/rotator'
import { flatOut } from './flat-out.mjs'

const [options, path, id, begin, seconds] = process.argv.slice(2)
const file = new TimedRotatingFile(path, JSON.parse(options))
flatOut((line) => file.write(line), { id, begin: Number(begin), seconds: Number(seconds) })
