/** Reads what the preference page shows, and renders it. It shows nothing that names its owner. */
import { type Alert, readAlert } from '../../alerts/index.ts'
import {
  type ChoicesEntry,
  type ChoicesProblems,
  type Chosen,
  entryOf,
  listTopics,
  type Preferences,
  plainPreferences,
  readPreferences,
  type Topic,
} from '../../subscribers/index.ts'
import type { RequestContext } from '../../web/index.ts'
import { senderName } from '../site-context.ts'
import { sitePage } from '../site-page.ts'
import { choicesBody } from './choices-body.ts'
import type { ChoicesContext } from './choices-context.ts'
import type { Brought, Often } from './foresight.ts'
import { type History, readHistory } from './history.ts'
import { namesOfMuted } from './muted-names.ts'
import type { Owner } from './owner.ts'

export interface ChoicesWish {
  alertId?: number | null
  /** What was just done, as the address says it. */
  done?: string
  /** Typed and not saved. */
  entry?: ChoicesEntry
  mailLanguage?: string
  problems?: ChoicesProblems<string>
  previewing?: boolean
  /** What the form would be, could it be saved. */
  tried?: Chosen
  pauseProblem?: boolean
  pauseDate?: string
}

export interface ChoicesView extends Owner {
  wish: ChoicesWish
  languages: ChoicesContext['texts']['languages']
  preferences: Preferences
  topics: readonly Topic[]
  entry: ChoicesEntry
  mailLanguage: string
  alert: {
    alert: Alert
    because: string | null
    topics: readonly Topic[]
    muted: { story: number } | { thread: number }
  } | null
  history: readonly History[]
  mutedNames: ReadonlyMap<string, Alert>
  /** One for each expression of the entry. */
  brought: readonly (Brought | null)[]
  often: Often | null
  /** Of the whole, with each of the three priorities. */
  oftenByLeast: Readonly<Record<Preferences['least'], Often>> | null
}

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
  const [alert, history, mutedNames, brought, often, oftenByLeast] = await Promise.all([
    aboutAlert(context, owner, { alertId: wish.alertId ?? null, preferences }),
    readHistory(context, owner, preferences),
    namesOfMuted(read, preferences),
    Promise.all(
      entry.watch.map((typed, index) => (wish.problems?.watch[index] ? null : foresight.brought(typed))),
    ),
    foresight.often(tried),
    foresight.oftenByLeast(tried),
  ])
  return {
    ...{ ...owner, wish, languages: context.texts.languages, preferences, topics, entry },
    mailLanguage: wish.mailLanguage ?? subscriber.language,
    ...{ alert, history, mutedNames, brought, often, oftenByLeast },
  }
}

/** The alert that the mail's link names; null: none, or one that readers may not see. */
async function aboutAlert(
  { store, foresight }: ChoicesContext,
  { language, at }: Owner,
  { alertId, preferences }: { alertId: number | null; preferences: Preferences },
): Promise<ChoicesView['alert']> {
  const alert = alertId === null ? null : await readAlert(store.read, alertId)
  if (!alert || alert.approvedAt === null) return null
  const judged = await foresight.judge(alert, { preferences, at, text: language.text })
  return { alert, because: judged.because, topics: judged.topics, muted: judged.muted }
}
