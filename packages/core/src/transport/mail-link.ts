/** Records as mails, each over a connection of its own, by nodemailer: an optional peer that is loaded with the first. */
import { workerData } from 'node:worker_threads'
import { bareAddress, mailMessage } from './mail-message.js'
import type { Mail, MailTarget, Start } from './protocol.js'
import { SerialLink } from './serial-link.js'

/** The part of nodemailer's SMTPConnection that is used here. */
interface Connection {
  /** The last answer of the server: after `connect` the one to EHLO. */
  readonly lastServerResponse: string | false
  on(event: 'error', listener: (error: Error) => void): void
  connect(done: (error?: Error) => void): void
  login(user: object, done: (error: Error | null) => void): void
  send(envelope: object, message: Buffer, done: (error: Error | null) => void): void
  quit(): void
  close(): void
}

type ConnectionClass = new (options: object) => Connection

export class MailLink extends SerialLink {
  readonly #target: MailTarget

  constructor(target: MailTarget) {
    super(target.timeoutMs)
    this.#target = target
  }

  protected override deliver(record: string, signal: AbortSignal): Promise<void> {
    const mail = JSON.parse(record) as Mail
    const { user, password } = this.#target
    const connection = this.#create()
    return new Promise((resolve, reject) => {
      const attempt = (next: () => void) => (error?: Error | null) => {
        if (error) fail(error)
        else next()
      }
      const fail = (error: unknown) => {
        reject(error)
        connection.close()
      }
      const send = (takes8Bit: boolean) => {
        // As in Python, who gets it is what the program says, not what the header can be read as.
        const envelope = { from: bareAddress(mail.from), to: mail.to.map(bareAddress), use8BitMime: true }
        const sent = attempt(() => {
          resolve()
          connection.quit()
        })
        connection.send(envelope, mailMessage(mail, takes8Bit), sent)
      }
      signal.addEventListener('abort', () => fail(signal.reason))
      connection.on('error', fail)
      connection.connect(
        attempt(() => {
          const takes8Bit = /[ -]8BITMIME\b/i.test(connection.lastServerResponse || '')
          if (user === null) send(takes8Bit)
          else
            connection.login(
              { user, credentials: { user, pass: password ?? '' } },
              attempt(() => send(takes8Bit)),
            )
        }),
      )
    })
  }

  #create(): Connection {
    const { host, port, secure, timeoutMs } = this.#target
    const times = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs }
    const tls = secure === null ? { ignoreTLS: true } : { requireTLS: true, tls: secure }
    return new (smtpConnection())({ host, port, secure: false, ...times, ...tls })
  }
}

function smtpConnection(): ConnectionClass {
  const { nodemailer: place, pnp } = (workerData as Start).modules
  try {
    if (pnp !== null) (require(pnp) as { setup(): void }).setup()
    // nodemailer's own transports are built on it; they write headers of their own.
    const found = require(place ?? 'nodemailer') as ConnectionClass | { default: ConnectionClass }
    return 'default' in found ? found.default : found
  } catch (cause) {
    throw new Error('SMTPHandler needs the package nodemailer; install it beside @pylogging/core', { cause })
  }
}
