/** Settings -> a ready connection, or why there is none. Never rejects; leaves no socket behind. */
import { Connection } from './connection.ts'
import { shakeHands } from './handshake.ts'
import { type HandshakeFailure, permanentFailure } from './handshake-failure.ts'
import { openSocket } from './open-socket.ts'
import { type SmtpSettings, settingsFault } from './settings.ts'
import type { ConnectionListener, SmtpConnection } from './smtp-connection.ts'

export type ConnectResult = { ok: true; connection: SmtpConnection } | HandshakeFailure

/** Aborting the signal ends the attempt; once connected it has no further say. */
export async function connectSmtp(
  settings: SmtpSettings,
  listener: ConnectionListener,
  signal?: AbortSignal,
): Promise<ConnectResult> {
  const fault = settingsFault(settings)
  if (fault) return permanentFailure(fault)
  const { host, port, timeouts } = settings
  const opened = await openSocket({ host, port, connectMs: timeouts.connectMs }, signal)
  if (!opened.ok)
    return { ...opened, reason: `no connection to ${host}:${port}: ${opened.reason}`, reply: null }
  const { socket } = opened.wire
  const abort = () => socket.destroy()
  signal?.addEventListener('abort', abort)
  if (signal?.aborted) abort()
  const greeted = await shakeHands(opened.wire, settings, signal)
  signal?.removeEventListener('abort', abort)
  if (!greeted.ok) {
    socket.destroy()
    return signal?.aborted ? { ...greeted, reason: 'stopped by us', permanent: false } : greeted
  }
  const { dialogue, capabilities } = greeted
  return { ok: true, connection: new Connection(dialogue, capabilities, timeouts, listener) }
}
