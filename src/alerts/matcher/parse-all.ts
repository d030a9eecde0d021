import type { Watch } from '../watch/expression.ts'
import { parseWatch } from '../watch/parse-watch.ts'
import type { ParseAll } from './listing.ts'

const remembered = 4_096

/** Remembers what it parsed of late: many readers want the same. What cannot be parsed finds nothing, as in `wants`. */
export function createParseAll(): ParseAll {
  const known = new Map<string, Watch | null>()
  const parse = (text: string) => {
    const before = known.get(text)
    if (before !== undefined) return before
    if (known.size >= remembered) known.clear()
    const parsed = parseWatch(text)
    const watch = parsed.kind === 'parsed' ? parsed.watch : null
    known.set(text, watch)
    return watch
  }
  return watch => watch.flatMap(text => parse(text) ?? [])
}
