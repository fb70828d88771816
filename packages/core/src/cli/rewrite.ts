/**
 * `pylogging convert --to json|yaml|ini`: a configuration in another form, with nothing of it lost.
 */
import { writeYaml } from '../config/yaml.js'
import { iniText } from './ini-text.js'
import { type ReadOptions, readConfiguration } from './read-config.js'
import type { Answer } from './tree.js'

export const FORMS = ['json', 'yaml', 'ini'] as const

/** @throws As `readConfiguration`; ImportError where `yaml` is not installed. */
export function rewrite(file: string, form: (typeof FORMS)[number], options: ReadOptions): Answer {
  const configuration = readConfiguration(file, options)
  if (configuration.kind === 'ini') {
    return {
      text: '',
      notes: ['an INI file is converted to ts only: pylogging convert FILE --to ts'],
      isComplete: false,
    }
  }
  const { config } = configuration
  if (form === 'json') return { text: `${JSON.stringify(config, asJson, 2)}\n`, notes: [], isComplete: true }
  if (form === 'yaml') return { text: writeYaml(config), notes: [], isComplete: true }
  const { text, missing } = iniText(config as Readonly<Record<string, unknown>>)
  if (missing.length > 0) {
    return {
      text: '',
      notes: missing.map((place) => `an INI file cannot say ${place}: convert it to json, yaml or ts`),
      isComplete: false,
    }
  }
  const keeps = (config as Readonly<Record<string, unknown>>)['disable_existing_loggers'] === false
  return { text, notes: keeps ? ['give fileConfig disable_existing_loggers: false'] : [], isComplete: true }
}

function asJson(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  return value instanceof Map ? Object.fromEntries(value) : value
}
