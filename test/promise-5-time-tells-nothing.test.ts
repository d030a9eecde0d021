/**
 * Promise 5: neither the answer's words nor its time tell whether an address is new, pending, known or suppressed. By its
 * build: the same statements run for each, and none of them names a table that knows people. And as a stranger with a clock
 * would look for it: 2,000 requests of each kind (200 in `npm test`) in random turns, compared by rank (Mann-Whitney, each kind against the
 * others). When the kinds are alike their order is chance, and chance is beyond five standard deviations once in a million.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { KyselyPlugin } from 'kysely'
import type { Store } from '../src/store/index.ts'
import { createFormToken, suppress, takeSignUp } from '../src/subscribers/index.ts'
import { proofSize } from './support/proof-size.ts'
import { type Site, startSite } from './support/site.ts'

const kinds = ['new', 'pending', 'known', 'suppressed'] as const
type Kind = (typeof kinds)[number]
const each = proofSize(200, 2_000)
const mostDeviations = 5
const limits = { SIGN_UP_LIMITS: 'network: 1000000/h; burst: 1000000/min; unproven: 1000000/h' }

test('promise 5: the same statements run whatever is known of an address, and none looks at people', async t => {
  const site = await startSite(t, limits)
  await prepare(site, 1)
  const seen = new Map<Kind, string[]>()
  for (const kind of kinds) {
    const statements: string[] = []
    const store = recorded(site.store, statements)
    const { subscribers, clock, config } = site
    const key = addressOf(kind, 0)
    const answer = await takeSignUp(
      { store, subscribers, limits: config.signUpLimits },
      {
        input: { address: key, key },
        ...{ marketing: false, language: 'en', method: 'site form', topics: [], website: '', proof: '' },
        clientAddress: '192.0.2.7',
        token: createFormToken(subscribers, { at: clock.now() - 5_000 }),
        at: clock.now(),
      },
    )
    assert.deepEqual(answer, { kind: 'taken' })
    seen.set(kind, statements)
  }
  const [first = []] = seen.values()
  assert.ok(first.length >= 5, 'they were recorded')
  for (const statements of seen.values()) assert.deepEqual(statements, first)
  for (const statement of first)
    for (const table of ['subscribers', 'suppressions', 'subscriber_links', 'confirmation_inboxes', 'outbox'])
      assert.ok(!statement.includes(`"${table}"`), `${table}: ${statement}`)
})

test('promise 5: the time of the answer does not tell new, pending, known and suppressed apart', async t => {
  const site = await startSite(t, limits)
  await prepare(site, each)
  const took: { kind: Kind; ms: number }[] = []
  for (let n = 0; n < each; n++)
    for (const kind of shuffled()) {
      const form = { address: addressOf(kind, n), token: site.formToken() }
      const from = performance.now()
      const answer = await site.post('/subscribe', form)
      took.push({ kind, ms: performance.now() - from })
      assert.equal(answer.status, 303)
    }
  took.sort((one, other) => one.ms - other.ms)
  const deviations = kinds.map(
    kind => `${kind} ${deviationOf(took.map(one => one.kind === kind)).toFixed(2)}`,
  )
  t.diagnostic(`standard deviations from chance: ${deviations.join(', ')}`)
  for (const told of deviations) assert.ok(Math.abs(Number(told.split(' ')[1])) < mostDeviations, told)
})

test('promise 5: such a comparison would see a difference of a quarter of the scatter', () => {
  const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random())
  const took = kinds.flatMap(kind =>
    Array.from({ length: 2_000 }, () => ({ kind, ms: normal() + (kind === 'known' ? 0.25 : 0) })),
  )
  took.sort((one, other) => one.ms - other.ms)
  assert.ok(deviationOf(took.map(({ kind }) => kind === 'known')) > mostDeviations)
})

/** Alike in length and order: where in an index an address goes would tell the kinds apart by their names. */
function addressOf(kind: Kind, n: number): string {
  return `${createHash('sha256').update(`${kind} ${n}`).digest('hex').slice(0, 16)}@example.org`
}

function shuffled(): Kind[] {
  return kinds
    .map(kind => ({ kind, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ kind }) => kind)
}

/** How far the ranks of those that are `mine` lie from where chance would have put them. */
function deviationOf(mine: readonly boolean[]): number {
  const count = mine.filter(Boolean).length
  const others = mine.length - count
  const ranks = mine.reduce((sum, is, at) => (is ? sum + at + 1 : sum), 0)
  const expected = (count * (mine.length + 1)) / 2
  return (ranks - expected) / Math.sqrt((count * others * (mine.length + 1)) / 12)
}

async function prepare({ store, subscribers, clock }: Site, count: number): Promise<void> {
  const at = clock.now()
  const row = { language: 'en', marketing: 0, created_at: at, left_at: null }
  for (let from = 0; from < count; from += 500)
    await store.write(async tx => {
      for (let n = from; n < Math.min(from + 500, count); n++) {
        const [pending, known] = [addressOf('pending', n), addressOf('known', n)]
        const people = [
          { ...row, address: pending, address_key: pending, state: 'pending', confirmed_at: null } as const,
          { ...row, address: known, address_key: known, state: 'confirmed', confirmed_at: at } as const,
        ]
        await tx.insertInto('subscribers').values(people).execute()
        await suppress(tx, subscribers, { address: addressOf('suppressed', n), reason: 'complaint', at })
      }
    })
}

/** The store, and every statement that goes through it, without its values. */
function recorded(store: Store, statements: string[]): Store {
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      const isValue = (value: unknown) => value === null || typeof value !== 'object'
      const plain = (key: string, value: unknown) => {
        if (key === 'value' && isValue(value)) return '?'
        return key === 'values' && Array.isArray(value) ? value.map(one => (isValue(one) ? '?' : one)) : value
      }
      statements.push(JSON.stringify(node, plain))
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return Object.create(store, {
    read: { value: store.read.withPlugin(plugin) },
    write: {
      value: (work: Parameters<Store['write']>[0]) =>
        store.write(tx => {
          const hot = tx.kind === 'sqlite' ? { kind: tx.kind, runEach: tx.runEach } : { kind: tx.kind }
          return work(Object.assign(tx.withPlugin(plugin), { ...hot, wake: tx.wake.bind(tx) }))
        }),
    },
  }) as Store
}
