import { ConfigError } from '../errors.ts'
import { dropWeight } from '../stories/index.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'

export const weightDrop: Command = {
  name: 'weight drop',
  usage: 'WORDS',
  about:
    'Weighs a topic no longer, named by its first words; or a source, named by its address, is no longer official.',
  options: {},
  positionals: 1,
  async run({ positionals, line, json }) {
    const [words = ''] = positionals
    const dropped = await inPlace(line.env, ({ store }) => store.write(tx => dropWeight(tx, words)))
    if (!dropped) throw new ConfigError(`No weight is called "${words}". tocsin weight list shows them all.`)
    line.out(json ? JSON.stringify({ dropped: words }) : `No longer weighed: ${words}`)
    return 0
  },
}
