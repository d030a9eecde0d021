import { readFile } from 'node:fs/promises'
import { ConfigError } from '../errors.ts'
import { addSource, parseOpml } from '../sources/index.ts'
import { type Command, choiceOption, durationOption } from './command.ts'
import { inPlace } from './place.ts'
import { onItemChoices } from './source-add.ts'

export const sourceImport: Command = {
  name: 'source import',
  usage: 'FILE.opml [--on-item draft|send|none] [--every 5m]',
  about: 'Watches every feed that an OPML file lists; those already watched are not doubled.',
  options: { 'on-item': { type: 'string' }, every: { type: 'string' } },
  positionals: 1,
  async run(input) {
    const file = input.positionals[0] ?? ''
    const everyMs = durationOption(input, 'every')
    const onItem = choiceOption(input, 'on-item', onItemChoices)
    const text = await readFile(file, 'utf8').catch((error: Error) => {
      throw new ConfigError(`${file} cannot be read: ${error.message}.`)
    })
    const opml = await parseOpml(text)
    if (!opml.ok) throw new ConfigError(`${file} is no OPML file: ${opml.reason}.`)
    const kinds = await inPlace(input.line.env, ({ store }) =>
      store.write(async tx => {
        const added: string[] = []
        for (const { url, name } of opml.outlines)
          added.push(
            (await addSource(tx, { url, name, onItem, everyMs, keepStopped: true, at: Date.now() })).kind,
          )
        return added
      }),
    )
    const added = kinds.filter(kind => kind === 'added').length
    const known = kinds.length - added
    if (input.json) input.line.out(JSON.stringify({ added, known }))
    else input.line.out(`${added} source${added === 1 ? '' : 's'} added, ${known} already watched`)
    return 0
  },
}
