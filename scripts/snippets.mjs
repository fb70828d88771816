/**
 * `pnpm snippets`: writes examples/ten-snippets/expected anew, by CPython 3.13.
 */
import { writeFileSync } from 'node:fs'
import { expectedFile, runPython, SNIPPETS } from '../test/examples/support/ten-snippets.mjs'
import { findPython, NO_PYTHON } from './python.mjs'

const python = findPython()
if (python === null) throw new Error(NO_PYTHON)
for (const name of SNIPPETS) writeFileSync(expectedFile(name), runPython(name, python))
