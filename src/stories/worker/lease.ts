/**
 * Who groups: one process at a time, for what it knows is in its memory. The row `stories.grouping` of `meta` names the
 * holder, a **term** that every holder has of its own, and a beat. Who sees the row unchanged for `lapseMs` of its own
 * clock takes over; clocks of different machines are never compared. A holder that lost it without knowing (it stood
 * still, its network was cut) is stopped where it matters: the transaction that writes locks the row and looks at the
 * term (`fence`), so that whatever it worked out since is never committed.
 */
import type { Clock } from '../../clock.ts'
import type { Store, Tx } from '../../store/index.ts'

const row = 'stories.grouping'
export const beatMs = 1_000
export const lapseMs = 4_000

interface Held {
  holder: string
  term: number
  beat: number
}

export interface Lease {
  /** Takes it if it is free, beats if it is held. `taken`: it was somebody else's until now. */
  hold(): Promise<'held' | 'taken' | 'not-ours'>
  /** Throws `LeaseLost` when it is not ours any more; till the transaction ends nobody else can take it. */
  fence(tx: Tx): Promise<void>
  /** Others may take it at once. */
  release(): Promise<void>
}

export class LeaseLost extends Error {
  constructor() {
    super('another process groups now: what was worked out since is not written')
    this.name = 'LeaseLost'
  }
}

/**
 * @param holder Unique among all processes.
 * On SQLite the data folder's lock lets one process run, so that whoever starts takes it over at once and need not beat.
 */
export function createLease({ store, clock, holder }: { store: Store; clock: Clock; holder: string }): Lease {
  const alone = store.kind === 'sqlite'
  let term: number | null = null
  let beatAt = Number.NEGATIVE_INFINITY
  let seen: { value: string; since: number } | null = null
  let first = true

  /** Null: it is not what it was. */
  const write = async (expected: string | ((held: Held) => boolean), next: (held: Held) => Held) =>
    store.write(async tx => {
      const value = await lockedRow(tx, store)
      const fits = typeof expected === 'string' ? value === expected : expected(heldOf(value))
      if (!fits) return null
      const held = next(heldOf(value))
      const json = JSON.stringify(held)
      await tx.updateTable('meta').set({ value: json }).where('key', '=', row).execute()
      return held
    })
  const ours = (held: Held) => held.holder === holder && held.term === term
  const beat = async () => {
    if (alone || clock.now() - beatAt < beatMs) return true
    beatAt = clock.now()
    return (await write(ours, held => ({ ...held, beat: held.beat + 1 }))) !== null
  }
  const takeOver = async () => {
    const value = await readRow(store)
    if (seen?.value !== value) seen = { value, since: clock.now() }
    const atOnce = heldOf(value).holder === '' || (alone && first)
    if (!atOnce && clock.now() - seen.since < lapseMs) return false
    const taken = await write(value, held => ({ holder, term: held.term + 1, beat: 0 }))
    if (!taken) return false
    first = false
    term = taken.term
    beatAt = clock.now()
    return true
  }
  return {
    async hold() {
      if (term !== null && (await beat())) return 'held'
      term = null
      return (await takeOver()) ? 'taken' : 'not-ours'
    },
    async fence(tx) {
      if (term !== null && ours(heldOf(await lockedRow(tx, store)))) return
      term = null
      throw new LeaseLost()
    },
    async release() {
      if (term !== null) await write(ours, held => ({ ...held, holder: '' }))
      term = null
    },
  }
}

async function readRow(store: Store): Promise<string> {
  const query = store.read.selectFrom('meta').select('value').where('key', '=', row)
  return (await query.executeTakeFirstOrThrow()).value
}

async function lockedRow(tx: Tx, store: Store): Promise<string> {
  const query = tx.selectFrom('meta').select('value').where('key', '=', row)
  return (await query.$if(store.kind === 'postgres', locked => locked.forUpdate()).executeTakeFirstOrThrow())
    .value
}

/** As `write` wrote it; it begins empty. */
function heldOf(value: string): Held {
  return value === '' ? { holder: '', term: 0, beat: 0 } : (JSON.parse(value) as Held)
}
