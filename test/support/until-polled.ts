import { inPlace } from '../../src/cli/place.ts'
import { pollUntil } from './poll-until.ts'
import type { Environment } from './tocsin-process.ts'

/** The first poll of the only source of this place is stored: what the source publishes from now on is news. */
export function untilPolled(env: Environment): Promise<unknown> {
  return inPlace(env, ({ store }) =>
    pollUntil('the first poll', async () => {
      const source = store.read.selectFrom('sources').select('first_polled_at')
      return (await source.executeTakeFirstOrThrow()).first_polled_at
    }),
  )
}
