import type { Worker } from '../../store/index.ts'
import { createHubWorker, type HubWorkerOptions } from './hub-worker.ts'
import { createPushedWorker, type PushedWorkerOptions } from './pushed-worker.ts'

/** The two workers of push: one talks to the hubs, one reads what they sent. */
export function createPushes(options: HubWorkerOptions & PushedWorkerOptions): Worker {
  const workers = [createHubWorker(options), createPushedWorker(options)]
  return {
    start() {
      for (const worker of workers) worker.start()
    },
    async stop() {
      await Promise.all(workers.map(worker => worker.stop()))
    },
  }
}
