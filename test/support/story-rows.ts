/** A story as an afternoon of news leaves it, invented and in several languages, with others around it. */

import type { Store, Tx } from '../../src/store/index.ts'
import type { MomentKind, Reason } from '../../src/stories/index.ts'
import { type CourseRows, damCourse, damItems, type ItemRow, longItems, nordwire } from './dam-story.ts'

const minuteMs = 60_000

export interface SeededStories {
  /** Thirty items, seven origins, two headline changes, a merge and a split, two alerts. */
  dam: number
  /** Founded by one item a minute ago. */
  single: number
  /** Three hundred items. */
  long: number
  /** It went into the dam's. */
  merged: number
  asleep: number
}

export async function addStories(store: Store, now: number): Promise<SeededStories> {
  return store.write(async tx => {
    const sources = new Map<string, number>()
    const put = (wish: StoryWish) => addStory(tx, sources, wish)
    const dayMs = 24 * 60 * minuteMs
    const earlier = await put({
      headline: 'Cracks found in Skarv dam, opposition asks for a new inspection',
      began: now - 21 * dayMs,
      state: 'asleep',
      top: 34,
      score: 34,
      items: [
        {
          at: 0,
          source: 'The Brenvik Courier',
          origin: 1,
          title: 'Cracks found in Skarv dam, opposition asks for a new inspection',
        },
        {
          at: 40,
          source: 'Nordwire',
          ...nordwire,
          origin: 2,
          title: 'Brenvik opposition wants dam inspected',
        },
      ],
    })
    const began = now - 100 * minuteMs
    const merged = await put({
      headline: 'Sirens heard in Brenvik, cause unknown',
      began,
      score: 18,
      items: [],
    })
    const dam = await put({
      headline: 'Dam above Brenvik breaks: 12 dead, head of water board resigns',
      began,
      score: 81,
      top: 95,
      language: 'en',
      items: damItems,
      course: damCourse,
    })
    await relate(tx, { dam, earlier, merged, began, items: damItems.length })
    await addAlerts(tx, dam, began)
    const single = await put({
      headline: 'Quake of magnitude 6.1 off the coast of Aldorra',
      began: now - minuteMs / 2,
      score: 38,
      items: [
        {
          at: 0,
          source: 'Seismic Institute of Aldorra',
          origin: 1,
          title: 'Quake of magnitude 6.1 off the coast of Aldorra',
          text: 'Preliminary. Depth 12 km.',
        },
      ],
      course: {
        0: {
          score: 38,
          reasons: [
            { kind: 'official', points: 20, facts: { by: 'source', source: 'Seismic Institute of Aldorra' } },
            { kind: 'speed', points: 10, facts: { origins: 1, withinMs: 0, usualGapMs: 26 * 60 * minuteMs } },
            { kind: 'novelty', points: 8, facts: { likenessPercent: 2, days: 30 } },
          ],
        },
      },
    })
    await put({
      headline: 'زلزال بقوة 6.1 درجات قبالة سواحل ألدورا',
      began: now - 3 * minuteMs,
      score: 31,
      language: 'ar',
      items: [
        {
          at: 0,
          source: 'وكالة الساحل',
          origin: 1,
          language: 'ar',
          title: 'زلزال بقوة 6.1 درجات قبالة سواحل ألدورا',
        },
      ],
    })
    await put({
      headline: '中央銀行、政策金利を0.25ポイント引き上げ',
      began: now - 15 * minuteMs,
      score: 44,
      language: 'ja',
      items: [
        {
          at: 0,
          source: '海岸通信',
          origin: 1,
          language: 'ja',
          title: '中央銀行、政策金利を0.25ポイント引き上げ',
        },
      ],
    })
    const long = await put({
      headline: 'Aldorra votes: results come in through the night',
      began: now - 9 * 60 * minuteMs,
      score: 47,
      top: 72,
      items: longItems(),
    })
    return { dam, single, long, merged, asleep: earlier }
  })
}

interface StoryWish {
  headline: string
  began: number
  score: number
  top?: number
  state?: 'live' | 'asleep'
  language?: string
  items: readonly ItemRow[]
  course?: CourseRows
}

async function addStory(tx: Tx, sources: Map<string, number>, wish: StoryWish): Promise<number> {
  const { headline, began, score, top = score, state = 'live', language = 'en', items } = wish
  const { id } = await tx
    .insertInto('stories')
    .values({
      ...{
        headline,
        created_at: began,
        last_item_at: began + (items.at(-1)?.at ?? 0) * minuteMs,
        language,
        state,
      },
      ...{ item_count: items.length, source_count: new Set(items.map(({ source }) => source)).size },
      ...{ origin_count: new Set(items.map(({ origin }) => origin)).size, score, top_score: top },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  let reasons: readonly Reason[] = []
  let now = 0
  for (const [place, item] of items.entries()) {
    const at = began + item.at * minuteMs
    const itemId = await addItem(tx, await sourceOf(tx, sources, item.source), item, at)
    await tx
      .insertInto('story_items')
      .values({
        item_id: itemId,
        story_id: id,
        headline_key: '',
        added_at: at,
        grouped_at: at + 200,
        origin: item.origin,
        origin_name: item.originName ?? null,
      })
      .execute()
    const step = wish.course?.[place]
    now = step?.score ?? (wish.course ? now : Math.min(top, 12 + place))
    reasons = step?.reasons ?? reasons
    if (wish.course === undefined)
      reasons = [
        {
          kind: 'origins',
          points: now,
          facts: { origins: new Set(items.slice(0, place + 1).map(({ origin }) => origin)).size },
        },
      ]
    const seen = items.slice(0, place + 1)
    const changes = (step?.changes ?? []).map(change => ({ ...change, itemId }))
    await tx
      .insertInto('story_moments')
      .values({
        ...{
          story_id: id,
          item_id: itemId,
          kind: (place === 0 ? 'founded' : 'joined') satisfies MomentKind,
          at,
          score: now,
          made_at: at,
        },
        ...{
          items: place + 1,
          sources: new Set(seen.map(({ source }) => source)).size,
          origins: new Set(seen.map(({ origin }) => origin)).size,
        },
        reasons: JSON.stringify(reasons),
        changes: JSON.stringify(changes),
      })
      .execute()
  }
  return id
}

async function sourceOf(tx: Tx, sources: Map<string, number>, name: string): Promise<number> {
  const known = sources.get(name)
  if (known !== undefined) return known
  const { id } = await tx
    .insertInto('sources')
    .values({
      name,
      url: `https://s${sources.size}.example/feed.xml`,
      host: `s${sources.size}.example`,
      on_item: 'none',
      created_at: 0,
      first_polled_at: 0,
      failures: 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  sources.set(name, id)
  return id
}

async function addItem(tx: Tx, sourceId: number, item: ItemRow, at: number): Promise<number> {
  const before = item.before ?? []
  const { id } = await tx
    .insertInto('items')
    .values({
      ...{
        source_id: sourceId,
        title: item.title,
        text: item.text ?? '',
        language: item.language ?? 'en',
        url: `https://news.example/${sourceId}/${at}`,
      },
      ...{
        published_at: at - minuteMs,
        seen_at: at,
        first_poll: 0,
        revision: 1 + before.length,
        seen_by: item.way ?? 'poll',
      },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [n, headline] of before.entries())
    await tx
      .insertInto('item_events')
      .values({
        item_id: id,
        revision: n + 2,
        kind: 'headline changed',
        before: headline,
        after: before[n + 1] ?? item.title,
        at: at + (n + 1) * 4 * minuteMs,
      })
      .execute()
  return id
}

async function relate(
  tx: Tx,
  { dam, earlier, merged, began, items }: Record<'dam' | 'earlier' | 'merged' | 'began' | 'items', number>,
): Promise<void> {
  await tx
    .insertInto('story_relations')
    .values({ story_id: dam, earlier_id: earlier, likeness: 412 })
    .execute()
  await tx
    .updateTable('stories')
    .set({ state: 'merged', merged_into: dam })
    .where('id', '=', merged)
    .execute()
  await tx
    .insertInto('story_changes')
    .values([
      {
        kind: 'merge',
        from_story: merged,
        to_story: dam,
        items: '[3]',
        by: 'machine',
        why: 'their items say the same of the same places and numbers',
        at: began + 12 * minuteMs,
      },
      {
        kind: 'move',
        from_story: dam,
        to_story: earlier,
        items: `[${items}, 2]`,
        by: 'editor:Ada',
        why: null,
        at: began + 60 * minuteMs,
      },
    ])
    .execute()
}

async function addAlerts(tx: Tx, story: number, began: number): Promise<void> {
  const alert = {
    kind: 'alert' as const,
    priority: 'breaking' as const,
    state: 'sent' as const,
    summary: '',
    topics: '[]',
    language: 'en',
    audience: 'matching' as const,
    story_id: story,
  }
  await tx
    .insertInto('alerts')
    .values([
      {
        ...alert,
        headline: 'Dam above Brenvik breaks, three villages cleared',
        created_at: began + 2 * minuteMs,
        created_by: 'rule:Skarv Water Board',
        approved_at: began + 4 * minuteMs,
        approved_by: 'editor:Ada',
        ended_at: began + 6 * minuteMs,
      },
      {
        ...alert,
        kind: 'update',
        headline: 'Twelve dead in Brenvik',
        state: 'draft',
        created_at: began + 32 * minuteMs,
        created_by: 'editor:Ada',
      },
    ])
    .execute()
}
