/** Whether mail leaves, and what holds up some of it, in words: rendered into a page first, then sent as events. */
import {
  type HeldUpScope,
  readFence,
  readHeldUp,
  readRelayProblem,
  relayScope,
} from '../../deliveries/index.ts'
import type { Store } from '../../store/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { deskText } from '../text/en.ts'
import { secondText } from '../time.ts'

const text = deskText.front
const mostShown = 6

/** By the names of `data-live`; what does not hold is empty. */
export type MailState = Record<'mailWell' | 'noMail' | 'heldUpTitle' | 'heldUp', string>

export async function readMailState({
  store,
  clock,
  throttles,
}: Pick<DeskParts, 'store' | 'clock' | 'throttles'>): Promise<MailState> {
  const noMail = await whyNoMail(store.read)
  // Which domain is slow is nothing to look at while nothing leaves at all.
  if (noMail !== null) return { mailWell: '', noMail, heldUpTitle: '', heldUp: '' }
  const heldUp = await readHeldUp(store.read, { throttles, at: clock.now() })
  const heldUpTitle = heldUp.length > 0 ? text.heldUp : ''
  return { mailWell: text.mailGoesOut, noMail: '', heldUpTitle, heldUp: heldUpWords(heldUp) }
}

/** Null: mail leaves. */
export async function whyNoMail(read: Store['read']): Promise<string | null> {
  const [shut, problem] = await Promise.all([readFence(read), readRelayProblem(read)])
  if (shut) return text.noMail(text.restored(secondText(shut.sentAt)))
  return problem ? text.noMail(problem.reason) : null
}

/** A line each. */
function heldUpWords(scopes: readonly HeldUpScope[]): string {
  const lines = scopes.slice(0, mostShown).map(scopeWords)
  const more = scopes.length - mostShown
  return [...lines, ...(more > 0 ? [text.moreHeldUp(more)] : [])].join('\n')
}

function scopeWords({ scope, why, perSecond, configured }: HeldUpScope): string {
  const name = scope === relayScope ? text.relay : scope
  if (why === 'fallen') return text.fallen(name, perSecond ?? 0, configured)
  return why === 'limited' ? text.limited(name, configured) : text.slow(name)
}
