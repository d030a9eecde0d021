/**
 * What the TLS connections of a pool share, so that only the first of them pays a whole handshake: one
 * context, and the newest session ticket (RFC 8446 §2.2).
 */
import { createSecureContext, type SecureContext } from 'node:tls'

export interface TlsMemory {
  readonly context: SecureContext
  /**
   * A resumed session is not checked against the host's name again: so sessions whose certificate was checked
   * and those whose was not (loopback) never stand in for each other. Null: none yet.
   */
  readonly sessions: { checked: Buffer | null; unchecked: Buffer | null }
}

/** One for each relay, never shared by two: a session proves who that relay is. */
export function createTlsMemory(): TlsMemory {
  let context: SecureContext | null = null
  return {
    get context() {
      context ??= createSecureContext({ minVersion: 'TLSv1.2' })
      return context
    },
    sessions: { checked: null, unchecked: null },
  }
}
