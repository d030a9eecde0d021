import { dropEditor } from '../editors/index.ts'
import { ConfigError } from '../errors.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'

export const editorDrop: Command = {
  name: 'editor drop',
  usage: 'NAME',
  about: 'Lets somebody into the desk no longer: their sessions and links end at once. What they did stays.',
  options: {},
  positionals: 1,
  async run({ positionals, line, json }) {
    const [name = ''] = positionals
    const dropped = await inPlace(line.env, ({ store }) => store.write(tx => dropEditor(tx, name)))
    if (!dropped) throw new ConfigError(`No editor is called "${name}". tocsin editor list shows them all.`)
    line.out(json ? JSON.stringify({ dropped: name }) : `No longer an editor: ${name}`)
    return 0
  },
}
