/**
 * One batch: the first inputs go through the machine, and what it did is written in one transaction, which the lease
 * fences. Reading and working out stand outside of it. An input that needs a sleeping story, or at whose time some fell
 * asleep, is always the first of its batch, so that what it needs is written down.
 */
import { dropFreshItems, dropFreshRevisions } from '../../sources/index.ts'
import type { Store, Tx } from '../../store/index.ts'
import type { Outcome } from '../machine/changes.ts'
import type { StoryMachine } from '../machine/create-story-machine.ts'
import type { MachineParts } from '../machine/parts.ts'
import { type Input, readInputs } from './inputs.ts'
import { type Lease, LeaseLost } from './lease.ts'
import { type Counters, wakeStory } from './load-stories.ts'
import { sleepersNeeded } from './sleepers.ts'
import { writeBatch } from './write-batch.ts'

export interface Grouped {
  machine: StoryMachine
  counters: Counters
  /** Inputs that the machine failed at, such as `item 7`: it does not try them again as they are. */
  setAside: Set<string>
}

export interface BatchParts {
  store: Store
  parts: MachineParts
  lease: Lease
  /** The most inputs. */
  limit: number
  at(): number
}

/** The machine is not what is written down any more: it is put together again. */
class MachineSpoilt extends Error {}

/** Returns whether there was anything to do. When it throws, the machine is ahead of what is written down. */
export async function groupBatch(grouped: Grouped, batch: BatchParts): Promise<boolean> {
  const { store, limit } = batch
  const inputs = await readInputs(store.read, limit)
  if (inputs.length === 0) return false
  grouped.machine.setWeights(await batch.parts.readWeights(store.read))
  const done = await workOut(inputs, grouped, batch)
  const outcomes = done.map(({ outcome }) => outcome)
  const work = {
    unwritten: grouped.machine.takeUnwritten(),
    words: batch.parts,
    moments: outcomes.flatMap(({ moments }) => moments),
    changes: outcomes.flatMap(({ changes }) => changes),
  }
  grouped.counters = await store.write(async tx => {
    await batch.lease.fence(tx)
    const at = batch.at()
    await dropInputs(tx, done, at)
    const counters = await writeBatch(tx, work, grouped.counters, at)
    tx.wake('stories')
    return counters
  })
  return true
}

interface Done {
  input: Input
  outcome: Outcome
}

async function workOut(
  inputs: readonly Input[],
  { machine, setAside }: Grouped,
  { store, parts, lease }: BatchParts,
): Promise<Done[]> {
  const done: Done[] = []
  const needed = await sleepersNeeded(store.read, inputs)
  // Inputs may be slow. Who says nothing for so long loses the lease, and so would the next one, at the same batch.
  const breathe = async () => {
    if ((await lease.hold()) !== 'held') throw new LeaseLost()
  }
  for (const input of inputs) {
    await breathe()
    const fellAsleep = machine.advance(input.at)
    const asleep = needed(input).filter(storyId => !machine.isLive(storyId))
    // What it needs may have fallen asleep right now: then nothing but that is written first.
    if (fellAsleep && (done.length > 0 || asleep.length > 0)) break
    if (done.length > 0 && asleep.length > 0) break
    for (const storyId of asleep) await wakeStory(store.read, machine, { storyId, parts, breathe })
    const name = `${input.kind} ${input.id}`
    try {
      done.push({ input, outcome: apply(machine, input, setAside.has(name)) })
    } catch (error) {
      setAside.add(name)
      throw new MachineSpoilt(`the story machine failed at ${name}`, { cause: error })
    }
  }
  return done
}

function apply(machine: StoryMachine, input: Input, failed: boolean): Outcome {
  if (input.kind === 'item') return machine.take(input.item, failed)
  if (failed) return { storyId: null, moments: [], changes: [], problem: failedWords }
  if (input.kind === 'revision') return machine.revise(input.item, input.revision, input.at)
  return machine.order(input.order)
}

const failedWords = 'The program failed at this. Its log says why; please report it.'

async function dropInputs(tx: Tx, done: readonly Done[], at: number): Promise<void> {
  const ids = (kind: Input['kind']) => done.flatMap(({ input }) => (input.kind === kind ? [input.id] : []))
  const [items, revisions] = [ids('item'), ids('revision')]
  const dropped = (await dropFreshItems(tx, items)) + (await dropFreshRevisions(tx, revisions))
  if (dropped !== items.length + revisions.length)
    throw new MachineSpoilt(
      `expected ${items.length + revisions.length} inputs to be there still, but found ${dropped}`,
    )
  for (const { input, outcome } of done)
    if (input.kind === 'order')
      await tx
        .updateTable('story_orders')
        .set({ done_at: at, problem: outcome.problem })
        .where('id', '=', input.id)
        .execute()
}
