/** A key and a self-signed certificate for localhost, made by openssl in the test's folder. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const noOpenssl = spawnSync('openssl', ['version']).status !== 0 && 'no openssl here'

export function certificate(folder) {
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost']
  const { status, stderr } = spawnSync('openssl', [
    ...args,
    ...['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', keyFile, '-out', certFile],
  ])
  if (status !== 0) throw new Error(String(stderr))
  return { keyFile, certFile, key: readFileSync(keyFile), cert: readFileSync(certFile) }
}
