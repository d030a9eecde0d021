/** What a connection to a relay needs to know, and the one check that these settings cannot inject commands. */
import { readFile } from 'node:fs/promises'
import type { TlsMemory } from './tls-memory.ts'

export interface SmtpTimeouts {
  /** TCP connect, and a TLS handshake. */
  connectMs: number
  /** From connected until the greeting. */
  greetingMs: number
  /** From each command until its whole answer. */
  commandMs: number
  /** For the message's octets to leave, and then from its final dot until the answer. */
  dataMs: number
}

export interface Login {
  user: string
  /** `token`: XOAUTH2; `password`: PLAIN or LOGIN. */
  kind: 'password' | 'token'
  /** Asked at each login, so that what renews a token needs no restart. May reject. */
  secret(): Promise<string>
  /** True: the secret may have changed at the next attempt, so a refused login is not for good. */
  renewed: boolean
}

export interface SmtpSettings {
  host: string
  /** 1..65535 */
  port: number
  /** True: TLS from the first octet (RFC 8314 §3.3); false: STARTTLS when it is offered. */
  implicitTls: boolean
  /** Null: no AUTH. */
  login: Login | null
  /** Our name in EHLO: a domain name or an address literal. */
  clientName: string
  timeouts: SmtpTimeouts
  /** Shared by all connections with these settings. */
  tls: TlsMemory
}

/**
 * RFC 5321 §4.5.3.2 asks for five minutes a command and ten after the final dot. Those two are kept, because
 * giving up early after the dot is what doubles mail (RFC 1047). Connect and greeting are shorter: nothing is
 * in doubt there, and a breaking alert is better off on another connection.
 */
export const defaultTimeouts: SmtpTimeouts = {
  connectMs: 30_000,
  greetingMs: 60_000,
  commandMs: 300_000,
  dataMs: 600_000,
}

export function passwordLogin(user: string, password: string): Login {
  return { user, kind: 'password', secret: async () => password, renewed: false }
}

/** XOAUTH2 with a token that never changes, or with a file whose token is read again for every connection. */
export function tokenLogin(user: string, source: { token: string } | { tokenFile: string }): Login {
  if ('token' in source) return { user, kind: 'token', secret: async () => source.token, renewed: false }
  const secret = async () => (await readFile(source.tokenFile, 'utf8')).trim()
  return { user, kind: 'token', secret, renewed: true }
}

/** What is wrong with the settings in one sentence, or null. */
export function settingsFault(settings: SmtpSettings): string | null {
  if (!/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$|^\[[A-Za-z0-9:.]+\]$/.test(settings.clientName))
    return 'the name we greet the relay with must be a domain name or an address in brackets'
  return null
}
