import { ConfigError } from '../errors.ts'
import { addTopic, type TopicProblems } from '../subscribers/index.ts'
import { createTexts } from '../text/index.ts'
import { type Command, textOption, UsageError } from './command.ts'
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
    if (kept.kind === 'problems')
      throw new (kept.malformed ? UsageError : ConfigError)(inOptions(kept.problems))
    if (kept.kind !== 'kept') throw new ConfigError('It is gone.')
    const { id, slug } = kept
    line.out(json ? JSON.stringify({ id, slug }) : `${slug}: its sign-up page is /topics/${slug}`)
    return 0
  },
}

function inOptions({ name, slug, ...others }: TopicProblems): string {
  const ofSlug = slug && `--slug: ${slug}`
  // Without a name there is nothing that an address could be made of.
  return [name ?? ofSlug, ...Object.values(others)].filter(Boolean).join(' ')
}

function namesOf(given: unknown): Record<string, string> {
  const known = createTexts().languages.map(({ language }) => language)
  const pairs = Array.isArray(given) ? given.map(String) : []
  return Object.fromEntries(
    pairs.map(pair => {
      const at = pair.indexOf('=')
      if (at < 1) throw new UsageError(`--name must look like de=Politik, but is "${pair}".`)
      const language = pair.slice(0, at)
      if (!known.includes(language))
        throw new UsageError(`--name knows the languages ${known.join(', ')}, but has "${language}".`)
      return [language, pair.slice(at + 1)]
    }),
  )
}
