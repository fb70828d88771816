/** Formats that must compile, and those that must not. Compiled by `pnpm check`, never run. */
import { basicConfig, Formatter, getLogger, type LogRecord } from '@pylogging/core'

/** As a program declares the attributes that it adds to its records. */
declare module '@pylogging/core' {
  interface LogRecordFields {
    tenant: string
  }
}

declare const record: LogRecord
declare const style: '%' | '{' | '$'
const text: string = 'read from somewhere'

new Formatter()
new Formatter(null)
new Formatter(text)
new Formatter(text, null, style)
new Formatter('%(levelnme)s {', null, style)
new Formatter('%(asctime)s %(levelname)-8s [%(process)d] %(name)s: %(message).80s 100%%')
new Formatter('%(message)s', '%H:%M', '%', true, { defaults: { user: null } })
new Formatter('%(tenant)s %(message)s')
new Formatter('%(user)s', { defaults: { user: null } })
new Formatter<'user'>('%(user)s %(message)s')
new Formatter<'user' | 'team'>('%(team)s', null, '%')
new Formatter({ fmt: '{user}', style: '{', defaults: { user: null } })
new Formatter('{levelname:>8s} {message!r:{width}} {{}} {exc_info[1]} {name.upper}', null, '{')
new Formatter('$levelname: ${message} $$5 $tenant.', null, '$')
new Formatter('message', null, '%', false)
new Formatter(process.env['FORMAT'])
basicConfig({ format: '%(levelname)s %(tenant)s' })
basicConfig({ format: '{levelname:<8} {message}', style: '{', level: 'INFO' })
basicConfig({ format: text, style, level: process.env['LEVEL'] ?? 'INFO' })
basicConfig({ format: process.env['FORMAT'] })
const plain: Formatter = new Formatter('%(message)s')
export class Short extends Formatter {
  constructor() {
    super('%(levelname)s', { datefmt: '%H' })
  }
}
export class Named extends Formatter {
  override format(given: LogRecord): string {
    return `${given.tenant.length}${plain.format(given)}`
  }
}
new Named('%(message)s', '%H:%M')
export const tenant: string = record.tenant
record.tenant = 'acme'
getLogger().info('ready', { extra: { tenant: 'acme', other: 5 } })

// @ts-expect-error
new Formatter('%(levelnme)s')
// @ts-expect-error
new Formatter('%(message)s %(user)s')
// @ts-expect-error
new Formatter('%(levelname)d')
// @ts-expect-error
new Formatter('%(message)y')
// @ts-expect-error
new Formatter('%(message)s 100%')
// @ts-expect-error
new Formatter('{levelnme:>8s}', null, '{')
// @ts-expect-error
new Formatter('{message} {0}', null, '{')
// @ts-expect-error
new Formatter('$levelnme ${message}', null, '$')
// @ts-expect-error
new Formatter('${levelnme}', { style: '$' })
// @ts-expect-error
new Formatter({ fmt: '{levelnme}', style: '{' })
// @ts-expect-error
new Formatter({ fmt: '%(levelnme)s' })
// @ts-expect-error
new Formatter('%(user)s', { defaults: { usr: null } })
// @ts-expect-error
new Formatter<'user'>('%(usr)s')
// @ts-expect-error
new Formatter({ fmt: '%(message)s', datefrmt: '%H' })
// @ts-expect-error
new Formatter('%(message)s', null, '!')
// @ts-expect-error
basicConfig({ format: '%(levelnme)s' })
// @ts-expect-error
basicConfig({ format: '{levelnme}', style: '{' })
// @ts-expect-error
basicConfig({ format: '%(message)s', level: 'info' })
// @ts-expect-error
record.tenant = 5
// @ts-expect-error
getLogger().info('ready', { extra: { tenant: 5 } })
