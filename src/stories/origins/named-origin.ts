/**
 * Who a text itself says it comes from. Whom it reports counts before whose text it is: when Reuters writes that the
 * Economic Times reports something, the Economic Times is the one origin of it, for Reuters and for all who carry Reuters.
 */
import { citedOrigin } from './attribution.ts'
import { bylineOrigin } from './byline.ts'
import { nameThatIs } from './find-names.ts'
import { sourceOutlet } from './source-outlet.ts'
import { splitTitle } from './split-title.ts'

export interface NamedOrigin {
  /** As `outlet-table.ts` has it. */
  name: string
  /** It is the text of another, which says that this one reported so. */
  cited: boolean
}

const longestTitle = 300

/** Null: it names nobody, and its source speaks for itself. Never throws, whatever the text. */
export function namedOrigin(item: { title: string; text: string; sourceName: string }): NamedOrigin | null {
  const { headline, suffix } = splitTitle(item.title.slice(0, longestTitle).normalize('NFKC'))
  const beginning = item.text.slice(0, 1000).normalize('NFKC')
  const body = beginning.startsWith(headline) ? beginning.slice(headline.length) : beginning
  const cited = citedOrigin(headline, body)
  if (cited !== null) return { name: cited, cited: true }
  const byline = bylineOrigin(beginning + item.text.slice(1000))
  if (byline !== null) return { name: byline, cited: false }
  return suffix === null ? null : suffixOrigin(suffix, item.sourceName)
}

/** "… - Reuters" names an outlet anywhere; "… - The Harbour Post", of no table, where a carrier puts it. */
function suffixOrigin(suffix: string, sourceName: string): NamedOrigin | null {
  const outlet = nameThatIs(suffix)
  if (outlet) return outlet.kind === 'carrier' ? null : { name: outlet.name, cited: false }
  return sourceOutlet(sourceName).key === null ? { name: suffix, cited: false } : null
}
