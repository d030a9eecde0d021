/**
 * `tocsin source add`: watches a feed, a news sitemap or a page. Where nobody says what the address is, it is looked
 * at here and now, and what was found behind it is watched; a command may take its time, and says what it tried.
 */
import { systemClock } from '../clock.ts'
import { ConfigError } from '../errors.ts'
import { createSafeFetch } from '../net/index.ts'
import {
  addSource,
  createHostTurns,
  createReader,
  type Finding,
  findSource,
  requireSourceUrl,
  type SourceToAdd,
  sourceBehind,
  userAgentOf,
} from '../sources/index.ts'
import {
  type Command,
  type CommandInput,
  choiceOption,
  durationOption,
  textOption,
  UsageError,
} from './command.ts'
import { inPlace, type Place } from './place.ts'

export const onItemChoices = ['send', 'draft', 'none'] as const
const kindChoices = ['feed', 'sitemap', 'page'] as const

export const sourceAdd: Command = {
  name: 'source add',
  usage:
    'URL [--name N] [--on-item draft|send|none] [--every 5m] [--kind feed|sitemap|page] [--selector CSS]',
  about: `Watches a feed, or changes how a watched one is treated. Without --on-item its items only join stories.
Of an ordinary page the feed or news sitemap is looked for, and where there is none the page itself is watched: its
article, or what --selector finds on it. With --kind or --selector nothing is looked for: the address is what you say.`,
  options: {
    ...{ name: { type: 'string' }, 'on-item': { type: 'string' }, every: { type: 'string' } },
    ...{ kind: { type: 'string' }, selector: { type: 'string' } },
  },
  positionals: 1,
  async run(input) {
    const url = requireUrl(input.positionals[0] ?? '')
    const source = {
      name: textOption(input, 'name'),
      onItem: choiceOption(input, 'on-item', onItemChoices),
      everyMs: durationOption(input, 'every'),
    }
    const what = whatItIs(input)
    return inPlace(input.line.env, async place => {
      const choice = what ? { url, ...what } : await chosenBehind(url, place)
      const { finding, ...chosen } = { finding: null, ...choice }
      const added = await place.store.write(tx => addSource(tx, { ...source, ...chosen, at: Date.now() }))
      if (input.json) input.line.out(JSON.stringify(asJson(added, chosen, finding)))
      else
        for (const line of told(url, { added: added.kind === 'added', chosen, finding })) input.line.out(line)
      return 0
    })
  },
}

function requireUrl(typed: string): string {
  try {
    return requireSourceUrl(typed).url
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

type Chosen = Pick<SourceToAdd, 'url' | 'kind' | 'selector' | 'foundFrom'>

/** Null: nobody says. A selector is for pages. */
function whatItIs(input: CommandInput): Pick<SourceToAdd, 'kind' | 'selector'> | null {
  const kind = choiceOption(input, 'kind', kindChoices)
  const selector = textOption(input, 'selector')
  if (selector !== null && kind !== null && kind !== 'page')
    throw new UsageError(
      `--selector chooses what of a page is watched: with it --kind is page, but is "${kind}".`,
    )
  if (selector !== null) return { kind: 'page', selector }
  return kind === null ? null : { kind, ...(kind === 'page' ? { selector: null } : {}) }
}

/** What is known already is not looked for again. */
async function chosenBehind(url: string, place: Place): Promise<Chosen & { finding?: Finding }> {
  const known = await sourceBehind(place.store.read, url)
  if (known) return known
  const finding = await lookFor(url, place)
  // The server goes on looking.
  if (finding.kind === 'none') return { url, kind: 'unknown', finding }
  if (finding.kind === 'found')
    return { url: finding.url, kind: finding.as, foundFrom: finding.by === 'address' ? null : url, finding }
  if (finding.allowed) return { url, kind: 'page', finding }
  throw new ConfigError(
    `${url} leads to no feed, and its robots.txt asks programs to stay away from the page. If its publisher agrees, add it with --kind page.`,
  )
}

async function lookFor(url: string, { config, store }: Place): Promise<Finding> {
  const userAgent = userAgentOf({ contact: config.operator.contact, publicUrl: config.publicUrl })
  await using guarded = createSafeFetch({ allow: config.allowFetch, userAgent })
  const reader = createReader({ clock: systemClock })
  try {
    const { signal } = new AbortController()
    const turns = createHostTurns(store, { clock: systemClock, signal })
    return await findSource(url, { fetch: guarded.fetch, reader, turns, now: Date.now, signal })
  } finally {
    await reader.stop()
  }
}

function asJson(added: { id: number; kind: string }, { url, kind }: Chosen, finding: Finding | null) {
  return {
    ...{ id: String(added.id), added: added.kind === 'added', url },
    ...(kind === undefined ? {} : { kind }),
    ...(finding?.kind === 'none' ? { problem: finding.problem.words } : {}),
    ...(finding ? { tried: finding.tried } : {}),
  }
}

function told(
  asked: string,
  { added, chosen, finding }: { added: boolean; chosen: Chosen; finding: Finding | null },
): string[] {
  const { url } = chosen
  if (!added) return [`Already watched: ${url} (changed as given)`]
  if (finding?.kind === 'none')
    return [
      `Watching ${url}`,
      `It could not be looked at: ${finding.problem.words} The server goes on trying.`,
    ]
  if (finding?.kind === 'page')
    return [
      `Watching ${url}`,
      `It leads to no feed: the page itself is watched, and told of when its text changes.`,
    ]
  if (finding?.kind !== 'found' || finding.by === 'address') return [`Watching ${url}`]
  const title = finding.title ? ` “${finding.title}”` : ''
  return [
    `Watching ${url}`,
    `It is the ${finding.as}${title} with ${finding.items} items ${foundBy[finding.by]} ${asked}`,
  ]
}

const foundBy: Record<Exclude<Extract<Finding, { kind: 'found' }>['by'], 'address'>, string> = {
  link: 'that is named by',
  anchor: 'that is linked from',
  robots: 'that robots.txt names for',
  place: 'at one of the usual places for',
}
