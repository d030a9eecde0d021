import { listTopics } from '../subscribers/index.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'

export const topicList: Command = {
  name: 'topic list',
  usage: '',
  about: 'Lists the topics and places that readers may choose from, in the order in which they see them.',
  options: {},
  positionals: 0,
  async run({ line, json }) {
    const topics = await inPlace(line.env, ({ store }) => listTopics(store.read))
    if (json) line.out(JSON.stringify(topics))
    else
      for (const { kind, slug, name, retired } of topics)
        line.out([kind, slug, name, ...(retired ? ['retired'] : [])].join('\t'))
    return 0
  },
}
