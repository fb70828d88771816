/** The clock of log records stands still: `node --import pin.mjs program.js`. */
import { setClock } from '@pylogging/core/testing'

setClock(() => BigInt(process.env.PINNED_NANOSECONDS))
