import { ConfigError } from '../errors.ts'
import { addTopic } from '../subscribers/index.ts'
import { type Command, textOption } from './command.ts'
import { inPlace } from './place.ts'

export const topicAdd: Command = {
  name: 'topic add',
  usage: 'NAME [--place] [--slug S] [--about "one sentence"] [--name de=Politik]…',
  about: `Offers readers a topic, or with --place a place, to choose from; alerts name it by this name or by its slug.
It has a sign-up page of its own at /topics/SLUG, and --name gives it a name in another language.`,
  options: {
    place: { type: 'boolean' },
    slug: { type: 'string' },
    about: { type: 'string' },
    name: { type: 'string', multiple: true },
  },
  positionals: 1,
  async run(input) {
    const { positionals, values, line, json } = input
    const kept = await inPlace(line.env, ({ store }) =>
      store.write(tx =>
        addTopic(tx, {
          kind: values['place'] ? 'place' : 'topic',
          name: positionals[0] ?? '',
          slug: textOption(input, 'slug') ?? '',
          names: namesOf(values['name']),
          about: textOption(input, 'about') ?? '',
        }),
      ),
    )
    if (kept.kind !== 'kept')
      throw new ConfigError(kept.kind === 'problems' ? Object.values(kept.problems).join(' ') : 'It is gone.')
    const { id, slug } = kept
    line.out(json ? JSON.stringify({ id, slug }) : `${slug}: its sign-up page is /topics/${slug}`)
    return 0
  },
}

function namesOf(given: unknown): Record<string, string> {
  const pairs = Array.isArray(given) ? given.map(String) : []
  return Object.fromEntries(
    pairs.map(pair => {
      const at = pair.indexOf('=')
      if (at < 1) throw new ConfigError(`--name must look like de=Politik, but is "${pair}".`)
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}
