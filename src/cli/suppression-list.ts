import { countSuppressions } from '../subscribers/index.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'

export const suppressionList: Command = {
  name: 'suppression list',
  usage: '',
  about: `Counts the suppressed addresses by reason.
They are stored as keyed hashes, and cannot be listed; ask about one with "subscriber show ADDRESS".`,
  options: {},
  positionals: 0,
  async run({ line, json }) {
    const counts = await inPlace(line.env, ({ store }) => countSuppressions(store.read))
    if (json) line.out(JSON.stringify(counts))
    else if (counts.length === 0) line.out('nobody is suppressed')
    else
      for (const { reason, addresses, newestAt } of counts)
        line.out(`${reason}\t${addresses}\tthe newest of ${new Date(newestAt).toISOString()}`)
    return 0
  },
}
