import { dropApiToken } from '../editors/index.ts'
import { ConfigError } from '../errors.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'

export const tokenDrop: Command = {
  name: 'token drop',
  usage: 'NAME',
  about: 'Takes a token back: whoever calls the API with it is refused from now on.',
  options: {},
  positionals: 1,
  async run({ positionals, line, json }) {
    const [name = ''] = positionals
    const dropped = await inPlace(line.env, ({ store }) => store.write(tx => dropApiToken(tx, name)))
    if (!dropped) throw new ConfigError(`No token is called "${name}". tocsin token list shows them all.`)
    line.out(json ? JSON.stringify({ dropped: name }) : `No longer a token: ${name}`)
    return 0
  },
}
