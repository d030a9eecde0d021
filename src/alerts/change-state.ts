/**
 * What is pressed, and what happens, while an alert goes out: sending ⇄ paused, either -> stopped, and
 * sending -> sent when nothing is left to do. Each is one update that only fits a legal state, so of two
 * presses at once one acts and the other is told how things stand.
 */
import type { Tx } from '../store/index.ts'
import { recordPress } from './presses.ts'
import type { AlertState, PressAction } from './schema.ts'

interface StateWish {
  id: number
  by: string
  at: number
  people?: number | null | undefined
}

type Refused<Kind extends string> = { kind: Kind; state: AlertState } | { kind: 'not-found' }

export async function pauseAlert(
  tx: Tx,
  wish: StateWish,
): Promise<{ kind: 'paused' } | Refused<'not-sending'>> {
  const state = await changeState(tx, wish, { from: ['sending'], to: 'paused', action: 'pause' })
  return state === 'changed' ? { kind: 'paused' } : refused('not-sending', state)
}

export async function resumeAlert(
  tx: Tx,
  wish: StateWish,
): Promise<{ kind: 'sending' } | Refused<'not-paused'>> {
  const state = await changeState(tx, wish, { from: ['paused'], to: 'sending', action: 'resume' })
  return state === 'changed' ? { kind: 'sending' } : refused('not-paused', state)
}

/** For good: what was not sent yet never is. A draft is discarded instead. */
export async function stopAlert(
  tx: Tx,
  wish: StateWish,
): Promise<{ kind: 'stopped' } | Refused<'not-sending'>> {
  const state = await changeState(tx, wish, { from: ['sending', 'paused'], to: 'stopped', action: 'stop' })
  return state === 'changed' ? { kind: 'stopped' } : refused('not-sending', state)
}

/** Nothing is left to do: sending -> sent. A stopped alert stays stopped and gets its end. */
export async function endAlert(tx: Tx, { id, at }: { id: number; at: number }): Promise<void> {
  const ended = tx.updateTable('alerts').where('id', '=', id).where('ended_at', 'is', null)
  await ended.set({ ended_at: at }).where('state', '=', 'stopped').execute()
  await ended.set({ ended_at: at, state: 'sent' }).where('state', '=', 'sending').execute()
  tx.wake('alerts')
}

async function changeState(
  tx: Tx,
  { id, by, at, people }: StateWish,
  { from, to, action }: { from: AlertState[]; to: AlertState; action: PressAction },
): Promise<'changed' | AlertState | null> {
  const { numUpdatedRows } = await tx
    .updateTable('alerts')
    .set({ state: to, note: to === 'stopped' ? `stopped ${placeOf(by)}` : null })
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows > 0n) {
    await recordPress(tx, { alertId: id, by, action, at, people })
    tx.wake('alerts')
    return 'changed'
  }
  const alert = await tx
    .selectFrom('alerts')
    .select('state')
    .where('id', '=', id)
    .where('discarded_at', 'is', null)
    .executeTakeFirst()
  return alert?.state ?? null
}

/** `by` is `editor:NAME` or `token:NAME`. */
function placeOf(by: string): string {
  return by.startsWith('editor:') ? 'at the desk' : 'through the API'
}

function refused<Kind extends string>(kind: Kind, state: AlertState | null): Refused<Kind> {
  return state === null ? { kind: 'not-found' } : { kind, state }
}
