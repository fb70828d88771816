/**
 * Applies a configuration that came as bytes: JSON, else INI.
 *
 * CPython tries INI after any failure of JSON, of dictConfig too, and prints both errors, the first as what led to the
 * second; so does this.
 */
import { exceptionText } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import { decoded } from '../python/decode.js'
import { dictEntries } from '../python/references.js'
import { type DictConfig, dictConfig } from './dict-config.js'
import { checkExtent } from './extent.js'
import { fileConfig } from './file-config.js'
import { newlines } from './ini.js'
import { readJson, refusePrototypes } from './json.js'
import { printError } from './print-error.js'

const BETWEEN = '\n\nDuring handling of the above exception, another exception occurred:\n\n'

/** @throws UnicodeDecodeError; what is wrong with the configuration is printed. */
export function applyReceived(bytes: Uint8Array): void {
  const text = decoded(Buffer.from(bytes), 'utf-8')
  try {
    dictConfig(readDict(text))
  } catch (first) {
    try {
      fileConfig({ read: () => newlines(text) })
    } catch (second) {
      printError(`${exceptionText(first)}${BETWEEN}${exceptionText(second)}\n`)
    }
  }
}

function readDict(text: string): DictConfig {
  const config = readJson(text)
  if (dictEntries(config) === null) throw new ValueError('the configuration is no dict')
  checkExtent(config)
  refusePrototypes(config)
  return config as DictConfig
}
