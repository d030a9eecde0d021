/** Reads what the preference page shows, and renders it. It shows nothing that names its owner. */
import { howOftenWords, readAlert } from '../../alerts/index.ts'
import {
  entryOf,
  listTopics,
  mostWatchExpressions,
  type Preferences,
  plainPreferences,
  readPreferences,
} from '../../subscribers/index.ts'
import type { RequestContext } from '../../web/index.ts'
import { senderName } from '../site-context.ts'
import { sitePage } from '../site-page.ts'
import { choicesBody } from './choices-body.ts'
import type { ChoicesContext } from './choices-context.ts'
import type { ChoicesView, ChoicesWish } from './choices-view.ts'
import { readHistory } from './history.ts'
import { namesOfMuted } from './muted-names.ts'
import type { Owner } from './owner.ts'

export async function answerChoices(
  context: ChoicesContext,
  c: RequestContext,
  owner: Owner,
  wish: ChoicesWish,
): Promise<Response> {
  const view = await readView(context, owner, wish)
  const { language } = owner
  const content = await sitePage(context, {
    language,
    title: `${language.text.choices.title(senderName(context.config))}`,
    scripts: ['choices'],
    body: choicesBody(context, view),
  })
  return c.html(content, wish.previewing || !(wish.problems || wish.pauseProblem) ? 200 : 422)
}

async function readView(context: ChoicesContext, owner: Owner, wish: ChoicesWish): Promise<ChoicesView> {
  const { read } = context.store
  const { foresight } = context
  const { subscriber } = owner
  const [topics, known] = await Promise.all([listTopics(read), readPreferences(read, [subscriber.id])])
  const preferences = known.get(subscriber.id) ?? plainPreferences
  const entry = wish.entry ?? entryOf(preferences)
  const tried = { ...preferences, ...wish.tried }
  const [alert, history, mutedNames, brought, often] = await Promise.all([
    aboutAlert(context, owner, { alertId: wish.alertId ?? null, preferences }),
    readHistory(context, owner, preferences),
    namesOfMuted(read, preferences),
    Promise.all(
      // More than may be kept are not looked for either: no form of ours sends them.
      entry.watch.map((typed, index) =>
        wish.problems?.watch[index] || index >= mostWatchExpressions ? null : foresight.brought(typed),
      ),
    ),
    oftenWords(context, owner, tried),
  ])
  return {
    ...{ ...owner, wish, languages: context.texts.languages, preferences, topics, entry },
    mailLanguage: wish.mailLanguage ?? subscriber.language,
    ...{ alert, history, mutedNames, brought, often, least: tried.least },
  }
}

/** The alert that the mail's link names; null: none, or one that readers may not see. */
async function aboutAlert(
  { store, foresight }: ChoicesContext,
  { language }: Owner,
  { alertId, preferences }: { alertId: number | null; preferences: Preferences },
): Promise<ChoicesView['alert']> {
  const alert = alertId === null ? null : await readAlert(store.read, alertId)
  if (!alert || alert.approvedAt === null) return null
  const [judged] = await foresight.judge([alert], { preferences, text: language.text })
  return judged ? { alert, ...judged } : null
}

/** How often the whole would come with each of the priorities, in words. */
async function oftenWords(
  { foresight, texts }: ChoicesContext,
  { language }: Owner,
  preferences: Preferences,
): Promise<ChoicesView['often']> {
  const words = async (least: Preferences['least']) =>
    howOftenWords(await foresight.often({ ...preferences, least }), language.text.language, texts)
  const [flash, breaking, developing] = await Promise.all([
    words('flash'),
    words('breaking'),
    words('developing'),
  ])
  return { flash, breaking, developing }
}
