/**
 * Syslog messages of RFC 5424, with structured data, as the Python package rfc5424-logging-handler sends them.
 *
 *   <14>1 2026-07-15T14:00:00.123456+02:00 host shop 42 - [order@32473 id="7"] <BOM>order is late
 *
 * Priority, version, time, host, the logger's name for the application, process, message id, structured data, message.
 * Characters of these that are not printable ASCII are left out, and texts that are too long are cut.
 *
 * Structured data is the handler's, and the record's own: `extra: { structured_data: { 'order@32473': { id: 7 } } }`, where
 * `hostname`, `appname`, `procid`, `msgid` and `enterprise_id` may be, too. As in Python an enterprise number behind one
 * name is that of the names after it.
 *
 * Source: rfc5424-logging-handler, handler.py and transport.py of its main branch, read in 2026 and not run; RFC 5424, RFC 6587.
 */
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { types } from 'node:util'
import { bindNamed, isPlainObject, type LogRecord, localtime, str, typeName } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import type { TextStream } from '../ground/sys.js'
import { writeText } from '../ground/write-text.js'
import { SOCK_DGRAM, SOCK_STREAM, SYSLOG_UDP_PORT } from '../handlers/ports.js'
import { type SysLogAddress, SysLogHandler, type SysLogSocket } from '../handlers/syslog.js'
import type { TlsOptions } from '../transport/protocol.js'
import { isoTime } from './iso-time.js'

/** The length of a message stands before it. */
export const FRAMING_OCTET_COUNTING = 1
/** A newline stands behind a message; those in it are written as `\n`. */
export const FRAMING_NON_TRANSPARENT = 2
/** Stands for what a message has not. */
export const NILVALUE = '-'
/** Levels of syslog that Python has not. */
export const EMERGENCY = 70
export const ALERT = 60
export const NOTICE = 25

/** Structured data: parameters, by their names, of elements, by their names. */
export type StructuredData = Readonly<Record<string, Readonly<Record<string, unknown>> | null>>

/** The keywords of Rfc5424SysLogHandler, by Python's names. */
export interface Rfc5424SysLogHandlerOptions {
  /** `['localhost', 514]` unless given; or the path of a unix socket. */
  readonly address?: SysLogAddress | undefined
  /** A number from 0 to 23; LOG_USER unless given. */
  readonly facility?: number | undefined
  /** SOCK_DGRAM, unless it is SOCK_STREAM. */
  readonly socktype?: number | null | undefined
  /** The framing of a stream: FRAMING_NON_TRANSPARENT unless it is FRAMING_OCTET_COUNTING. */
  readonly framing?: number | undefined
  /** False leaves the byte order mark before the message out. */
  readonly msg_as_utf8?: boolean | undefined
  /** The name of the machine; the system’s unless given. */
  readonly hostname?: string | null | undefined
  /** The logger's name unless given. */
  readonly appname?: string | null | undefined
  /** The process; its number unless given. */
  readonly procid?: unknown
  /** Goes with every message. */
  readonly structured_data?: StructuredData | null | undefined
  /** Goes behind the names of elements that have no number. */
  readonly enterprise_id?: string | number | null | undefined
  /** True writes the time in UTC. */
  readonly utc_timestamp?: boolean | undefined
  /** The seconds to wait for the peer; 5 unless given. */
  readonly timeout?: number | null | undefined
  /** Speaks TLS over SOCK_STREAM. */
  readonly tls_enable?: boolean | undefined
  /** The path of certificates to verify with, in the place of the usual authorities. */
  readonly tls_ca_bundle?: string | null | undefined
  /** False takes any certificate of the peer. */
  readonly tls_verify?: boolean | undefined
  /** The path of our certificate. */
  readonly tls_client_cert?: string | null | undefined
  /** The path of its key. */
  readonly tls_client_key?: string | null | undefined
  /** The password of the key. */
  readonly tls_key_password?: string | null | undefined
  /** The ciphers that may be used. */
  readonly tls_ciphers?: string | null | undefined
  /** Takes the messages as lines, in the place of a daemon. */
  readonly stream?: TextStream | null | undefined
}

const SIGNATURE = {
  owner: 'Rfc5424SysLogHandler.__init__()',
  names: [
    'address',
    'facility',
    'socktype',
    'framing',
    'msg_as_utf8',
    'hostname',
    'appname',
    'procid',
    'structured_data',
    'enterprise_id',
    'utc_timestamp',
    'timeout',
    'tls_enable',
    'tls_ca_bundle',
    'tls_verify',
    'tls_client_cert',
    'tls_client_key',
    'tls_key_password',
    'tls_ciphers',
    'stream',
  ],
}
const PRIORITIES: ReadonlyMap<string, number> = new Map([
  ['DEBUG', 7],
  ['INFO', 6],
  ['NOTICE', 5],
  ['WARNING', 4],
  ['ERROR', 3],
  ['CRITICAL', 2],
  ['ALERT', 1],
  ['EMERGENCY', 0],
  ['EMERG', 0],
])
const WARNING = 4
const HIGHEST_FACILITY = 23
const BYTE_ORDER_MARK = '\ufeff'
/** RFC 5424, section 7. */
const REGISTERED = ['timeQuality', 'origin', 'meta']
const LONGEST_NAME = 32
const LONGEST_ENTERPRISE = 30

/**
 * Sends records to a syslog daemon by RFC 5424, with structured data: over UDP, TCP, TLS or a unix socket, as SysLogHandler
 * does, or writes them to a stream.
 *
 * @example new Rfc5424SysLogHandler({ address: ['logs.example', 6514], socktype: SOCK_STREAM, tls_enable: true,
 *   framing: FRAMING_OCTET_COUNTING, enterprise_id: 32473 })
 */
export class Rfc5424SysLogHandler extends SysLogHandler {
  hostname: string
  appname: string | null
  procid: unknown
  structured_data: StructuredData
  enterprise_id: string | number | null
  framing: number
  msg_as_utf8: boolean
  utc_timestamp: boolean
  stream: TextStream | null

  /** @throws ValueError for a facility or an address that is none; OSError where a TCP peer does not answer. */
  constructor(options?: Rfc5424SysLogHandlerOptions)
  constructor(address: SysLogAddress, facility?: number, socktype?: number | null, framing?: number)
  constructor(address: SysLogAddress, options: Omit<Rfc5424SysLogHandlerOptions, 'address'>)
  constructor(...args: unknown[]) {
    const options = bindNamed<Rfc5424SysLogHandlerOptions>(SIGNATURE, args)
    const { address = ['localhost', SYSLOG_UDP_PORT], facility = SysLogHandler.LOG_USER } = options
    const { socktype = SOCK_DGRAM, stream = null, timeout = 5 } = options
    if (!isFacility(facility))
      throw new ValueError('Facility is not valid\n  Use a number from 0 to 23, LOG_KERN to LOG_LOCAL7.')
    if (typeof address !== 'string' && !Array.isArray(address) && !isIterable(address)) {
      throw new ValueError(`Unsupported address type\n  Use a path, or host and port, not ${typeName(address)}.`)
    }
    // SysLogHandler leaves a path to the first record, so a stream, which goes to it as a path, opens nothing.
    const place = stream === null ? address : 'stream'
    const isTls = options.tls_enable === true && socktype === SOCK_STREAM && typeof place !== 'string'
    super(place, { facility, socktype, timeout, context: isTls ? tlsOptions(options) : null })
    this.address = address
    this.stream = stream
    this.hostname = options.hostname || hostname()
    this.appname = options.appname ?? null
    this.procid = options.procid ?? null
    this.structured_data = isPlainObject(options.structured_data) ? options.structured_data : {}
    this.enterprise_id = options.enterprise_id ?? null
    this.framing = options.framing ?? FRAMING_NON_TRANSPARENT
    this.msg_as_utf8 = options.msg_as_utf8 ?? true
    this.utc_timestamp = options.utc_timestamp ?? false
  }

  override createSocket(): void {
    // The constructor of SysLogHandler calls it before there is a stream, which is then none.
    const { stream } = this as { stream?: TextStream | null }
    if (stream === null || stream === undefined) super.createSocket()
    else this.socket = toStream(stream)
  }

  protected override messageOf(record: LogRecord): string {
    const priority = ((this.facility as number) << 3) | (PRIORITIES.get(record.levelname) ?? WARNING)
    const header = [
      `<${priority}>1`,
      isoTime(record.created, this.utc_timestamp ? 0 : (localtime(record.created).tm_gmtoff ?? 0)),
      printable(str(record['hostname'] || this.hostname || NILVALUE), 255),
      printable(str(either(record, 'appname', this.appname, record.name)), 48),
      printable(str(either(record, 'procid', this.procid, record.process)), 128),
      printable(str(either(record, 'msgid', null, NILVALUE)), 32),
      this.#structuredData(record),
    ].join(' ')
    if (record.msg === null || record.msg === '') return header
    return `${header} ${this.msg_as_utf8 ? BYTE_ORDER_MARK : ''}${this.format(record)}`
  }

  protected override framed(message: string): Uint8Array {
    if (this.stream !== null || this.socktype !== SOCK_STREAM) return Buffer.from(message)
    if (this.framing !== FRAMING_NON_TRANSPARENT) return Buffer.from(`${Buffer.byteLength(message)} ${message}`)
    return Buffer.from(`${message.replaceAll('\n', '\\n')}\n`)
  }

  /** @throws ValueError for an element without an enterprise number. */
  #structuredData(record: LogRecord): string {
    const own = record['structured_data']
    const elements = new Map([...entriesOf(this.structured_data), ...entriesOf(own)])
    const given = 'enterprise_id' in record ? record['enterprise_id'] : this.enterprise_id
    let enterprise = given === null || given === undefined ? null : printable(str(given))
    let text = ''
    for (const [name, parameters] of elements) {
      const id = printable(str(name)).replace(/[= \]"]/g, '')
      const at = id.lastIndexOf('@')
      if (at >= 0) enterprise = id.slice(at + 1)
      text += `[${elementId(at < 0 ? id : id.slice(0, at), enterprise)}${parameterText(parameters)}]`
    }
    return text || NILVALUE
  }
}

function isFacility(facility: unknown): boolean {
  return Number.isInteger(facility) && (facility as number) >= 0 && (facility as number) <= HIGHEST_FACILITY
}

function isIterable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}

function tlsOptions(options: Rfc5424SysLogHandlerOptions): TlsOptions {
  const { tls_ca_bundle, tls_verify = true, tls_client_cert, tls_client_key, tls_key_password, tls_ciphers } = options
  const given = {
    ca: tls_ca_bundle ? readFileSync(tls_ca_bundle) : undefined,
    cert: tls_client_cert ? readFileSync(tls_client_cert) : undefined,
    // The key may be in the file of the certificate, as for Python's `load_cert_chain`.
    key: tls_client_cert ? readFileSync(tls_client_key ?? tls_client_cert) : undefined,
    passphrase: tls_key_password ?? undefined,
    ciphers: tls_ciphers ?? undefined,
  }
  const known = Object.entries(given).filter(([, value]) => value !== undefined)
  return { rejectUnauthorized: tls_verify, ...Object.fromEntries(known) }
}

function toStream(stream: TextStream): SysLogSocket {
  return {
    sendall: (bytes) => writeText(stream, `${Buffer.from(bytes).toString()}\n`),
    close: () => undefined,
  }
}

/** The record's own, the handler's where the record has none, and the last where that says nothing. */
function either(record: LogRecord, name: string, handlers: unknown, otherwise: unknown): unknown {
  const value = name in record ? record[name] : handlers
  return value === null || value === undefined || value === '' ? (otherwise ?? NILVALUE) : value
}

function printable(text: string, longest = Number.POSITIVE_INFINITY): string {
  return text.replace(/[^!-~]/g, '').slice(0, longest)
}

function elementId(name: string, enterprise: string | null): string {
  const plain = name.replaceAll('@', '')
  if (REGISTERED.includes(plain)) return plain
  if (enterprise === null) {
    throw new ValueError(
      'Enterprise ID has not been set. Cannot build structured data ID. Please set a enterprise ID when initializing ' +
        'the logging handler or include one in the structured data ID.',
    )
  }
  if (enterprise.length > LONGEST_ENTERPRISE) {
    throw new ValueError('Enterprise ID is too long. Impossible to build structured data ID.')
  }
  const isLong = plain.length + enterprise.length > LONGEST_NAME
  return `${isLong ? plain.slice(0, LONGEST_NAME - 1 - enterprise.length) : plain}@${enterprise}`
}

function parameterText(parameters: unknown): string {
  return entriesOf(parameters)
    .map(([name, value]) => {
      const key = printable(str(name))
        .replace(/[= \]"]/g, '')
        .slice(0, LONGEST_NAME)
      const text = value === null || value === undefined ? '' : str(value)
      return ` ${key}="${text.replace(/[\\"\]]/g, '\\$&')}"`
    })
    .join('')
}

/** Returns the entries of a dictionary; none of a value that is no dictionary. */
function entriesOf(value: unknown): [unknown, unknown][] {
  if (types.isMap(value)) return [...value]
  return isPlainObject(value) ? Object.entries(value) : []
}
