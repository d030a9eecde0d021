import { type Health, listSources, type SourceRow } from '../sources/index.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'

const healthWords: Readonly<Record<Health, string>> = {
  failing: 'in trouble',
  silent: 'silent',
  notice: 'worth a look',
  ok: 'well',
  stopped: 'no longer watched',
}

export const sourceList: Command = {
  name: 'source list',
  usage: '',
  about:
    'Lists what is watched, how it is treated, how it is, and what is wrong with it; those in trouble first.',
  options: {},
  positionals: 0,
  async run({ line, json }) {
    const sources = await inPlace(line.env, ({ store }) => listSources(store.read))
    if (json) line.out(JSON.stringify(sources))
    else
      for (const source of sources) {
        const { name, url, onItem, problem } = source
        line.out(`${name}\t${url}\t${onItem}\t${howItIs(source)}\t${problem ?? ''}`.trimEnd())
      }
    return 0
  },
}

function howItIs({ health, nextPollAt, lastPolledAt }: SourceRow): string {
  return health === 'ok' && nextPollAt !== null && lastPolledAt === null
    ? 'not looked at yet'
    : healthWords[health]
}
