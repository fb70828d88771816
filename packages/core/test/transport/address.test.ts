/** Addresses of unix sockets on macOS, which has the local daemon elsewhere and shorter paths than Linux. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { SysLogHandler } from '../../src/handlers/syslog.js'
import { localSyslog, socketPath } from '../../src/transport/address.js'
import { isolateEachTest } from '../support/isolate.js'

isolateEachTest()
const on = (platform: NodeJS.Platform) => void vi.spyOn(process, 'platform', 'get').mockReturnValue(platform)
afterEach(() => void vi.restoreAllMocks())

describe('the address of the local syslog daemon', () => {
  it('is /var/run/syslog on macOS, also where a configuration says /dev/log', () => {
    on('darwin')

    expect(localSyslog('/dev/log', () => false)).toBe('/var/run/syslog')
    expect(localSyslog('/dev/log', () => true)).toBe('/dev/log')
    expect(localSyslog('/tmp/log', () => false)).toBe('/tmp/log')
  })

  it('is what it says elsewhere', () => {
    on('linux')

    expect(localSyslog('/dev/log', () => false)).toBe('/dev/log')
  })

  it('stays the address of the handler', () => {
    on('darwin')
    const handler = new SysLogHandler('/dev/log')

    expect(handler.address).toBe('/dev/log')
    handler.close()
  })
})

describe('the path of a unix socket', () => {
  it.each([
    ['linux', 107],
    ['darwin', 103],
  ] as const)('has on %s at most %i bytes', (platform, longest) => {
    on(platform)

    expect(socketPath('x'.repeat(longest))).toHaveLength(longest)
    expect(() => socketPath('x'.repeat(longest + 1))).toThrow(`AF_UNIX path too long\n  At most ${longest} bytes`)
  })
})
