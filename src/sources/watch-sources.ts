/**
 * All that watches sources: polls, pushes, full texts, silences, and the reader whose threads they share. Loaded when it starts:
 * a process that answers or sends only reads what was found.
 */
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Config, Secrets } from '../config.ts'
import type { SafeFetch } from '../net/index.ts'
import type { Store } from '../store/index.ts'
import { createReader } from './reader/index.ts'

export interface WatchingParts {
  store: Store
  clock: Clock
  random(bytes: number): Uint8Array
  log: Logger
  fetch: SafeFetch
  callbacks: { publicUrl: Config['publicUrl']; secrets: Secrets }
}

export interface Watching {
  start(): Promise<void>
  stop(): Promise<void>
}

export function watchSources(parts: WatchingParts): Watching {
  const reader = createReader(parts)
  let loading: ReturnType<typeof load> | null = null
  const load = async () => {
    const [{ createWatcher }, { createPushes }, { createFullTexts }, { createSilenceWorker }] =
      await Promise.all([
        import('./poll/watcher.ts'),
        import('./push/pushes.ts'),
        import('./full-text/full-text-worker.ts'),
        import('./listen/judge-silences.ts'),
      ])
    const { random } = parts
    const fraction = () => Buffer.from(random(4)).readUInt32LE() / 2 ** 32
    return [
      createWatcher({ ...parts, random: fraction, reader }),
      createPushes({ ...parts, reader }),
      createFullTexts({ ...parts, reader }),
      createSilenceWorker(parts),
    ]
  }
  return {
    async start() {
      loading ??= load()
      for (const worker of await loading) worker.start()
    },
    async stop() {
      const workers = (await loading) ?? []
      await Promise.all(workers.map(worker => worker.stop()))
      await reader.stop()
    },
  }
}
