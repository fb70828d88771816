/**
 * The text of a configuration file, by Python's names of encodings. Node decodes what web browsers do; an encoding beyond
 * these is an error.
 */

import { type CodecName, codecName } from '../encodings/encoding-names.js'
import { LookupError } from '../ground/errors.js'
import { UnicodeDecodeError } from './errors.js'

/** @throws LookupError `unknown encoding: klingon`; UnicodeDecodeError for bytes that the encoding does not have. */
export function decoded(bytes: Buffer, encoding: string): string {
  const name = codecName(encoding)
  if (name === undefined) throw new LookupError(`unknown encoding: ${encoding}`)
  // Node calls latin-1 what is Windows' code page 1252.
  const isAscii = name === 'ascii' && bytes.every((byte) => byte < 0x80)
  if (name === 'latin_1' || isAscii) return bytes.toString('latin1')
  const decoder = name === 'ascii' ? null : decoderOf(name, bytes, encoding)
  try {
    if (decoder !== null) return decoder.decode(bytes)
  } catch {
    // Below.
  }
  throw new UnicodeDecodeError(`'${encoding}' codec can't decode the file`)
}

function decoderOf(name: CodecName, bytes: Buffer, encoding: string): InstanceType<typeof TextDecoder> {
  const hasMark = name === 'utf_8_sig' || name === 'utf_16'
  try {
    return new TextDecoder(labelOf(name, bytes), { fatal: true, ignoreBOM: !hasMark })
  } catch {
    throw new LookupError(`a configuration file in ${encoding} is not supported; utf-8 is`)
  }
}

/** Returns the name that web browsers have for a codec. */
function labelOf(name: CodecName, bytes: Buffer): string {
  if (name === 'utf_8_sig') return 'utf-8'
  if (name === 'utf_16') return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-16le'
  return name
    .replace(/^cp(125\d|874)$/, 'windows-$1')
    .replace(/^cp866$/, 'ibm866')
    .replace(/^iso8859_/, 'iso-8859-')
    .replace(/^utf_16_/, 'utf-16')
    .replace(/^(utf_8|koi8_[ru]|euc_jp|euc_kr)$/, (label) => label.replace('_', '-'))
}
