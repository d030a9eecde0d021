import { setOfficial, setWeight } from '../stories/index.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'
import { requireSet } from './weight-words.ts'

const by = 'command line'

export const weightSet: Command = {
  name: 'weight set',
  usage: 'WORDS POINTS',
  about: `Makes stories with these words more or less breaking, by 1 to 50 points up or down: weight set "earthquake, quake" 14.
Several ways to say it are parted by commas; the first is its name. Whole words count, whatever their case and accents: in
the headline in full, in the first paragraph half, and what takes points away in the headline alone. A weight below 0 is
given after --: weight set -- "film festival" -15. It counts for what comes from now on.`,
  options: {},
  positionals: 2,
  async run({ positionals, line, json }) {
    const [words = '', points = ''] = positionals
    const set = await inPlace(line.env, ({ store }) =>
      store.write(tx =>
        setWeight(tx, {
          words,
          points: /^[+-]?\d+$/.test(points) ? Number(points) : Number.NaN,
          by,
          at: Date.now(),
        }),
      ),
    )
    const said = requireSet(set)
    line.out(
      json ? JSON.stringify({ words: said, points: Number(points) }) : `${said}: ${Number(points)} points`,
    )
    return 0
  },
}

export const weightOfficial: Command = {
  name: 'weight official',
  usage: 'SOURCE',
  about: `Marks a watched source, by address or name, as official or primary: an agency of the state, a court, the body itself.
What it publishes counts more. Undone by: weight drop SOURCE.`,
  options: {},
  positionals: 1,
  async run({ positionals, line, json }) {
    const [source = ''] = positionals
    const set = await inPlace(line.env, ({ store }) =>
      store.write(tx => setOfficial(tx, { source, by, at: Date.now() })),
    )
    const url = requireSet(set)
    line.out(json ? JSON.stringify({ official: url }) : `${url} counts as an official source`)
    return 0
  },
}
