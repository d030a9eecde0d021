import { ConfigError } from '../errors.ts'
import { listTopics, retireTopic } from '../subscribers/index.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'

export const topicRetire: Command = {
  name: 'topic retire',
  usage: 'SLUG [--back]',
  about: 'Offers a topic or place no more; who chose it keeps it. --back offers it again.',
  options: { back: { type: 'boolean' } },
  positionals: 1,
  async run({ positionals, values, line, json }) {
    const [slug = ''] = positionals
    const retired = values['back'] !== true
    await inPlace(line.env, ({ store }) =>
      store.write(async tx => {
        const topic = (await listTopics(tx)).find(known => known.slug === slug)
        if (!topic)
          throw new ConfigError(`There is no topic or place "${slug}". tocsin topic list shows them.`)
        await retireTopic(tx, { id: topic.id, retired })
      }),
    )
    line.out(
      json
        ? JSON.stringify({ slug, retired })
        : `${slug} is ${retired ? 'not offered any more' : 'offered again'}`,
    )
    return 0
  },
}
