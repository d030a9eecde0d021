/** Settings -> a ready connection, or why there is none. Never rejects; leaves no socket behind. */
import { openConnection, type SmtpConnection } from './connection.ts'
import { shakeHands } from './handshake.ts'
import { type HandshakeFailure, permanentFailure } from './handshake-failure.ts'
import { openSocket } from './open-socket.ts'
import { type SmtpSettings, settingsFault } from './settings.ts'

export type ConnectResult = { ok: true; connection: SmtpConnection } | HandshakeFailure

/** Aborting the signal ends the attempt; once connected it has no further say. */
export async function connectSmtp(settings: SmtpSettings, signal?: AbortSignal): Promise<ConnectResult> {
  const fault = settingsFault(settings)
  if (fault) return permanentFailure(fault)
  const { host, port, timeouts } = settings
  const opened = await openSocket({ host, port, connectMs: timeouts.connectMs }, signal)
  if (!opened.ok)
    return { ...opened, reason: `no connection to ${host}:${port}: ${opened.reason}`, reply: null }
  const { socket } = opened
  const abort = () => socket.destroy()
  signal?.addEventListener('abort', abort)
  if (signal?.aborted) abort()
  const greeted = await shakeHands(socket, settings, signal)
  signal?.removeEventListener('abort', abort)
  if (!greeted.ok) {
    socket.destroy()
    return signal?.aborted ? { ...greeted, reason: 'stopped by us', permanent: false } : greeted
  }
  return { ok: true, connection: openConnection(greeted.dialogue, greeted.capabilities, timeouts) }
}
