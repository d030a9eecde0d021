/** The REST API: what programs may ask of Tocsin, and its description. */
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Store } from '../store/index.ts'
import type { Route } from '../web/index.ts'

export interface ApiParts {
  store: Store
  clock: Clock
  config: Config
}

export function apiRoutes({ store }: ApiParts): Route[] {
  return [
    { method: 'GET', path: '/healthz', who: 'public', handler: c => c.text('ok\n') },
    {
      method: 'GET',
      path: '/readyz',
      who: 'public',
      handler: async c => {
        await store.read.selectFrom('meta').select('key').limit(1).execute()
        return c.text('ready\n')
      },
    },
  ]
}
