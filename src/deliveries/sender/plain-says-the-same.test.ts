import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import type { UpdateObject } from 'kysely'
import pino from 'pino'
import { addAlert, addSubscribers, nobodyChose, testSecrets } from '../../../test/support/deliver-fixture.ts'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { propertyRuns } from '../../../test/support/property-runs.ts'
import { freshStore } from '../../../test/support/store.ts'
import type { Database, Tx } from '../../store/index.ts'
import { freezeChunk } from '../audience/freeze-chunk.ts'
import { fenceKey } from '../fence/fence-rows.ts'
import { takeChunk } from '../ledger/claims.ts'
import type { Claim, HeldDelivery } from '../ledger/held-delivery.ts'
import { peopleOf } from '../people.ts'
import type { GroupCommitParts, Holdings, TicketedEntry } from './group.ts'
import { plainParts } from './plain-group.ts'
import { fenceFrom7 } from './test-fence.ts'
import { writeGroup } from './write-group.ts'
import { writePlainGroup } from './write-plain-group.ts'

const size = 8
const ticketsFrom = 1_000_000
const reply = { code: 250, status: '2.0.0', text: 'queued as "4F2" ñ漢' }
const none: ReadonlySet<number> = new Set()

interface Happening {
  reader?: UpdateObject<Database, 'subscribers'>
  row?: (id: number) => UpdateObject<Database, 'deliveries'>
}

/** What happens between two groups to a reader, or to the row of their delivery. */
const happenings: Readonly<Record<string, Happening>> = {
  left: { reader: { state: 'left' } },
  suppressed: { reader: { suppressed: 1 } },
  quiet: { reader: { quiet_id: 1, choosing: 1 } },
  awake: { reader: { quiet_id: 2, choosing: 1 } },
  'one a day': { reader: { daily_most: 1, choosing: 1 } },
  'none a day': { reader: { daily_most: 0, choosing: 1 } },
  due: { row: () => ({ due_at: 1 }) },
  parked: { row: () => ({ parked: 'mx:mx.example.org' }) },
  'in doubt': { row: () => ({ doubted_at: 1 }) },
  'of another turn': { row: () => ({ turn: 5 }) },
  uncertain: { row: () => ({ state: 'uncertain', doubted_at: 1, due_at: 9 }) },
  'started by another': { row: () => ({ state: 'sending', turn: 1, started_by: 77 }) },
  'started by a commit whose answer was lost': {
    row: id => ({ state: 'sending', turn: 1, started_by: id + ticketsFrom }),
  },
  'over already': { row: () => ({ state: 'refused', turn: 1 }) },
}

/** Something of most of the eight deliveries. */
const ofEach = <Value>(value: fc.Arbitrary<Value>) =>
  fc.uniqueArray(fc.tuple(value, fc.nat({ max: size - 1 })), { selector: ([, place]) => place, minLength: 4 })
const mostly = <Usual, Other>(usual: Usual, ...others: Other[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, fc.constantFrom(...others))
const anyStory = fc.record({
  kind: fc.constantFrom('alert' as const, 'correction' as const),
  priority: fc.constantFrom('flash' as const, 'breaking' as const),
  started: fc.uniqueArray(fc.nat({ max: size - 1 }), { maxLength: 4 }),
  happened: ofEach(fc.constantFrom(...Object.keys(happenings))),
  alertState: mostly('sending' as const, 'paused' as const, 'stopped' as const),
  isShut: mostly(false, true),
  epoch: mostly(null, 3),
  group: ofEach(fc.constantFrom('start' as const, 'end' as const)),
  /** Comes with the group, which is not plain when it is there twice. */
  besides: mostly([], [['wake', 0] as const], [['end', 0] as const], [['start', 1] as const]),
})
type Story = typeof anyStory extends fc.Arbitrary<infer Value> ? Value : never

const fence = fenceFrom7()

type Place = Awaited<ReturnType<typeof freshPlace>>

async function freshPlace(t: TestContext) {
  const store = await freshStore(t)
  const clock = createFakeClock()
  await store.write(async tx => {
    await tx.insertInto('send_epochs').values({ sender_id: 'test', folder_id: 'here', epoch: 7 }).execute()
    const hours = [
      { id: 1, from_minute: 0, to_minute: 1_439, time_zone: 'UTC' },
      { id: 2, from_minute: 720, to_minute: 780, time_zone: 'UTC' },
    ]
    await tx.insertInto('quiet_hours').values(hours).execute()
  })
  const people = peopleOf(testSecrets)
  const log = pino({ level: 'silent' })
  const parts: GroupCommitParts = { store, clock, people, fence, log, random: randomBytes }
  let readers = 0
  return {
    ...{ store, clock, parts },
    /** An alert to eight readers of its own, all in one claim. */
    async claimAnew({ kind, priority }: Pick<Story, 'kind' | 'priority'>): Promise<Claim> {
      await store.write(async tx => {
        await tx.deleteFrom('meta').where('key', '=', fenceKey).execute()
        await tx.updateTable('subscribers').set({ state: 'left' }).execute()
        await tx.updateTable('send_epochs').set({ epoch: 7 }).execute()
      })
      await addSubscribers(store, size, { from: readers })
      readers += size
      const at = clock.now()
      const alertId = await addAlert(store, { kind, priority, at })
      const freeze = { store, people, chunk: 100, choosers: nobodyChose }
      await store.write(tx => freezeChunk(tx, freeze, { alertId, at }))
      const claim = await store.write(tx => takeChunk(tx, store, { alertId, at, leaseUntil: at + 60_000 }))
      return claim?.held.size === size ? claim : assert.fail()
    },
  }
}

/** Writes the story's groups, in the plain way where they are plain or always in the general one; returns what came of it. */
async function tell(place: Place, story: Story, plainly: boolean) {
  const { store, clock, parts } = place
  const claim = await place.claimAnew(story)
  const holdings: Holdings = { claims: new Set([claim]), mails: new Set() }
  const held = [...claim.held]
  const told: string[] = []
  const entry = ([kind, at]: readonly ['start' | 'end' | 'wake', number]): TicketedEntry => {
    const of = held[at] ?? assert.fail()
    if (kind === 'wake') return { kind }
    if (kind === 'end') return { kind, held: of, started: true, outcome: { kind: 'accepted', reply } }
    const decided = (start: string) => void told.push(`${at} ${start}`)
    return { kind, held: of, unwanted: false, ticket: of.id + ticketsFrom, decided }
  }
  const write = async (group: readonly TicketedEntry[]) => {
    const plain = plainly ? plainParts(store.kind, holdings, group, false) : null
    const written = plain ? await writePlainGroup(parts, plain) : null
    written?.tell(none)
    const { rest } = written ?? { rest: group }
    if (rest.length > 0) (await writeGroup(parts, holdings, rest, false))(none)
  }
  await write(story.started.map(at => entry(['start', at])))
  await clock.advance(10)
  await store.write(tx => happen(tx, story, held))
  await write([...story.group, ...story.besides].map(entry))
  return {
    ...(await booksOf(place, held)),
    told: told.toSorted(),
    held: [...claim.held].map(delivery => held.indexOf(delivery)),
    claims: holdings.claims.size,
  }
}

async function happen(tx: Tx, { happened, alertState, isShut, epoch }: Story, held: readonly HeldDelivery[]) {
  for (const [happening, at] of happened) {
    const { id, subscriberId } = held[at] ?? assert.fail()
    const { reader, row } = happenings[happening] ?? assert.fail()
    if (reader) await tx.updateTable('subscribers').set(reader).where('id', '=', subscriberId).execute()
    if (row) await tx.updateTable('deliveries').set(row(id)).where('id', '=', id).execute()
  }
  const alertId = held[0]?.alertId ?? 0
  await tx.updateTable('alerts').set({ state: alertState }).where('id', '=', alertId).execute()
  if (isShut) await tx.insertInto('meta').values({ key: fenceKey, value: '{}' }).execute()
  if (epoch !== null) await tx.updateTable('send_epochs').set({ epoch }).execute()
}

/** What is written of the alert, without ids and with times as they lie from now. */
async function booksOf({ store: { read }, clock }: Place, held: readonly HeldDelivery[]) {
  const alertId = held[0]?.alertId ?? 0
  const rowOf = (table: 'audiences' | 'audience_chunks') =>
    read.selectFrom(table).selectAll().where('alert_id', '=', alertId).executeTakeFirst()
  const neutral = (row: object) => {
    const values = Object.entries(row).filter(([name]) => !/(^|_)id$/.test(name))
    const first = 'id' in row ? Number(row.id) + ticketsFrom : 0
    return values.map(([name, value]) => {
      if (name === 'started_by' && value === first) return [name, 'its ticket']
      return [name, value > 1e12 ? value - clock.now() : value]
    })
  }
  const deliveries = await read
    .selectFrom('deliveries')
    .selectAll()
    .where('alert_id', '=', alertId)
    .orderBy('id')
    .execute()
  const inDigests = await read
    .selectFrom('held_alerts')
    .select(['subscriber_id', 'why', 'state'])
    .where('alert_id', '=', alertId)
    .execute()
  return {
    deliveries: deliveries.map(neutral),
    audience: neutral((await rowOf('audiences')) ?? {}),
    /** Gone with its claim. */
    chunk: neutral((await rowOf('audience_chunks')) ?? {}),
    inDigests: held.map(({ subscriberId }) => {
      const { why = null, state = null } =
        inDigests.find(({ subscriber_id }) => subscriber_id === subscriberId) ?? {}
      return [why, state]
    }),
  }
}

test('a plain group says what any group says, whatever has happened since the last', async t => {
  const place = await freshPlace(t)
  await fc.assert(
    fc.asyncProperty(anyStory, async story => {
      assert.deepEqual(await tell(place, story, true), await tell(place, story, false))
    }),
    propertyRuns(40),
  )
})
