/** The TCP connection to the relay, and TLS over it. Both answer with a value, never with an exception. */
import { BlockList, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { TlsMemory } from './tls-memory.ts'
import { plainWire, tlsWire, type Wire } from './wire.ts'

export type Opened = { ok: true; wire: Wire } | { ok: false; reason: string; permanent: boolean }

/** RFC 5321 §4.5.3.2 leaves the TCP timeout to us. Aborting the signal ends the attempt. */
export function openSocket(
  relay: { host: string; port: number; connectMs: number },
  signal?: AbortSignal,
): Promise<Opened> {
  return settle(plainWire(relay.host, relay.port), 'connect', relay.connectMs, signal)
}

export interface TlsWish {
  /** The name that the certificate must hold. */
  host: string
  /** False only on loopback, where a self-signed certificate is the rule and nobody can stand between. */
  checkCertificate: boolean
  handshakeMs: number
  memory: TlsMemory
}

/** Takes the wire over: after a failure its socket is destroyed. */
export async function secureSocket(
  { socket: plain }: Wire,
  wish: TlsWish,
  signal?: AbortSignal,
): Promise<Opened> {
  const { host, checkCertificate, memory } = wish
  const kind = checkCertificate ? 'checked' : 'unchecked'
  const session = memory.sessions[kind]
  const socket = connectTls({
    socket: plain,
    host,
    // RFC 6066 §3: no address literals as server name.
    ...(isIP(host) ? {} : { servername: host }),
    ...(session ? { session } : {}),
    secureContext: memory.context,
    rejectUnauthorized: checkCertificate,
  })
  socket.on('session', ticket => {
    memory.sessions[kind] = ticket
  })
  const opened = await settle(tlsWire(socket), 'secureConnect', wish.handshakeMs, signal)
  if (opened.ok) return opened
  plain.destroy()
  // Only a certificate that does not pass stays as it is until somebody mends it.
  const untrusted = checkCertificate && Boolean(socket.authorizationError)
  const what = untrusted ? "the relay's certificate does not pass" : 'the TLS handshake failed'
  return { ok: false, reason: `${what}: ${opened.reason}`, permanent: untrusted }
}

function settle(
  wire: Wire,
  ready: 'connect' | 'secureConnect',
  deadlineMs: number,
  signal?: AbortSignal,
): Promise<Opened> {
  const { socket } = wire
  const { promise, resolve } = Promise.withResolvers<Opened>()
  const finish = (opened: Opened) => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
    socket.off(ready, onReady).off('close', onClose).off('error', onError)
    if (!opened.ok) socket.destroy()
    resolve(opened)
  }
  const fail = (reason: string) => finish({ ok: false, reason, permanent: false })
  const onReady = () => finish({ ok: true, wire })
  const onClose = () => fail('the connection was closed')
  const onError = (error: NodeJS.ErrnoException) => fail(error.code ?? error.name)
  const onAbort = () => fail('stopped by us')
  const timer = setTimeout(() => fail(`not ready within ${deadlineMs} ms`), deadlineMs)
  socket.once(ready, onReady).once('close', onClose).once('error', onError)
  signal?.addEventListener('abort', onAbort)
  if (signal?.aborted) onAbort()
  return promise
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Decided by the address that was really connected to, which no name server can lie about. */
export function isLoopbackPeer(socket: Pick<Socket, 'remoteAddress'>): boolean {
  const address = socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/i, '') ?? ''
  const version = isIP(address)
  return version !== 0 && loopback.check(address, version === 4 ? 'ipv4' : 'ipv6')
}
