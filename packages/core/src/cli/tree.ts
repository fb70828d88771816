/** `pylogging tree`: what a configuration would configure, as the Python package logging_tree prints it. */
import { describe } from '../index.js'
import { type ReadOptions, readConfiguration } from './read-config.js'
import { reason, tryOut } from './trial.js'

export interface Answer {
  readonly text: string
  /** Remarks beside the answer: parts that failed, names that something stands in for. */
  readonly notes: readonly string[]
  readonly isComplete: boolean
}

/** @throws As `readConfiguration`, also for a text that is no configuration. */
export function tree(file: string, options: ReadOptions): Answer {
  const notes = configured(file, options)
  return { text: describe(), notes, isComplete: notes.every((note) => note.startsWith('unknown')) }
}

/** Configures, and says what is not as it will be. */
export function configured(file: string, options: ReadOptions): string[] {
  const { failures, unknown } = tryOut(readConfiguration(file, options))
  return [
    ...failures.map(({ path, error }) => `${path === '' ? '' : `${path}: `}${reason(error)}`),
    ...unknown.map(
      (name) =>
        `unknown name ${JSON.stringify(name)}: something stands in for it (--import the module that registers it)`,
    ),
  ]
}
