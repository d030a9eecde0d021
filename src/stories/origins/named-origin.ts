/**
 * Who a text itself says it comes from. Whom it reports counts before whose text it is: when Reuters writes that the
 * Economic Times reports something, the Economic Times is the one origin of it, for Reuters and for all who carry Reuters.
 */
import type { StoryItem } from '../story-item.ts'
import { citedOrigin } from './attribution.ts'
import { bylineOrigin } from './byline.ts'
import { findNames, nameThatIs } from './find-names.ts'
import { sourceOutlet } from './source-outlet.ts'
import { splitTitle } from './split-title.ts'

export interface NamedOrigin {
  /** As `outlet-table.ts` has it. */
  name: string
  /** It is the text of another, which says that this one reported so. */
  cited: boolean
}

const longestTitle = 300
/** Where datelines and bylines are looked for. */
const beginning = 1200

/** Null: it names nobody, and its source speaks for itself. Never throws, whatever the text. */
export function namedOrigin(item: Pick<StoryItem, 'title' | 'text' | 'sourceName'>): NamedOrigin | null {
  const { headline, suffix } = splitTitle(item.title.slice(0, longestTitle).normalize('NFKC'))
  const body = withoutHeadline(headline, item.text.slice(0, beginning).normalize('NFKC'))
  const names = findNames(body)
  const cited = citedOrigin(headline, body, names)
  if (cited !== null) return { name: cited, cited: true }
  const byline = bylineOrigin(body + item.text.slice(beginning), names)
  if (byline !== null) return { name: byline, cited: false }
  return suffix === null ? null : suffixOrigin(suffix, item.sourceName)
}

/** "… - Reuters" names an outlet anywhere; "… - The Harbour Post", of no table, where a carrier puts it. */
function suffixOrigin(suffix: string, sourceName: string): NamedOrigin | null {
  const outlet = nameThatIs(suffix)
  if (outlet) return outlet.kind === 'carrier' ? null : { name: outlet.name, cited: false }
  return sourceOutlet(sourceName).key === null ? { name: suffix, cited: false } : null
}

function withoutHeadline(headline: string, text: string): string {
  return text.startsWith(headline) ? text.slice(headline.length) : text
}
