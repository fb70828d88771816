/** Records as mails, each over a connection of its own, by nodemailer: an optional peer that is loaded with the first. */
import { workerData } from 'node:worker_threads'
import type { Mail, MailTarget, Start } from './protocol.js'
import { SerialLink } from './serial-link.js'

/** What is used of nodemailer. */
interface Nodemailer {
  createTransport(options: object): Transporter
}

interface Transporter {
  sendMail(mail: object): Promise<unknown>
}

export class MailLink extends SerialLink {
  readonly #target: MailTarget
  #transporter: Transporter | null = null

  constructor(target: MailTarget) {
    super(target.timeoutMs)
    this.#target = target
  }

  protected override async deliver(record: string, _signal: AbortSignal): Promise<void> {
    const { from, to, subject, date, text } = JSON.parse(record) as Mail
    this.#transporter ??= this.#create()
    await this.#transporter.sendMail({
      from,
      to: to.join(','),
      // As in Python, who gets it is what the program says, not what the header can be read as.
      envelope: { from, to: [...to] },
      subject,
      date,
      text,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  }

  #create(): Transporter {
    const { host, port, user, password, secure, timeoutMs } = this.#target
    const times = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs }
    const auth = user === null ? {} : { auth: { user, pass: password ?? '' } }
    const tls = secure === null ? { ignoreTLS: true } : { requireTLS: true, tls: secure }
    return nodemailer().createTransport({ host, port, secure: false, ...times, ...auth, ...tls })
  }
}

function nodemailer(): Nodemailer {
  const { nodemailer: place, pnp } = (workerData as Start).modules
  try {
    if (pnp !== null) (require(pnp) as { setup(): void }).setup()
    return require(place ?? 'nodemailer') as Nodemailer
  } catch (cause) {
    throw new Error('SMTPHandler needs the package nodemailer; install it beside @pylogging/core', { cause })
  }
}
