/**
 * Every coded error of Tocsin. What is expected to happen is a value; what stands here is what ends an
 * operation: a wrong setting, a broken rule, an answer from outside that cannot be used. One place maps
 * them to answers: `web/answer-error.ts` for HTTP, `cli/run-command.ts` for the command line.
 */

/** The codes, each with the HTTP status that a request ended by it is answered with. */
const statusOf = {
  'config.invalid': 500,
  'store.newer-than-program': 500,
  'store.locked': 500,
  'store.secret-mismatch': 500,
  'store.away': 503,
  'fetch.private-address': 400,
  'fetch.bad-url': 400,
  'fetch.too-large': 502,
  'fetch.too-slow': 504,
  'fetch.too-many-redirects': 502,
  'fetch.failed': 502,
  'feed.unreadable': 422,
  'mail.unfillable': 500,
  'request.malformed': 400,
  'request.invalid': 422,
  'request.too-large': 413,
  'request.unsupported': 415,
  'request.unauthenticated': 401,
  'request.forbidden': 403,
  'request.conflict': 409,
  'request.not-found': 404,
  'request.wrong-method': 405,
} as const

export type ErrorCode = keyof typeof statusOf

/** An error with a stable code. The message says what was expected, what came, and what to do. */
export class TocsinError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.code = code
  }

  /** The HTTP status this error is answered with (RFC 9110). */
  get status(): number {
    return statusOf[this.code]
  }
}

/** A setting that cannot be used; the message names the variable, in one line. The command line exits with 1. */
export class ConfigError extends TocsinError {
  constructor(message: string, options?: ErrorOptions) {
    super('config.invalid', message.replace(/\s+/g, ' '), options)
  }
}

/**
 * The database cannot be worked with now: it is out of reach, starting, full, read-only. Whoever works waits and tries again; the
 * message is the database's own.
 */
export class StoreAwayError extends TocsinError {
  readonly why: AwayReason

  constructor(message: string, { why = 'away', ...options }: ErrorOptions & { why?: AwayReason } = {}) {
    super('store.away', message, options)
    this.why = why
  }
}

/** But for `away` it can still be read; `locked`: by another program, for longer than one waits. */
export type AwayReason = 'away' | 'full' | 'read-only' | 'locked'

/** An address that resolves to a private, loopback or otherwise reserved network (SSRF). */
export class PrivateAddressError extends TocsinError {
  constructor(message: string, options?: ErrorOptions) {
    super('fetch.private-address', message, options)
  }
}

/** A request that does not hold what was asked for; `fields` maps a field's name to what is wrong with it. */
export class InvalidRequestError extends TocsinError {
  readonly fields: Readonly<Record<string, string>>

  constructor(message: string, fields: Readonly<Record<string, string>> = {}) {
    super('request.invalid', message)
    this.fields = fields
  }
}
