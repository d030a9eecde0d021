/**
 * Who may see the built-in mailbox: everybody's mail lies open there, so it exists only on a machine that
 * talks to itself. A Host that is not loopback's is DNS rebinding or a proxy; a forwarding header is a proxy.
 */
import type { Config } from '../../config.ts'
import { isLoopbackHost } from '../../loopback.ts'

type Settings = Pick<Config, 'mail' | 'host' | 'publicUrl'>

/** Whether a request may see it. */
export type MailboxGate = (headers: Headers) => boolean

export function createMailboxGate(config: Settings): MailboxGate {
  const exists = mailboxExists(config)
  return headers => {
    if (!exists) return false
    const asked = URL.parse(`http://${headers.get('host') ?? ''}`)
    if (!asked || !isLoopbackHost(asked.hostname)) return false
    return ![...headers.keys()].some(name => name === 'forwarded' || name.startsWith('x-forwarded-'))
  }
}

/** Whether the configuration lets there be one at all. */
export function mailboxExists({ mail, host, publicUrl }: Settings): boolean {
  return !mail.relay && isLoopbackHost(host) && isLoopbackHost(new URL(publicUrl).hostname)
}
