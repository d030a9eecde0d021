/** Starts the peer's process and tells it when to send. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { PeerOrder } from './peer-mailer.ts'
import type { BenchScope } from './scope.ts'

export interface Peer {
  pid: number
  /** Resolves when the pool has the answer to every message; rejects when one was refused. */
  send(count: number): Promise<void>
  stop(): Promise<void>
}

/** `orderFile` is written, and holds the key when there is one: it belongs into a folder that is removed. */
export async function startPeer(scope: BenchScope, orderFile: string, order: PeerOrder): Promise<Peer> {
  await writeFile(orderFile, JSON.stringify(order))
  const program = fileURLToPath(new URL('./peer-mailer.ts', import.meta.url))
  const child = spawn(process.execPath, [program, orderFile], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const endedEarly = ended.then(() => Promise.reject(new Error('nodemailer’s process ended early.')))
  endedEarly.catch(() => undefined) // at the end it may
  const stop = async () => {
    child.stdin.end()
    await ended
  }
  // It may be in the middle of its messages when the bench ends for another reason.
  scope.after(() => {
    child.kill('SIGKILL')
    return ended
  })
  const lines = createInterface({ input: child.stdout })
  const nextLine = () => Promise.race([once(lines, 'line'), endedEarly])
  await nextLine()
  return {
    pid: child.pid ?? 0,
    async send(count) {
      const done = nextLine()
      child.stdin.write(`${count}\n`)
      await done
    },
    stop,
  }
}
