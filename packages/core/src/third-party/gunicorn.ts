/**
 * The parts of gunicorn's logging: its formats, its default configuration, and the values of an access log's line.
 *
 *   log.info('%(h)s "%(r)s" %(s)s %({x-id}i)s', new SafeAtoms({ h: '127.0.0.1', r: 'GET / HTTP/1.1', s: 200 }))
 *   127.0.0.1 "GET / HTTP/1.1" 200 -
 *
 * gunicorn has no formatter of its own, it uses `logging.Formatter` with these formats.
 *
 * Source: gunicorn 26.2.0, glogging.py; compared with it in conformance/third-party/answers.json.
 */

/** Formats by the names that gunicorn's Logger has them under. */
// biome-ignore lint/complexity/noStaticOnlyClass: a configuration may name gunicorn.glogging.Logger.error_fmt
export class GunicornLogger {
  static readonly error_fmt = '%(asctime)s [%(process)d] [%(levelname)s] %(message)s'
  static readonly datefmt = '[%Y-%m-%d %H:%M:%S %z]'
  static readonly access_fmt = '%(message)s'
  static readonly syslog_fmt = '[%(process)d] %(message)s'
}

/** The values of a line of an access log: one that is missing prints `-`, a quotation mark gets a backslash. */
export class SafeAtoms extends Map<string, unknown> {
  constructor(atoms: Readonly<Record<string, unknown>>) {
    super()
    for (const [name, value] of Object.entries(atoms)) {
      this.set(name, typeof value === 'string' ? value.replaceAll('"', '\\"') : value)
    }
  }

  /** `{Header}i` and its kind in any letter case. */
  override get(name: string): unknown {
    const key = name.startsWith('{') ? name.toLowerCase() : name
    return super.has(key) ? super.get(key) : '-'
  }

  /** Always true. */
  override has(_name: string): boolean {
    return true
  }
}
