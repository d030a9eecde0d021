/** Other people's feeds, read where they lie beside the checkout. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

const shared = process.env['FEEDS_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url))
export const corpusPlace = `${shared}/corpora/feeds`
export const hasCorpus = existsSync(`${corpusPlace}/feedparser/cases.json`)

/** A feed and the value that one field of it must have, in feedparser's names. */
export interface FeedCase {
  file: string
  object: 'feed' | 'entries[0]'
  key: string
  value: string
  headers?: Record<string, string>
}

export function feedCases(): FeedCase[] {
  // The corpus' own format, as its README describes it.
  return JSON.parse(readFileSync(`${corpusPlace}/feedparser/cases.json`, 'utf8')) as FeedCase[]
}

/** feedparser serves its files from here, and some expect to see that in their links. */
export const caseAddress = (file: string) => `http://127.0.0.1:8097/${file}`

export function caseBody({ file }: Pick<FeedCase, 'file'>): Buffer {
  return readFileSync(`${corpusPlace}/feedparser/${file}`)
}

export const isSanitizeCase = ({ file }: FeedCase) => file.includes('/sanitize/')

/** Name and bytes of each real feed. */
export function realFeeds(): { name: string; body: Buffer }[] {
  const folder = `${corpusPlace}/real`
  return readdirSync(folder)
    .sort()
    .map(name => ({ name, body: gunzipSync(readFileSync(`${folder}/${name}`)) }))
}
