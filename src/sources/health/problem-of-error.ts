/** What kept us from an answer, by the code of the error, and what to do. */
import type { ErrorCode, TocsinError } from '../../errors.ts'
import type { Problem, ProblemKind } from './problem.ts'

const retried = 'It is tried again by itself; if it lasts, ask its publisher.'
const address = 'Check the address, or look on its site where the feed is now.'

/** Of the system, the resolver, TLS and the HTTP parser. */
const systemCodes: Readonly<Record<string, readonly [ProblemKind, string]>> = {
  ENOTFOUND: [
    'name',
    `Its name does not exist any more, or never did. ${address} If all sources say so, check the network.`,
  ],
  ENODATA: ['name', `Its name has no address. ${address}`],
  EBADNAME: ['name', `Its name cannot exist. ${address}`],
  EAI_AGAIN: ['name', `No name server answers. It is tried again; if all sources say so, check the network.`],
  ETIMEOUT: ['name', `No name server answers. It is tried again; if all sources say so, check the network.`],
  ESERVFAIL: ['name', `Its name server is in trouble. ${retried}`],
  EREFUSED: ['name', 'The name server refuses to look for its name. Check the network’s name server.'],
  EBADRESP: ['name', `Its name server answers what cannot be read. ${retried}`],
  ECONNREFUSED: ['refused', `Its server takes no connections. ${retried}`],
  ECONNRESET: ['connection', `Its server cut the connection. ${retried}`],
  EPIPE: ['connection', `Its server cut the connection. ${retried}`],
  ETIMEDOUT: ['timeout', `Its server does not answer. ${retried}`],
  EHOSTUNREACH: ['unreachable', 'There is no way to its server. If all sources say so, check the network.'],
  ENETUNREACH: ['unreachable', 'There is no way to its server. If all sources say so, check the network.'],
  EADDRNOTAVAIL: ['unreachable', 'There is no way to its server. If all sources say so, check the network.'],
  EPROTO: ['tls', `Its server does not speak TLS there. ${address}`],
  ERR_SSL_WRONG_VERSION_NUMBER: ['tls', `Its server does not speak TLS there. ${address}`],
  ERR_SSL_PACKET_LENGTH_TOO_LONG: ['tls', `Its server does not speak TLS there. ${address}`],
  CERT_HAS_EXPIRED: ['certificate', 'Its certificate has expired. Its publisher must renew it: tell them.'],
  CERT_NOT_YET_VALID: [
    'certificate',
    'Its certificate is not valid yet. Check this server’s clock, or tell its publisher.',
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'certificate',
    `Its certificate is for another name: the site has moved, or is set up wrong. ${address}`,
  ],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    'certificate',
    'Its certificate is signed by nobody but itself. Tell its publisher, or add it with NODE_EXTRA_CA_CERTS.',
  ],
  SELF_SIGNED_CERT_IN_CHAIN: [
    'certificate',
    'Its certificate is signed by an unknown authority. NODE_EXTRA_CA_CERTS adds one that you trust.',
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'certificate',
    'Its certificate chain is incomplete. Its publisher must add the intermediate certificate: tell them.',
  ],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    'certificate',
    'Its certificate is signed by an unknown authority. NODE_EXTRA_CA_CERTS adds one that you trust.',
  ],
  UNABLE_TO_GET_ISSUER_CERT: [
    'certificate',
    'Its certificate chain is incomplete. Its publisher must add the intermediate certificate: tell them.',
  ],
  CERT_REVOKED: ['certificate', 'Its certificate was revoked. Its publisher must replace it: tell them.'],
}

/** The guarded fetch's own. */
const fetchCodes: Partial<Record<ErrorCode, readonly [ProblemKind, string]>> = {
  'fetch.private-address': [
    'private',
    'It leads into a private network, where nothing is fetched from. Use a public address, or name the network in ALLOW_FETCH.',
  ],
  'fetch.bad-url': [
    'redirects',
    'It leads to an address that cannot be fetched. Open it in a browser and use the one that it shows.',
  ],
  'fetch.too-many-redirects': [
    'redirects',
    'It redirects again and again. Open it in a browser and use the address that it shows.',
  ],
  'fetch.too-large': [
    'too-large',
    'It sends more than any feed does. Use a shorter feed of it, or ask its publisher for one.',
  ],
  'fetch.too-slow': ['timeout', `Its server was not done in time. ${retried}`],
}

/** For what the guarded fetch threw. */
export function problemOfError(error: TocsinError): Problem {
  const own = fetchCodes[error.code]
  if (own) return { kind: own[0], words: own[1] }
  const { cause } = error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : null
  const known = code === null ? undefined : systemCodes[code]
  if (known) return { kind: known[0], words: `${known[1]} (${code})` }
  // Codes are of Node, never of the source.
  const shown = code !== null && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? ` (${code})` : ''
  if (code?.startsWith('HPE_'))
    return {
      kind: 'bad-http',
      words: `Its server breaks the rules of HTTP, so that its answer cannot be told apart. ${retried}${shown}`,
    }
  if (code !== null && /^Z_|BROTLI|ZSTD|^ERR__ERROR/.test(code))
    return { kind: 'bad-http', words: `What it sends cannot be unpacked. ${retried}${shown}` }
  if (code !== null && /CERT|_SSL_|TLS/.test(code))
    return { kind: 'tls', words: `No safe connection to its server comes about. ${retried}${shown}` }
  return { kind: 'connection', words: `The connection to its server failed. ${retried}${shown}` }
}

export const fault: Problem = {
  kind: 'fault',
  words: 'Tocsin itself failed on what it answered; the log says where. Please report it. It is tried again.',
}
