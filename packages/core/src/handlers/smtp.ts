/**
 * Sends each record as a mail.
 *
 * Needs the optional peer nodemailer, which is loaded with the first mail. Mails go out in the background, each over a
 * connection of its own as in Python. STARTTLS is used only with credentials and `secure`; as in Python 3.13 a tuple
 * there, `()` included, does not verify the server's certificate. An object with options of node:tls does.
 *
 * Source: CPython 3.13.0, Lib/logging/handlers.py, SMTPHandler.
 */
import { readFileSync } from 'node:fs'
import { bindNamed, isPlainObject, type LogRecord, type PositionsThenNames } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import { handleFailure } from '../model/handler.js'
import { streamPlace } from '../transport/address.js'
import { Connection } from '../transport/connection.js'
import type { Mail, MailTarget } from '../transport/protocol.js'
import { NetworkHandler } from './network.js'

/** The keywords of SMTPHandler. */
export interface SMTPHandlerOptions {
  /** A name, or name and port; port 25 unless given. */
  readonly mailhost: string | Iterable<unknown>
  /** The sender's address. */
  readonly fromaddr: string
  /** One address, or several. */
  readonly toaddrs: string | readonly string[]
  /** The subject of all mails; `getSubject` may make one for each record. */
  readonly subject: string
  /** User and password. */
  readonly credentials?: Iterable<unknown> | null | undefined
  /** Nothing, a key file, or key and certificate files; or options of node:tls. */
  readonly secure?: Iterable<unknown> | Readonly<Record<string, unknown>> | null | undefined
  /** The seconds to wait for the server; 5 unless given. */
  readonly timeout?: number | undefined
}

const NAMES = ['mailhost', 'fromaddr', 'toaddrs', 'subject', 'credentials', 'secure', 'timeout'] as const
const SIGNATURE = {
  owner: 'SMTPHandler.__init__()',
  names: NAMES,
  required: 4,
}
const SMTP_PORT = 25

/**
 * Sends each record as a mail, in the background, by the package nodemailer, which a program installs beside this one.
 *
 * STARTTLS is used with credentials and `secure`. As in Python a tuple there, `()` included, does not verify the
 * server's certificate; an object with options of node:tls does.
 *
 * @example new SMTPHandler(['mail.example', 587], 'app@shop.example', ['ops@shop.example'], 'shop failed')
 */
export class SMTPHandler extends NetworkHandler {
  mailhost: string
  mailport: number | null
  username: string | null
  password: string | null
  fromaddr: string
  toaddrs: readonly string[]
  subject: string
  secure: Iterable<unknown> | Readonly<Record<string, unknown>> | null
  /** The seconds to wait for the server. */
  timeout: number

  constructor(
    ...args: PositionsThenNames<
      [
        mailhost: string | Iterable<unknown>,
        fromaddr: string,
        toaddrs: string | readonly string[],
        subject: string,
        credentials?: Iterable<unknown> | null,
        secure?: Iterable<unknown> | null,
        timeout?: number,
      ],
      typeof NAMES,
      SMTPHandlerOptions
    >
  )
  constructor(mailhost: string | Iterable<unknown>, options: Omit<SMTPHandlerOptions, 'mailhost'>)
  constructor(options: SMTPHandlerOptions)
  constructor(...args: unknown[]) {
    super()
    const options = bindNamed<SMTPHandlerOptions>(SIGNATURE, args)
    const { mailhost, fromaddr, toaddrs, subject, credentials = null, secure = null, timeout = 5 } = options
    const [host, port] = typeof mailhost === 'string' ? [mailhost, null] : [...mailhost]
    const [username, password] = credentials === null ? [null, null] : [...credentials]
    this.mailhost = host as string
    this.mailport = port as number | null
    this.username = username as string | null
    this.password = password as string | null
    this.fromaddr = fromaddr
    this.toaddrs = typeof toaddrs === 'string' ? [toaddrs] : toaddrs
    this.subject = subject
    this.secure = secure
    this.timeout = timeout
  }

  /** Python's hook: the subject of a record's mail. */
  getSubject(_record: LogRecord): string {
    return this.subject
  }

  override emit(record: LogRecord): void {
    try {
      const mail: Mail = {
        from: header(this.fromaddr),
        to: this.toaddrs.map(header),
        subject: header(this.getSubject(record)),
        date: localDate(new Date()),
        text: this.format(record),
      }
      const bytes = Buffer.from(JSON.stringify(mail))
      this.countingDropped(() => {
        this.#connect().send(bytes, record)
      })
    } catch (error) {
      handleFailure(this, record, error)
    }
  }

  #connect(): Connection<LogRecord> {
    if (this.connection !== null) return this.connection
    const target: MailTarget = {
      kind: 'mail',
      ...streamPlace(this.mailhost, this.mailport || SMTP_PORT),
      user: this.username || null,
      password: this.password,
      secure: this.username && this.secure !== null ? tlsOptions(this.secure) : null,
      timeoutMs: this.timeout * 1000,
    }
    const report = (error: Error, record: LogRecord | undefined) => this.report(error, record)
    this.connection = new Connection<LogRecord>(target, { report, tellsFailures: true })
    return this.connection
  }
}

function tlsOptions(secure: Iterable<unknown> | Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (isPlainObject(secure)) return secure
  const [key, cert] = [...(secure as Iterable<unknown>)] as (string | undefined)[]
  // The certificate may be in the file of the key, as for Python's `load_cert_chain`.
  const chain = key === undefined ? {} : { key: readFileSync(key), cert: readFileSync(cert ?? key) }
  return { rejectUnauthorized: false, ...chain }
}

/** Refuses what would begin another header, as Python's email package does. */
function header(text: string): string {
  if (/[\r\n]/.test(text)) throw new ValueError('Header values may not contain linefeed or carriage return characters')
  return text
}

/** `Thu, 26 Nov 2026 00:20:22 +0100`: made here, because the worker does not know of a zone that the program set. */
function localDate(now: Date): string {
  const [weekday, month, day, year, time, zone = ''] = now.toString().split(' ')
  return `${weekday}, ${day} ${month} ${year} ${time} ${zone.replace('GMT', '')}`
}
