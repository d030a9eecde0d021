/**
 * The connector. Opens a TCP connection, and TLS on it for https, to one of the addresses that
 * `permittedAddresses` let pass, and judges the address it was really connected to once more before the
 * first octet is sent. When `signal` aborts, at any moment, the socket is destroyed.
 */
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { PrivateAddressError } from '../errors.ts'
import { hostOf, portOf } from './outgoing-url.ts'
import { permittedAddresses, type Reach } from './resolve-host.ts'

/** How long one of several addresses may take before the next is tried (RFC 8305 §5, slow networks too). */
const nextAddressAfterMs = 500

export async function openSocket(url: URL, reach: Reach, signal: AbortSignal): Promise<Socket> {
  const addresses = await unlessAborted(permittedAddresses(url, reach, signal), signal)
  const host = hostOf(url)
  // net asks this instead of the DNS, for both of its call shapes; for an IP literal, which was judged
  // above, it asks nothing.
  const judged: LookupFunction = (_host, options, callback) => {
    const [first] = addresses
    if (options.all) callback(null, addresses)
    else if (first) callback(null, first.address, first.family)
  }
  const socket = connectTcp({
    host,
    port: portOf(url),
    lookup: judged,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: nextAddressAfterMs,
  })
  await opened(socket, 'connect', signal)
  const verdict = reach.policy(socket.remoteAddress ?? '')
  if (verdict.reach === 'refused') {
    socket.destroy()
    throw new PrivateAddressError(`${host} was connected to an address that is not public (${verdict.why}).`)
  }
  return url.protocol === 'http:' ? socket : secured(socket, host, signal)
}

async function secured(socket: Socket, host: string, signal: AbortSignal): Promise<Socket> {
  try {
    const secure = connectTls({
      socket,
      host,
      ...(isIP(host) ? {} : { servername: host }),
      ALPNProtocols: ['http/1.1'],
      // Said aloud, so that NODE_TLS_REJECT_UNAUTHORIZED in the environment cannot switch it off.
      rejectUnauthorized: true,
    })
    await opened(secure, 'secureConnect', signal)
    return secure
  } catch (error) {
    socket.destroy()
    throw error
  }
}

/** Resolves at `event`; rejects, with the socket destroyed, when it fails, closes or is aborted before. */
function opened(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> {
  signal.addEventListener('abort', () => socket.destroy(), { once: true })
  if (signal.aborted) socket.destroy()
  return new Promise((resolve, reject) => {
    socket.once(event, resolve)
    // Stays for the socket's life: an error after this promise is settled must not end the process.
    socket.on('error', error => {
      socket.destroy()
      reject(error)
    })
    socket.once('close', () => reject(new Error('the connection was closed')))
  })
}

/** Not every lookup can be stopped; what it answers after the abort is thrown away. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}
