/** The labelled corpora and the recorded wire, read where they lie; they are no part of this repository. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

export interface LabelledItem {
  id: string
  title: string
  text: string
  language: string | null
  /** The true story. */
  story: string
}

export const corpusNames = ['mix4', 'headlines'] as const
export type CorpusName = (typeof corpusNames)[number]

const folder = new URL('../../../shared/corpora/', import.meta.url)

export function hasCorpora(): boolean {
  return existsSync(new URL('stories/', folder)) && existsSync(new URL('wire/', folder))
}

export const corpusFile = (name: CorpusName) => new URL(`stories/${name}.jsonl.gz`, folder)

export function readCorpus(name: CorpusName): LabelledItem[] {
  return gunzipSync(readFileSync(corpusFile(name)))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const { id, title, text, language, story } = JSON.parse(line)
      return { id: String(id), title, text, language: language ?? null, story }
    })
}

/** Each recorded document, and the time at which it was recorded, in the order of their times. */
export function wireDocuments(): { feed: string; at: number; body(): Buffer }[] {
  const wire = new URL('wire/', folder)
  const feeds = readdirSync(wire, { withFileTypes: true }).filter(entry => entry.isDirectory())
  return feeds
    .flatMap(({ name }) =>
      readdirSync(new URL(`${name}/`, wire)).map(file => ({
        feed: name,
        at: Date.parse(file.replace(/T(\d\d)-(\d\d)-(\d\d)Z.*$/, 'T$1:$2:$3Z')),
        body: () => gunzipSync(readFileSync(new URL(`${name}/${file}`, wire))),
      })),
    )
    .sort((one, other) => one.at - other.at || (one.feed < other.feed ? -1 : 1))
}

/** The same seed gives the same order (xorshift32, Fisher and Yates). */
export function shuffled<T>(values: readonly T[], seed: number): T[] {
  const order = [...values]
  let state = Math.imul(seed, 2_654_435_761) >>> 0 || 1
  const below = (limit: number) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % limit
  }
  for (let at = order.length - 1; at > 0; at--) {
    const other = below(at + 1)
    const [one, two] = [order[at], order[other]]
    if (one !== undefined && two !== undefined) [order[at], order[other]] = [two, one]
  }
  return order
}
