import { addSource } from '../sources/index.ts'
import { type Command, choiceOption, durationOption, textOption } from './command.ts'
import { inPlace } from './place.ts'

export const onItemChoices = ['send', 'draft', 'none'] as const

export const sourceAdd: Command = {
  name: 'source add',
  usage: 'URL [--name N] [--on-item draft|send|none] [--every 5m]',
  about:
    'Watches a feed, or changes how a watched one is treated. Without --on-item its items only join stories.',
  options: { name: { type: 'string' }, 'on-item': { type: 'string' }, every: { type: 'string' } },
  positionals: 1,
  async run(input) {
    const source = {
      url: input.positionals[0] ?? '',
      name: textOption(input, 'name'),
      onItem: choiceOption(input, 'on-item', onItemChoices),
      everyMs: durationOption(input, 'every'),
    }
    const added = await inPlace(input.line.env, ({ store }) =>
      store.write(tx => addSource(tx, { ...source, at: Date.now() })),
    )
    if (input.json) input.line.out(JSON.stringify({ id: String(added.id), added: added.kind === 'added' }))
    else
      input.line.out(
        added.kind === 'added'
          ? `Watching ${source.url}`
          : `Already watched: ${source.url} (changed as given)`,
      )
    return 0
  },
}
