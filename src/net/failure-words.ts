/** What a system error during a fetch means, in words that tell an operator what to do. */
import { TocsinError } from '../errors.ts'

const wordsOf: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name does not exist. Check its spelling.',
  ENODATA: 'the name has no address. Check its spelling.',
  EBADNAME: 'the name cannot exist. Check its spelling.',
  EAI_AGAIN: 'the name server does not answer. Check the network.',
  ETIMEOUT: 'the name server does not answer. Try again later.',
  ESERVFAIL: 'the name server cannot find it. Try again later, or ask its owner.',
  EREFUSED: 'the name server refuses to look for it. Check the network.',
  EBADRESP: 'the name server answers what cannot be read. Try again later.',
  ECONNREFUSED: 'nothing listens there. Check the port, or try again later.',
  ECONNRESET: 'the connection was cut. Try again later.',
  EPIPE: 'the connection was cut. Try again later.',
  ETIMEDOUT: 'it does not answer. Try again later.',
  EHOSTUNREACH: 'there is no way to it. Check the network.',
  ENETUNREACH: 'there is no way to it. Check the network.',
  EADDRNOTAVAIL: 'there is no way to it. Check the network.',
  EPROTO: 'it does not speak TLS there. Check the scheme and the port.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS there. Check the scheme and the port.',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'it does not speak TLS there. Check the scheme and the port.',
  CERT_HAS_EXPIRED: 'its certificate has expired. Its owner must renew it.',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet. Check the clock.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name. Check the address.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by nobody but itself.',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate is signed by an unknown authority (NODE_EXTRA_CA_CERTS adds one).',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate chain is incomplete. Its owner must add the intermediate.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate is signed by an unknown authority (NODE_EXTRA_CA_CERTS adds one).',
}

/** Old scripts send such: a space in a name, a control character, two lengths that disagree (RFC 9112 §5, §6.3). */
const headerFaults: ReadonlySet<string> = new Set([
  'HPE_INVALID_HEADER_TOKEN',
  'HPE_INVALID_CONTENT_LENGTH',
  'HPE_UNEXPECTED_CONTENT_LENGTH',
  'HPE_INVALID_TRANSFER_ENCODING',
  'HPE_LF_EXPECTED',
  'HPE_CR_EXPECTED',
])

/** A coded error stays what it is; everything else becomes `fetch.failed`, with the cause kept. */
export function fetchFailure(host: string, error: unknown): TocsinError {
  if (error instanceof TocsinError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : null
  return new TocsinError('fetch.failed', `${host} cannot be fetched: ${explain(code)}`, { cause: error })
}

function explain(code: string | null): string {
  if (code === null) return 'the connection failed. Try again later.'
  const words = wordsOf[code]
  if (words) return `${words} (${code})`
  if (headerFaults.has(code))
    return `its headers break the rules of HTTP, so that the rest cannot be told from them. Its owner must mend that. (${code})`
  if (code.startsWith('HPE_')) return `it does not answer in HTTP. Check the scheme and the port. (${code})`
  return `the connection failed. Try again later. (${code})`
}
