/** Everything the guard reads before it decides, in one statement that is the same for every address. */
import type { Read } from '../../store/index.ts'
import { hourOf } from './counts.ts'

export interface Surroundings {
  /** What the form's token was used for; null: for nothing yet. */
  usedFor: string | null
  alarm: 'proof' | 'closed' | null
  alarmUntil: number
  /** Taken of this network in this hour, without proofs. */
  ofNetwork: number
  /** Waiting for the worker, as far as `mostWaiting`. */
  waiting: number
}

/** What the worker has not looked at yet; it takes hundreds a second. */
export const mostWaiting = 20_000

/** `tokenHash`: null where there is no token yet; `network`: null where none is counted. */
export async function lookAround(
  read: Read,
  { tokenHash, network, at }: { tokenHash: string | null; network: string | null; at: number },
): Promise<Surroundings> {
  const alarm = read
    .selectFrom('sign_up_alarms')
    .where('until', '>', at)
    // `closed` before `proof`: the worse of two.
    .orderBy('level')
    .limit(1)
  const some = read.selectFrom('sign_up_requests').select('id').limit(mostWaiting).as('some')
  const row = await read
    .selectNoFrom([
      read
        .selectFrom('sign_up_used')
        .select('used_for')
        .where('hash', '=', tokenHash ?? '')
        .as('usedFor'),
      alarm.select('level').as('alarm'),
      alarm.select('until').as('alarmUntil'),
      read
        .selectFrom('sign_up_counts')
        .select('count')
        .where('kind', '=', 'network')
        .where('key', '=', network ?? '')
        .where('period', '=', hourOf(at))
        .as('ofNetwork'),
      read
        .selectFrom(some)
        .select(eb => eb.fn.countAll<number>().as('waiting'))
        .as('waiting'),
    ])
    .executeTakeFirstOrThrow()
  const { usedFor, alarm: level, alarmUntil, ofNetwork, waiting } = row
  return {
    usedFor,
    alarm: level,
    alarmUntil: alarmUntil ?? 0,
    ofNetwork: ofNetwork ?? 0,
    waiting: waiting ?? 0,
  }
}
