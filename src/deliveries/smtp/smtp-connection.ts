/** What a connection to a relay promises to whoever sends over it; `connection.ts` keeps it. */
import type { Envelope } from './envelope.ts'
import type { SendOutcome } from './outcome.ts'

export interface ConnectionListener {
  /** The relay waits for this connection's oldest message: answer with release() or withhold(), now or later. */
  ready(): void
  /** What became of the oldest message held; exactly once per offered message, in order, never from offer(). */
  ended(outcome: SendOutcome): void
  /** The connection is gone, and takes no further message; once, after the last ended(). */
  closed(): void
}

export interface SmtpConnection {
  /** True while offer() may be called: usable, and fewer than two messages are held. */
  readonly room: boolean
  readonly usable: boolean
  /** 0, 1 or 2 */
  readonly held: number
  /** Its envelope leaves as soon as the protocol lets it: with PIPELINING behind the content under way. */
  offer(envelope: Envelope): void
  /** The content of the message that ready() announced may leave. Nothing happens when it was lost meanwhile. */
  release(): void
  /**
   * It must not leave: `withdrawn`. With PIPELINING this costs the connection, because DATA was said and
   * nothing but a closed connection ends that without a message (RFC 5321 §4.1.1.5).
   */
  withhold(): void
  /** Lets what is held end, says QUIT, and closes. Never rejects; may be called twice. */
  close(): Promise<void>
  /** At once: outcomes and closed() come before it returns. */
  destroy(): void
}
