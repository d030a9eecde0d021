/** Rows as weeks of watching leave them: sources in every state, and alerts with the times of their ways. */
import { formatRhythm, learnRhythm, longestSilenceMs, type Rhythm } from '../../src/sources/rhythm/index.ts'
import type { Health, SourceLooksTable } from '../../src/sources/schema.ts'
import type { Store, Tx } from '../../src/store/index.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** The id of one source of each health, by its name. */
export async function addSourcesInEveryState(store: Store, now: number): Promise<Record<string, number>> {
  const rhythm = busyRhythm(now)
  const lastItemAt = now - 7 * hourMs
  const silentFrom = lastItemAt + Math.min(longestSilenceMs(rhythm, lastItemAt) ?? hourMs, 6 * hourMs)
  const told = {
    'bot-check':
      'Cloudflare stands before it and lets only browsers through (it answers 403). Ask its publisher to let this server and its User-Agent through, or use another address of the feed.',
    certificate: 'Its certificate has expired. Its publisher must renew it: tell them. (CERT_HAS_EXPIRED)',
    clock:
      'It dates its items about 2 hours ahead: its clock or its time zone is wrong. Items are shown as when they were seen; tell its publisher.',
  } as const
  const rows: [string, Health, object][] = [
    ['Reuters World', 'failing', failing('bot-check', told['bot-check'], now - 3 * hourMs)],
    [
      'Ministry of the Interior, press office',
      'failing',
      failing('certificate', told.certificate, now - 2 * dayMs),
    ],
    ['Aldorra Tagblatt', 'silent', { silent_from: silentFrom, last_item_at: lastItemAt }],
    ['Coast guard, notices to mariners', 'notice', { problem: told.clock, problem_kind: 'clock' }],
    ['The Brenvik Courier', 'ok', {}],
    ['Skarv Water Board', 'ok', { every_ms: 30_000, on_item: 'draft' }],
    [
      'An agency with a name that is far too long to stand in one line of any table of a newspaper’s desk',
      'ok',
      { on_item: 'send' },
    ],
    ['Old blog', 'stopped', { stopped_at: now - dayMs, next_poll_at: null }],
  ]
  const ids: Record<string, number> = {}
  await store.write(async tx => {
    for (const [place, [name, health, more]] of rows.entries()) {
      const host = `feeds${place}.news.example`
      const { id } = await tx
        .insertInto('sources')
        .values({
          ...{ name, health, host, url: `https://${host}/world/rss.xml`, on_item: 'none', failures: 0 },
          ...{
            created_at: now - 30 * dayMs,
            first_polled_at: now - 30 * dayMs,
            last_polled_at: now - minuteMs,
          },
          ...{
            last_ok_at: now - minuteMs,
            next_poll_at: now + 4 * minuteMs,
            last_item_at: now - 11 * minuteMs,
          },
          ...{ item_count: 1_204, asked_every_ms: 5 * minuteMs, rhythm: formatRhythm(rhythm), ...more },
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      ids[health] ??= id
      await addLooks(tx, id, health, now)
    }
  })
  return ids
}

function failing(kind: 'bot-check' | 'certificate', problem: string, since: number) {
  return { problem, problem_kind: kind, failures: 9, failing_since: since, last_ok_at: since - minuteMs }
}

async function addLooks(tx: Tx, sourceId: number, health: Health, now: number): Promise<void> {
  const look = (kind: SourceLooksTable['kind'], at: number, more: object) => ({
    ...{ source_id: sourceId, kind, at, status: 200, bytes: 48_312, ms: 412, new_items: 0 },
    ...more,
  })
  const rows = [
    look('ok', now - 30 * dayMs, { new_items: 40 }),
    look('server-error', now - 9 * dayMs, { status: 503, bytes: 162, ms: 3_021 }),
    look('ok', now - 9 * dayMs + 10 * minuteMs, {}),
    look('news', now - 5 * hourMs, { new_items: 2 }),
    ...(health === 'failing' ? [look('bot-check', now - 3 * hourMs, { status: 403, bytes: 5_211 })] : []),
    ...(health === 'silent' ? [look('silent', now - hourMs, {})] : []),
  ]
  await tx.insertInto('source_looks').values(rows).execute()
}

/** Eight items an hour by day, one by night, fewer at weekends; of two weeks. */
function busyRhythm(now: number): Rhythm {
  let rhythm = learnRhythm(null, { at: now - 14 * dayMs, newItems: 0 })
  let due = 0
  for (let at = now - 14 * dayMs; at < now - 7 * hourMs; at += 10 * minuteMs) {
    const date = new Date(at)
    const byDay = 1 + 7 * Math.max(Math.sin(((date.getUTCHours() - 4) / 20) * Math.PI), 0)
    due += (date.getUTCDay() % 6 === 0 ? byDay / 3 : byDay) / 6
    rhythm = learnRhythm(rhythm, { at, newItems: Math.floor(due) })
    due -= Math.floor(due)
  }
  return rhythm
}

/** Of the first source: sent by a rule, by an editor, without a date, dated ahead, and not mailed yet. */
export async function addTimedAlerts(store: Store, now: number): Promise<void> {
  const headlines = [
    'Fire on a ferry closes Aldorra harbour',
    'Dam above Brenvik breaks, says the water board; three villages are being cleared before the evening',
    'Parliament of Aldorra dissolved',
    'Quake of magnitude 6.1 off the coast',
    'Trains stand still in the whole of the north',
  ]
  await store.write(async tx => {
    for (const [place, headline] of headlines.entries()) {
      const seenAt = now - (place + 1) * 3 * hourMs
      const publishedAt = place === 2 ? null : seenAt + (place === 3 ? hourMs : -(20_000 + place * 31_000))
      const byEditor = place % 2 === 1
      const decidedAt = seenAt + 900 + (byEditor ? 94_000 * (place + 1) : 0)
      await addAlert(tx, { headline, seenAt, publishedAt, decidedAt, byEditor, isMailed: place !== 4 })
    }
  })
}

interface TimedAlert {
  headline: string
  seenAt: number
  publishedAt: number | null
  decidedAt: number
  byEditor: boolean
  isMailed: boolean
}

async function addAlert(tx: Tx, alert: TimedAlert): Promise<void> {
  const { headline, seenAt, publishedAt, decidedAt, byEditor, isMailed } = alert
  const item = await tx
    .insertInto('items')
    .values({
      ...{ source_id: 1, title: headline, text: '', first_poll: 0, revision: 1 },
      ...{ published_at: publishedAt, seen_at: seenAt },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const story = await tx
    .insertInto('stories')
    .values({ headline, created_at: seenAt, last_item_at: seenAt, item_count: 1, source_count: 1 })
    .returning('id')
    .executeTakeFirstOrThrow()
  const member = { item_id: item.id, story_id: story.id, headline_key: headline, added_at: seenAt }
  await tx
    .insertInto('story_items')
    .values({ ...member, grouped_at: seenAt + 310 })
    .execute()
  const made = await tx
    .insertInto('alerts')
    .values({
      ...{ kind: 'alert', priority: 'breaking', state: 'sent', headline, summary: '', topics: '[]' },
      ...{ story_id: story.id, item_id: item.id, language: 'en', audience: 'matching' },
      ...{ created_at: seenAt + 900, created_by: 'rule:Reuters World', approved_at: decidedAt },
      approved_by: byEditor ? 'editor:Ada' : 'rule:Reuters World',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const none = { sending: 0, deferred: 0, refused: 0, uncertain: 0, suppressed: 0, withdrawn: 0, resent: 0 }
  const acceptedAt = isMailed ? decidedAt + 640 : null
  const books = { audience: 12, queued: isMailed ? 0 : 12, accepted: isMailed ? 12 : 0, frozen: 1 }
  await tx
    .insertInto('audiences')
    .values({
      ...{ alert_id: made.id, ...none, ...books },
      ...{ first_accepted_at: acceptedAt, last_accepted_at: acceptedAt },
    })
    .execute()
}
