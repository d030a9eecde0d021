/** How much is coming in, and what it asks for: nothing, a proof of work, or to come back later. */
import type { Read, Tx } from '../../store/index.ts'
import { hourOf, minuteMs, minuteOf, readCount } from './counts.ts'
import { lookAround } from './look-around.ts'

/** Long enough that a flood meets an open minute only now and then, short enough that nobody has to end it. */
const alarmMs = 10 * minuteMs

/** `proof`: sign-ups need a proof of work; `closed`: the budget of those with one is used up too. */
export type PressureLevel = 'calm' | 'proof' | 'closed'

export interface SignUpPressure {
  level: PressureLevel
  /** When the level began; null: calm. */
  since: number | null
  /** Taken in this hour, and without proof in this minute. */
  unproven: number
  proven: number
  thisMinute: number
  /** Waiting for the worker. */
  waiting: number
}

/** For the desk. */
export async function readSignUpPressure(read: Read, at: number): Promise<SignUpPressure> {
  const { waiting } = await lookAround(read, { tokenHash: null, network: null, at })
  const alarm = await readAlarm(read, at)
  const ofAll = (kind: 'unproven' | 'proven' | 'burst') =>
    readCount(read, { kind, key: '', period: kind === 'burst' ? minuteOf(at) : hourOf(at) })
  return {
    level: alarm?.level ?? 'calm',
    since: alarm?.since ?? null,
    unproven: await ofAll('unproven'),
    proven: await ofAll('proven'),
    thisMinute: await ofAll('burst'),
    waiting,
  }
}

/** The alarm that holds now; the worse of two. */
async function readAlarm(read: Read, at: number) {
  return read
    .selectFrom('sign_up_alarms')
    .select(['level', 'since'])
    .where('until', '>', at)
    .orderBy('level')
    .limit(1)
    .executeTakeFirst()
}

/** Begins an alarm, or lets the last one go on when it ended only just now: a flood that lasts is one. */
export async function raiseAlarm(
  tx: Tx,
  { level, at, until = at + alarmMs }: { level: 'proof' | 'closed'; at: number; until?: number },
): Promise<void> {
  const held = await tx
    .updateTable('sign_up_alarms')
    .set({ until })
    .where('level', '=', level)
    .where('until', '>', at - alarmMs)
    .returning('id')
    .execute()
  if (held.length > 0) return
  await tx.insertInto('sign_up_alarms').values({ level, since: at, until }).execute()
}
