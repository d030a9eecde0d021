/** How the sign-ups stand, in words: rendered into a page first, then sent as events. */
import { readSignUpPressure } from '../../subscribers/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { deskText } from '../text/en.ts'
import { minuteText } from '../time.ts'

const text = deskText.signUps

/** By the names of `data-live`; what does not hold is empty. */
export type SignUpState = Record<'signUps' | 'signUpsTitle' | 'signUpsAlarm', string>

export async function readSignUpState({
  store,
  clock,
}: Pick<DeskParts, 'store' | 'clock'>): Promise<SignUpState> {
  const pressure = await readSignUpPressure(store.read, clock.now())
  const { level, unproven, proven, waiting } = pressure
  if (level === 'calm') return { signUps: text.calm(unproven + proven), signUpsTitle: '', signUpsAlarm: '' }
  const since = minuteText(pressure.since ?? clock.now())
  const title = level === 'closed' ? text.closed(since) : text.many(since)
  return {
    signUps: '',
    signUpsTitle: title,
    signUpsAlarm: text.alarm[level]({ unproven, proven, waiting, since }),
  }
}
