/** What is odd of a source that is read well. It keeps nobody from anything, and the desk should know. */
import type { Problem } from './problem.ts'

/** How far a publisher's clock may be from ours. */
const clockErrorMs = 10 * 60_000
/** What is dated further ahead was not dated by a clock: events to come, releases held back. */
const farthestMs = 15 * 60 * 60_000
const hourMs = 60 * 60_000

export interface ReadDocument {
  at: number
  /** Items in it, those that were new, and those it ever had. */
  items: number
  newItems: number
  knownItems: number
  published: readonly number[]
  before: Problem | null
}

/** `before`: what the last reading left; it stays where this one cannot tell. */
export function noticeOf({
  at,
  items,
  newItems,
  knownItems,
  published,
  before,
}: ReadDocument): Problem | null {
  if (items === 0) return knownItems > 0 ? noItems : null
  if (newItems > 0) {
    const newest = published.reduce((one, other) => Math.max(one, other), 0)
    return newest > at + clockErrorMs && newest < at + farthestMs ? clockAhead(newest - at) : null
  }
  return before?.kind === 'clock' ? before : null
}

const noItems: Problem = {
  kind: 'no-items',
  words:
    'Its feed is there, and has no items any more, though it had some. If it lasts, look on its site whether the feed has moved.',
}

function clockAhead(ms: number): Problem {
  const by =
    ms < hourMs
      ? `${Math.round(ms / 60_000)} minutes`
      : `${Math.round(ms / hourMs)} ${ms < 1.5 * hourMs ? 'hour' : 'hours'}`
  return {
    kind: 'clock',
    words: `It dates its items about ${by} ahead: its clock or its time zone is wrong. Items are shown as when they were seen; tell its publisher.`,
  }
}

/** For a source whose address leads for good to that of another source. `host`: of the new address. */
export function twin(host: string): Problem {
  return {
    kind: 'twin',
    words: `Its address has moved for good, to one at ${host} that is a source here already: everything comes twice. Stop watching one of the two.`,
  }
}
