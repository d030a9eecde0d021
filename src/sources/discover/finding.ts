/** What came of looking for a source behind an address. */
import type { Problem } from '../health/index.ts'
import type { AnswerWishes } from '../poll/politeness.ts'

/** How it was found: it is the address itself, or by what led to it. */
export type FoundBy = 'address' | 'link' | 'anchor' | 'robots' | 'place'

export interface Tried {
  url: string
  /** What came of it, in a few words. */
  result: string
}

export type Finding = (
  | { kind: 'found'; as: 'feed' | 'sitemap'; url: string; title: string | null; items: number; by: FoundBy }
  /** There is no feed; the page itself can be read. `allowed`: by its robots.txt. */
  | { kind: 'page'; title: string | null; allowed: boolean }
  /** The address cannot be read, as anything. `answered`: its server did answer. */
  | { kind: 'none'; problem: Problem; answered: boolean }
) & {
  /** All that was asked for, in order. */
  tried: Tried[]
  /** Of the server that ended the search by them, if one did. */
  wishes: AnswerWishes
}
