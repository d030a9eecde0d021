/** Starts the sink process and reads its log. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { AcceptedMail } from './smtp-sink-session.ts'

export interface SmtpSinkProcess {
  port: number
  /** For SMTP_URL. */
  url: string
  pid: number
  /** Every mail that was ever accepted into this log, in order. */
  readAccepted(): Promise<AcceptedMail[]>
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export async function startSmtpSinkProcess(options: {
  /** Is appended to, so that a second sink may go on with the first one's. */
  logFile: string
  /** Each answer to a final dot waits a random time up to this; default 0. */
  delayMs?: number
  alertHeader?: string
}): Promise<SmtpSinkProcess> {
  const { logFile, delayMs = 0, alertHeader = 'x-tocsin-alert' } = options
  const program = fileURLToPath(new URL('./smtp-sink-process.ts', import.meta.url))
  const args = [program, '--log', logFile, '--delay-ms', String(delayMs), '--alert-header', alertHeader]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const [port] = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => [0])])
  if (!Number(port) || child.pid === undefined) throw new Error('The sink process did not start.')
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.stdin.end()
    await ended
  }
  return {
    port: Number(port),
    url: `smtp://127.0.0.1:${port}`,
    pid: child.pid,
    readAccepted: async () => parseSinkLog(await readFile(logFile, 'utf8')),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

function parseSinkLog(text: string): AcceptedMail[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const [recipient = '', messageId = '', alert = ''] = line.split('\t')
      return { recipient, messageId, alert }
    })
}
