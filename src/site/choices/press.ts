/** What is done by one press: mute, only this, less of a topic, their opposites; a pause; the answer on marketing. */
import {
  changeMarketing,
  changePreferences,
  longestPauseMs,
  plainPreferences,
  type QuickChoice,
  readPreferences,
  withQuickChoice,
} from '../../subscribers/index.ts'
import type { RequestContext } from '../../web/index.ts'
import { readForm } from '../read-form.ts'
import { pressedBy } from '../site-context.ts'
import { answerChoices } from './answer-choices.ts'
import type { ChoicesContext } from './choices-context.ts'
import { asOwner, choicesPath, type Owner } from './owner.ts'
import { pressName, readPress } from './press-words.ts'

const dayMs = 24 * 3_600_000
const pauses: Readonly<Record<string, number>> = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs }

/** POST /choices/:token/press */
export async function press(context: ChoicesContext, c: RequestContext): Promise<Response> {
  const form = await readForm(c)
  return asOwner(context, c, form, async owner => {
    const choice = readPress(form('press'))
    const alert = /^[1-9]\d{0,14}$/.test(form('alert')) ? form('alert') : null
    if (!choice) return c.redirect(choicesPath(owner), 303)
    await change(context, owner, choice)
    const query = new URLSearchParams({ ...(alert && { alert }), done: pressName(choice) })
    return c.redirect(choicesPath(owner, `?${query}`), 303)
  })
}

/** POST /choices/:token/pause: for a day, a week, a month, or until the morning of a date on the reader's clock. */
export async function pause(context: ChoicesContext, c: RequestContext): Promise<Response> {
  const form = await readForm(c)
  return asOwner(context, c, form, async owner => {
    const wish = form('pause')
    if (wish === 'go-on') {
      await change(context, owner, { kind: 'go-on' })
      return c.redirect(choicesPath(owner, '?done=going#pause'), 303)
    }
    const forMs = pauses[wish]
    const timeZone = await timeZoneOf(context, owner)
    const until = forMs ? owner.at + forMs : morningOf(form('date'), timeZone)
    if (until === null || until <= owner.at || until > owner.at + longestPauseMs)
      return answerChoices(context, c, owner, { pauseProblem: true, pauseDate: form('date').slice(0, 40) })
    await change(context, owner, { kind: 'pause', until })
    return c.redirect(choicesPath(owner, '?done=paused#pause'), 303)
  })
}

/** POST /choices/:token/marketing: a form of its own, for a question of its own. */
export async function marketing(context: ChoicesContext, c: RequestContext): Promise<Response> {
  const form = await readForm(c)
  return asOwner(context, c, form, async owner => {
    const { subscriber, language, at } = owner
    const ticked = form('marketing') === 'yes'
    const wish = { subscriberId: subscriber.id, marketing: ticked, language: language.text.language, at }
    await context.store.write(tx => changeMarketing(tx, pressedBy(context, c), wish))
    return c.redirect(choicesPath(owner, '?done=marketing#marketing'), 303)
  })
}

function change(context: ChoicesContext, { subscriber, at }: Owner, choice: QuickChoice): Promise<unknown> {
  return context.store.write(tx =>
    changePreferences(tx, {
      subscriberId: subscriber.id,
      change: before => withQuickChoice(before, choice, at),
      at,
    }),
  )
}

async function timeZoneOf({ store }: ChoicesContext, { subscriber }: Owner): Promise<string> {
  const known = await readPreferences(store.read, [subscriber.id])
  return (known.get(subscriber.id) ?? plainPreferences).timeZone
}

/** The first moment of that day there; null: no date. */
function morningOf(date: string, timeZone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null
  try {
    return Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds
  } catch {
    // The 31st of February.
    return null
  }
}
