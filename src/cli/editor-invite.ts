import { randomBytes } from 'node:crypto'
import { inviteEditor } from '../editors/index.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'

export const editorInvite: Command = {
  name: 'editor invite',
  usage: 'NAME',
  about: 'Prints a one-time link into the desk, for a new editor or for one who needs another link.',
  options: {},
  positionals: 1,
  async run({ positionals, line, json }) {
    const name = positionals[0] ?? ''
    const link = await inPlace(line.env, async ({ store, config }) => {
      const { token } = await store.write(tx =>
        inviteEditor(tx, { name, at: Date.now(), random: randomBytes }),
      )
      return `${config.publicUrl}/desk/enter/${token}`
    })
    line.out(json ? JSON.stringify({ link }) : link)
    return 0
  },
}
