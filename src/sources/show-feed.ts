import type { FeedAnswer } from './feed/index.ts'
import type { ShownFeed } from './feed/show-feed.ts'

export type { ShownFeed } from './feed/show-feed.ts'

/** As an operator sees it. The parser is loaded with the first: a server has it only in its reader's threads. */
export async function showFeed(
  answer: FeedAnswer,
): Promise<{ ok: true; shown: ShownFeed } | { ok: false; reason: string }> {
  const feed = await import('./feed/show-feed.ts')
  return feed.showFeed(answer)
}

/** The same for what cannot be read. */
export function noFeed(reason: string): ShownFeed {
  return { feed: { title: null, link: null, language: null }, items: [], problems: [reason] }
}
