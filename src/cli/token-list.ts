import { listApiTokens } from '../editors/index.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'

export const tokenList: Command = {
  name: 'token list',
  usage: '',
  about:
    'Lists the tokens for the API by their names, and since when there is each; none can be shown again.',
  options: {},
  positionals: 0,
  async run({ line, json }) {
    const stored = await inPlace(line.env, ({ store }) => listApiTokens(store.read))
    const tokens = stored.map(({ name, createdAt }) => ({
      name,
      createdAt: new Date(createdAt).toISOString(),
    }))
    if (json) line.out(JSON.stringify(tokens))
    else if (tokens.length === 0) line.out('No tokens yet. Make one: tocsin token create NAME')
    else for (const { name, createdAt } of tokens) line.out(`${name}\t${createdAt}`)
    return 0
  },
}
