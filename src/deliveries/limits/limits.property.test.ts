import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addSubscribers } from '../../../test/support/deliver-fixture.ts'
import { propertyRuns } from '../../../test/support/property-runs.ts'
import { freshStore } from '../../../test/support/store.ts'
import { type Preferences, plainPreferences } from '../../subscribers/index.ts'
import { isQuiet } from './quiet-hours.ts'
import { createDays, type Started } from './test-days.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const minuteOfDay = fc.integer({ min: 0, max: 1_439 })
const wish = fc.record({
  dailyMost: fc.option(fc.integer({ min: 0, max: 3 })),
  quiet: fc.option(
    fc
      .tuple(minuteOfDay, minuteOfDay)
      // As the preference page asks: an hour is left for the digest.
      .filter(([from, to]) => from !== to && (from - to + 1_440) % 1_440 >= 60)
      .map(([from, to]) => ({ from, to })),
  ),
  digestAt: minuteOfDay,
  timeZone: fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Asia/Kathmandu',
    'Pacific/Apia',
  ),
})
/** An alert, how long after the one before, and how long its sending was paused. */
const news = fc.record({
  afterMs: fc.integer({ min: minute, max: 5 * hour }),
  pausedMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 * hour })),
  priority: fc.constantFrom('flash', 'breaking', 'breaking', 'developing', 'developing'),
})

/** Nights on which a clock is put forward or back: Berlin, New York, Lord Howe. */
const begins = fc.constantFrom(Date.UTC(2026, 2, 28), Date.UTC(2026, 9, 31), Date.UTC(2026, 3, 3))

interface Event {
  at: number
  do: () => Promise<void>
}

test('whatever comes when: never more than they said in any 24 hours, nothing in quiet hours but a flash, and every held alert in one digest', async t => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(wish, { minLength: 3, maxLength: 6 }),
      fc.array(news, { minLength: 5, maxLength: 14 }),
      begins,
      async (wishes, alerts, begin) => {
        await using scope = scoped(t)
        const store = await freshStore(scope)
        const days = createDays(store)
        const ids = await addSubscribers(store, wishes.length + 1)
        const chosen = new Map<number, Preferences>()
        for (const [place, wanted] of wishes.entries()) {
          const id = ids[place] ?? 0
          chosen.set(id, { ...plainPreferences, ...wanted })
          await days.choose(id, wanted, begin)
        }
        const events: Event[] = []
        const flashes = new Set<number>()
        let at = begin
        for (const { afterMs, pausedMs, priority } of alerts) {
          at += afterMs
          const approvedAt = at
          events.push({
            at: approvedAt,
            do: async () => {
              const alertId = await days.alert({ at: approvedAt, priority: priority as 'flash' })
              if (priority === 'flash') flashes.add(alertId)
              await days.freeze(alertId, approvedAt)
              events.push({ at: approvedAt + pausedMs, do: () => days.send(alertId, approvedAt + pausedMs) })
            },
          })
        }
        for (let tick = begin; tick < at + 5 * day; tick += hour)
          events.push({ at: tick, do: () => days.digests(tick) })
        await inOrder(events)
        check(days.started, { chosen, flashes })
        const held = await store.read.selectFrom('held_alerts').selectAll().execute()
        assert.ok(held.every(({ state, mail_id }) => state === 'digested' && mail_id !== null))
        // Each reader has each alert once: by mail, or in one digest.
        for (const id of ids) {
          const byMail = days.started.filter(mail => mail.subscriberId === id && mail.alertId !== null)
          const byDigest = held.filter(row => row.subscriber_id === id)
          assert.equal(byMail.length + byDigest.length, alerts.length)
        }
        const digests = days.started.filter(({ alertId }) => alertId === null)
        assert.deepEqual(
          new Set(digests.map(({ mailId }) => mailId)),
          new Set(held.map(({ mail_id }) => mail_id)),
        )
        const books = await store.read.selectFrom('audiences').select('held').execute()
        assert.equal(
          books.reduce((sum, row) => sum + row.held, 0),
          held.length,
        )
      },
    ),
    propertyRuns(3),
  )
})

/** The earliest first; events may add events. */
async function inOrder(events: Event[]): Promise<void> {
  for (;;) {
    events.sort((one, other) => one.at - other.at)
    const next = events.shift()
    if (!next) return
    await next.do()
  }
}

function check(
  started: readonly Started[],
  { chosen, flashes }: { chosen: ReadonlyMap<number, Preferences>; flashes: ReadonlySet<number> },
): void {
  for (const mail of started) {
    const preferences = chosen.get(mail.subscriberId)
    if (!preferences || (mail.alertId !== null && flashes.has(mail.alertId))) continue
    const { quiet, timeZone, dailyMost } = preferences
    if (quiet) assert.ok(!isQuiet(quiet, timeZone, mail.at), 'in quiet hours')
    if (dailyMost === null || mail.alertId === null) continue
    const before = started.filter(
      other =>
        other !== mail &&
        other.alertId !== null &&
        other.subscriberId === mail.subscriberId &&
        other.at <= mail.at &&
        other.at > mail.at - day,
    )
    const earlier = before.filter(
      other => other.at < mail.at || started.indexOf(other) < started.indexOf(mail),
    )
    assert.ok(earlier.length < dailyMost, `${earlier.length} before, at most ${dailyMost}`)
  }
}

/** A store for each run. */
function scoped(t: Parameters<typeof freshStore>[0]) {
  const stops: (() => unknown)[] = []
  return {
    ...{ name: t.name, after: (stop: () => unknown) => void stops.push(stop) },
    async [Symbol.asyncDispose]() {
      for (const stop of stops.toReversed()) await stop()
    },
  } as unknown as Parameters<typeof freshStore>[0] & AsyncDisposable
}
