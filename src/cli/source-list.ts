import { type Health, listSources } from '../sources/index.ts'
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
      for (const { name, url, onItem, health, problem } of sources)
        line.out(`${name}\t${url}\t${onItem}\t${healthWords[health]}\t${problem ?? ''}`.trimEnd())
    return 0
  },
}
