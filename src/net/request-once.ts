/**
 * One request over one open socket: writes it, resolves with the answer's head. Header bytes and
 * informational answers are bounded; the body is left unread. The socket is used for this one request, so
 * no answer can be taken for another's, and nothing stays open behind a fetch: sources are polled minutes
 * apart, longer than servers keep an idle connection.
 */
import { type IncomingMessage, request } from 'node:http'
import type { Socket } from 'node:net'
import { TocsinError } from '../errors.ts'

/** Real sites send up to some 20 kB (content security policies); Node's own bound is 16 kB. */
const maxHeaderBytes = 32 * 1024
/** 103 Early Hints come once or twice; each begins a new header bound. */
const maxInformational = 8

/** `headers` are sent as they are: Host is the caller's to set, and the socket the caller's to destroy. */
export function requestOnce(
  socket: Socket,
  url: URL,
  { headers, form }: { headers: Record<string, string>; form: string | null },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request({
      // No agent: `Connection: close`. TLS, if any, is already on the socket.
      createConnection: () => socket,
      method: form === null ? 'GET' : 'POST',
      path: url.pathname + url.search,
      headers,
      maxHeaderSize: maxHeaderBytes,
      insecureHTTPParser: false,
    })
    let informational = 0
    sent.on('information', () => {
      informational++
      if (informational > maxInformational)
        reject(new TocsinError('fetch.too-large', `${url.host} sends informational answers without end.`))
    })
    sent.on('upgrade', () =>
      reject(
        new TocsinError('fetch.failed', `${url.host} changes the protocol (101), which nobody asked for.`),
      ),
    )
    sent.on('error', error => reject(headerOverflow(error) ? tooManyHeaders(url) : error))
    sent.on('response', resolve)
    sent.end(form ?? undefined)
  })
}

function headerOverflow(error: Error): boolean {
  return 'code' in error && error.code === 'HPE_HEADER_OVERFLOW'
}

function tooManyHeaders(url: URL): TocsinError {
  return new TocsinError(
    'fetch.too-large',
    `${url.host} sends more than ${maxHeaderBytes} bytes of headers. Ask its owner, or use another address.`,
  )
}
