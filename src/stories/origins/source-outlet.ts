/**
 * Whom a source speaks for, by its name: three feeds of one outlet are one. "BBC News - World" and "bbc_latest" are the
 * BBC; what a carrier such as MSN or Google News brings comes from somebody else.
 */
import { findNames, nameThatIs } from './find-names.ts'

export interface SourceOutlet {
  /** Equal for the feeds of one outlet. Null: a carrier, which is no origin of its own. */
  key: string | null
  /** In words, where it is one of the table. */
  name: string | null
  /** Others carry what it writes, and not the other way round. */
  isAgency: boolean
}

const longestName = 120
/** What a feed is called by, not its outlet. */
const sections =
  /(?<![\p{L}\p{N}])(?:rss|atom|feed|feeds|official|latest|breaking|top|news|headlines?|stories|home|homepage|all|world|international|national|business|finance|markets?|money|economy|politics|technology|tech|science|health|sports?|culture|entertainment|opinion|europe|asia|africa|americas|us|uk|usa|middle east|com|www|org|net|the)(?![\p{L}\p{N}])/gu

/** Of names that were read: it is asked for each item, and a few thousand sources publish all of them. */
const known = new Map<string, SourceOutlet>()
const mostKnown = 4_096

export function sourceOutlet(sourceName: string): SourceOutlet {
  const found = known.get(sourceName)
  if (found) return found
  if (known.size >= mostKnown) known.clear()
  const outlet = readName(sourceName)
  known.set(sourceName, outlet)
  return outlet
}

function readName(sourceName: string): SourceOutlet {
  const plain = sourceName.slice(0, longestName).normalize('NFKC').replace(/_/gu, ' ').trim()
  // Capitals as the table has them are not to be expected of a source's name: "bbc-latest".
  const found = [...findNames(plain), ...findNames(plain.toUpperCase()).filter(({ start }) => start === 0)]
  const own = found.find(one => one.kind !== 'carrier')
  if (own) return { key: outletKey(own.name), name: own.name, isAgency: own.kind === 'agency' }
  if (found.length > 0) return { key: null, name: null, isAgency: false }
  return { key: outletKey(plain), name: null, isAgency: false }
}

/** What two names of one outlet have in common. */
export function outletKey(name: string): string {
  const known = nameThatIs(name)
  if (known) return known.name.toLowerCase()
  const folded = name.toLowerCase().trim()
  const bare = folded
    .replace(sections, ' ')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
  return bare === '' ? folded : bare
}
