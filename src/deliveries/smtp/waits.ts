/** What a connection waits for, and for how long (RFC 5321 §4.5.3.2). */
import type { Wait } from './dialogue.ts'
import type { SmtpTimeouts } from './settings.ts'

/** Nothing hangs on the answer to QUIT, so a relay that is slow with it is not waited for. */
const maxQuitMs = 2_000

export type Waits = Record<'mail' | 'rcpt' | 'data' | 'dot' | 'loneDot' | 'reset' | 'quit', Wait>

export function waitsWithin({ commandMs, dataMs }: SmtpTimeouts): Waits {
  return {
    mail: { to: 'MAIL', limitMs: commandMs },
    rcpt: { to: 'RCPT', limitMs: commandMs },
    data: { to: 'DATA', limitMs: commandMs },
    dot: { to: 'the final dot', limitMs: dataMs },
    loneDot: { to: 'a lone dot', limitMs: dataMs },
    reset: { to: 'RSET', limitMs: commandMs },
    quit: { to: 'QUIT', limitMs: Math.min(commandMs, maxQuitMs) },
  }
}
