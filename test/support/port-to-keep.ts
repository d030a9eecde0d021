import { createServer } from 'node:net'

/** Below those that systems give to whoever asks for any (Linux from 32,768 on, others from 49,152). */
const [lowest, count] = [20_000, 12_000]

/**
 * A port of 127.0.0.1 for a server that is started on it again and again: between its starts no other test gets it by
 * asking for any.
 */
export async function portToKeep(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * count)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
