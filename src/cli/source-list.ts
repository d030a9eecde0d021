import { listSources } from '../sources/index.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'

export const sourceList: Command = {
  name: 'source list',
  usage: '',
  about: 'Lists what is watched, how it is treated, and what is wrong with it.',
  options: {},
  positionals: 0,
  async run({ line, json }) {
    const sources = await inPlace(line.env, ({ store }) => listSources(store.read))
    if (json) line.out(JSON.stringify(sources))
    else
      for (const { name, url, onItem, problem } of sources)
        line.out(`${name}\t${url}\t${onItem}\t${problem ?? 'well'}`)
    return 0
  },
}
