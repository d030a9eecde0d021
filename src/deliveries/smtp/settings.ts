/** What a connection to a relay needs to know, and the one check that these settings cannot inject commands. */

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

export interface SmtpSettings {
  host: string
  /** 1..65535 */
  port: number
  /** True: TLS from the first octet (RFC 8314 §3.3); false: STARTTLS when it is offered. */
  implicitTls: boolean
  /** Null: no AUTH. */
  user: string | null
  password: string | null
  /** Our name in EHLO: a domain name or an address literal. */
  clientName: string
  timeouts: SmtpTimeouts
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

/** What is wrong with the settings in one sentence, or null. */
export function settingsFault(settings: SmtpSettings): string | null {
  if (!/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$|^\[[A-Za-z0-9:.]+\]$/.test(settings.clientName))
    return 'the name we greet the relay with must be a domain name or an address in brackets'
  // RFC 4616 §2: NUL separates the parts of AUTH PLAIN, so neither part may hold one.
  if (`${settings.user ?? ''}${settings.password ?? ''}`.includes('\0'))
    return "the relay's user name and password must not hold a NUL"
  return null
}
