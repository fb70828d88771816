/**
 * The messages between the main thread and the transport worker.
 *
 * Records go through the ring (ring.ts). Everything else is a message: opening and closing channels, records too large
 * for the ring, and back from the worker what went wrong. How far a channel has come stands in cells that both see, so
 * that the main thread can wait for it.
 */
import type { SharedRing } from './ring.js'

/**
 * The place that a channel leads to. Times are milliseconds.
 *
 * Channels of one thread with equal targets share a link, and so a connection: what was logged in an order arrives in it.
 */
export type Target = StreamTarget | DatagramTarget | HttpTarget | MailTarget | EventLogTarget

/** Options of node:tls. They go to the worker as a message, so functions cannot be among them. */
export type TlsOptions = Readonly<Record<string, unknown>>

export interface StreamTarget {
  readonly kind: 'stream'
  /** Null with a path: a unix socket. */
  readonly host: string | null
  readonly port: number
  readonly path: string | null
  /** Null speaks in the clear. */
  readonly tls: TlsOptions | null
  readonly timeoutMs: number
  /** The wait after a failed connection: the first one, the longest one, and the factor by which it grows. */
  readonly retryStartMs: number
  readonly retryMaxMs: number
  readonly retryFactor: number
}

export interface DatagramTarget {
  readonly kind: 'datagram'
  readonly host: string
  readonly port: number
  /** Whether an IPv4 address of the host goes before those of IPv6, or the first one is taken. */
  readonly prefersIPv4: boolean
  readonly timeoutMs: number
}

export interface HttpTarget {
  readonly kind: 'http'
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly context: TlsOptions | null
  /** A URL of http, with user and password where it wants them; null for none. */
  readonly proxy: string | null
  readonly timeoutMs: number
}

/** A record of an HTTP channel, as JSON. */
export interface HttpRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | number>>
  readonly body: string | null
}

export interface MailTarget {
  readonly kind: 'mail'
  readonly host: string
  readonly port: number
  readonly user: string | null
  readonly password: string | null
  /** Options of node:tls for STARTTLS; null speaks in the clear. */
  readonly secure: TlsOptions | null
  readonly timeoutMs: number
}

/** A record of a mail channel, as JSON. */
export interface Mail {
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  /** The date, as in the header. */
  readonly date: string
  readonly text: string
}

/** A record is the arguments of eventcreate, as JSON. */
export interface EventLogTarget {
  readonly kind: 'event-log'
  readonly timeoutMs: number
}

/** How many bytes may be on their way from one handler to its peer. */
export const LIMIT_BYTES = 8 << 20

/** Cells of a channel, all Int32; counts wrap. */
export const STATE = 0
/** Records that are with the kernel or the peer, or given up. */
export const DONE_RECORDS = 1
export const DONE_BYTES = 2
/** Attempts to connect that succeeded, and that failed. */
export const CONNECTIONS = 3
export const FAILED_ATTEMPTS = 4
/** Records given up by the worker. */
export const LOST = 5
/** Counts every change of the others: what the main thread waits on. */
export const CHANGES = 6
/**
 * The position in the same memory of a Float64, the time of the next attempt in seconds since the epoch; 0 for none.
 */
export const RETRY_AT_BYTES = 32
export const CHANNEL_BYTES = 40

/** States of a link; link.ts draws them. */
export const IDLE = 0
export const CONNECTING = 1
export const SENDING = 2
export const STALLED = 3
export const CLOSED = 4
export type LinkState = typeof IDLE | typeof CONNECTING | typeof SENDING | typeof STALLED | typeof CLOSED

/** The data that the worker starts with. */
export interface Start {
  readonly ring: SharedRing
  readonly port: unknown
  readonly modules: {
    /** The path of nodemailer's SMTPConnection, for SMTPHandler; null where it is not installed. */
    readonly nodemailer: string | null
    /** The path of the module that lets Node read Yarn's archives; null where there are none. */
    readonly pnp: string | null
  }
}

export type ToWorker =
  /** Channels of one place share a link. */
  | {
      readonly type: 'open'
      readonly channel: number
      readonly place: string
      readonly target: Target
      readonly cells: SharedArrayBuffer
    }
  | { readonly type: 'apart'; readonly channel: number; readonly bytes: Uint8Array }
  /** Connect now: for a constructor that waits, and for a flush that will not wait for the next attempt. */
  | { readonly type: 'connect'; readonly channel: number }
  /** Messages posted before it are still sent. `abandon` gives up at once whatever is left. */
  | { readonly type: 'close'; readonly channel: number; readonly abandon: boolean }
  | { readonly type: 'wake' }

/** An error as a message carries it. */
export interface Failure {
  readonly name: string
  readonly message: string
  readonly code: string | null
  readonly syscall: string | null
}

export type ToMain =
  /**
   * `record` counts the channel's records from 1; 0 is a failure that no record is to be told with. `isLost` is false
   * where the record still waits for another attempt.
   */
  | {
      readonly type: 'failed'
      readonly channel: number
      readonly record: number
      readonly failure: Failure
      readonly isLost: boolean
    }
  /** A channel that was closed has nothing left: all of it is delivered or given up. */
  | { readonly type: 'left'; readonly channel: number }
  /** A mistake of the worker's own. */
  | { readonly type: 'fault'; readonly message: string }
