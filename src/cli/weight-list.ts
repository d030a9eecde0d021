import { listWeights } from '../stories/index.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'

export const weightList: Command = {
  name: 'weight list',
  usage: '',
  about: 'Lists what the newsroom weighs: official sources, then topics with their points.',
  options: {},
  positionals: 0,
  async run({ line, json }) {
    const weights = await inPlace(line.env, ({ store }) => listWeights(store.read))
    if (json) line.out(JSON.stringify(weights))
    else
      for (const { kind, words, points, by } of weights)
        line.out(`${kind === 'official' ? 'official' : signed(points)}\t${words}\t${by}`)
    return 0
  },
}

function signed(points: number): string {
  return points > 0 ? `+${points}` : String(points)
}
