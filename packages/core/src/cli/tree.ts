/** `pylogging tree`: what a configuration would configure, as the Python package logging_tree prints it. */
import { describe } from '../index.js'
import { readConfig } from './read-config.js'
import { reason, tryOut } from './trial.js'

export interface Answer {
  readonly text: string
  /** What is said beside the answer: parts that failed, names that something stands in for. */
  readonly notes: readonly string[]
  readonly isComplete: boolean
}

/** @throws As `readConfig`, also for a text that is no configuration. */
export function tree(file: string): Answer {
  const notes = configured(file)
  return { text: describe(), notes, isComplete: notes.every((note) => note.startsWith('unknown')) }
}

/** Configures, and says what is not as it will be. */
export function configured(file: string): string[] {
  const { failures, unknown } = tryOut(readConfig(file))
  return [
    ...failures.map(({ path, error }) => `${path === '' ? '' : `${path}: `}${reason(error)}`),
    ...unknown.map(
      (name) =>
        `unknown name ${JSON.stringify(name)}: something stands in for it (--import the module that registers it)`,
    ),
  ]
}
