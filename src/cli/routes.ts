import { systemClock } from '../clock.ts'
import type { Command } from './command.ts'
import { inPlace, subscriberContext } from './place.ts'

export const routes: Command = {
  name: 'routes',
  usage: '',
  about: 'Prints every address the server answers and who may call it.',
  options: {},
  positionals: 0,
  async run({ line, json }) {
    // Loaded by who asks for it: it is all pages and the API.
    const { createRoutes, loadPageAssets } = await import('../route-table.ts')
    const table = await inPlace(line.env, async place =>
      createRoutes(
        {
          ...{ ...place, clock: systemClock, stopping: AbortSignal.abort() },
          subscribers: subscriberContext(place),
          matcher: { audienceOf: async () => [] },
        },
        await loadPageAssets(place.config.brand),
      ),
    )
    const rows = table.map(({ method, path, who }) => ({ method, path, who }))
    if (json) line.out(JSON.stringify(rows))
    else for (const { method, path, who } of rows) line.out(`${method.padEnd(5)} ${path.padEnd(48)} ${who}`)
    return 0
  },
}
