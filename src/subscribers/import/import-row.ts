/** One row of an import, checked: whoever brings a file is told, line by line, what is wrong with it. */
import { type AddressParse, parseAddress } from '../address.ts'
import { type Topic, topicsNamed } from '../topics/read-topics.ts'

export interface ImportRow {
  /** For the report: the line in the file, from 1. */
  line: number
  address: string
  /** BCP 47; absent or empty: the import's. */
  language?: string
  /** Names or slugs; none: every alert. */
  topics?: readonly string[]
  /** When they confirmed, as ISO 8601; absent or empty: now. */
  confirmedAt?: string
  /** How this one agreed; absent or empty: the import's attestation. */
  source?: string
}

export interface ReadRow {
  address: string
  key: string
  language: string
  topicIds: readonly number[]
  confirmedAt: number
  method: string
}

export interface ImportDefaults {
  attestation: string
  language: string
  topics: readonly Topic[]
  at: number
}

export type RowReading = { ok: true; row: ReadRow } | { ok: false; why: string }

const longestSource = 500
const addressProblems: Readonly<Record<Exclude<AddressParse, { ok: true }>['problem'], string>> = {
  empty: 'no address',
  invalid: 'no usable address',
  'too-long': 'the address is longer than mail allows',
}

/** Why not, is in words that quote no more than a topic's name. */
export function readImportRow(row: ImportRow, defaults: ImportDefaults): RowReading {
  const parsed = parseAddress(row.address)
  if (!parsed.ok) return { ok: false, why: addressProblems[parsed.problem] }
  const language = row.language?.trim() || defaults.language
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language))
    return { ok: false, why: 'the language is no tag such as en or de-AT' }
  const topicIds = new Set<number>()
  for (const word of row.topics ?? []) {
    const [topic] = topicsNamed(defaults.topics, [word])
    if (!topic) return { ok: false, why: `there is no topic "${word.slice(0, 60)}"` }
    topicIds.add(topic.id)
  }
  const confirmed = readTime(row.confirmedAt ?? '', defaults.at)
  if (confirmed === 'bad')
    return { ok: false, why: 'confirmed_at is no date such as 2024-05-31, or is to come' }
  const source = row.source?.trim() || defaults.attestation
  const problem = attestationProblem(source)
  if (problem) return { ok: false, why: problem }
  const method = `import: ${source}${confirmed === null ? '' : `; confirmed ${new Date(confirmed).toISOString()}`}`
  const { address, key } = parsed
  return {
    ok: true,
    row: { address, key, language, topicIds: [...topicIds], confirmedAt: confirmed ?? defaults.at, method },
  }
}

/** The record keeps it for good, so that it may hold nothing that somebody may want erased; null: it is fine. */
export function attestationProblem(words: string): string | null {
  if (words.includes('@')) return 'how they agreed must name no mail address: the record never forgets it'
  // A terminal that shows the record would do what they say.
  if (/\p{Cc}/u.test(words)) return 'how they agreed must be one line, without control characters'
  return words.length > longestSource ? `how they agreed is longer than ${longestSource} characters` : null
}

function readTime(text: string, now: number): number | null | 'bad' {
  if (text.trim() === '') return null
  const at = /^\d{4}-\d\d-\d\d/.test(text.trim()) ? Date.parse(text.trim().replace(' ', 'T')) : Number.NaN
  return at >= 0 && at <= now ? at : 'bad'
}
