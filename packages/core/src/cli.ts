#!/usr/bin/env node
/** The command `pylogging`: cli/main.ts says what it can do. */
import { main } from './cli/main.js'

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
