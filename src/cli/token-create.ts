import { randomBytes } from 'node:crypto'
import { createApiToken } from '../editors/index.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'

export const tokenCreate: Command = {
  name: 'token create',
  usage: 'NAME',
  about: 'Makes a token for the API and prints it; it is shown this once.',
  options: {},
  positionals: 1,
  async run({ positionals, line, json }) {
    const name = positionals[0] ?? ''
    const { token } = await inPlace(line.env, ({ store }) =>
      store.write(tx => createApiToken(tx, { name, at: Date.now(), random: randomBytes })),
    )
    line.out(json ? JSON.stringify({ token }) : token)
    return 0
  },
}
