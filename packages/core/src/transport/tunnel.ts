/**
 * HTTPS through a proxy: asked to CONNECT, the proxy passes bytes on, and TLS is spoken with the server behind it.
 *
 * Plain HTTP needs no tunnel: the proxy is asked for the whole URL (http-link.ts).
 */
import { request } from 'node:http'
import type { Socket } from 'node:net'
import type { HttpTarget } from './protocol.js'

/** Returns the headers that tell a proxy who asks. */
export function proxyHeaders(proxy: URL): Record<string, string> {
  if (proxy.username === '') return {}
  const user = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  return { 'Proxy-Authorization': `Basic ${Buffer.from(user).toString('base64')}` }
}

/** Returns the host and the port of a proxy. */
export function proxyPlace(proxy: URL): { host: string; port: number } {
  return { host: proxy.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(proxy.port || 80) }
}

/** An agent of node:https whose connections go through the proxy. */
export function tunnelAgent({ host, port, context }: HttpTarget, proxy: URL): import('node:https').Agent {
  const https = require('node:https') as typeof import('node:https')
  const tls = require('node:tls') as typeof import('node:tls')
  const { isIP } = require('node:net') as typeof import('node:net')
  const path = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const agent = new https.Agent({ keepAlive: true })
  const connect = (_options: unknown, done: (error: Error | null, socket?: Socket) => void) => {
    const headers = { Host: path, ...proxyHeaders(proxy) }
    const asked = request({ ...proxyPlace(proxy), method: 'CONNECT', path, headers, agent: false })
    asked.on('connect', ({ statusCode }, socket) => {
      if (statusCode !== 200) {
        socket.destroy()
        done(new Error(`Tunnel connection failed: ${statusCode}`))
        return
      }
      const servername = isIP(host) === 0 ? { servername: host } : {}
      done(null, tls.connect({ ...servername, ...context, socket }))
    })
    asked.on('error', (error) => done(error))
    asked.end()
  }
  // Node takes a socket that comes later by the callback, which its types do not say.
  Object.assign(agent, { createConnection: connect })
  return agent
}
