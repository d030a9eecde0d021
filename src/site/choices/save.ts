/** The form of choices: shown, tried out, saved. */
import {
  type ChoicesEntry,
  listTopics,
  type ParsedChoices,
  parseChoices,
  readPreferences,
  saveChoices,
} from '../../subscribers/index.ts'
import type { RequestContext } from '../../web/index.ts'
import { pressedBy } from '../site-context.ts'
import { answerChoices } from './answer-choices.ts'
import type { ChoicesContext } from './choices-context.ts'
import { asOwner, choicesPath, type Owner } from './owner.ts'
import { readChoicesForm } from './read-choices-form.ts'

/** GET /choices/:token?alert=ID */
export function showChoices(context: ChoicesContext, c: RequestContext): Promise<Response> {
  return asOwner(context, c, null, owner =>
    answerChoices(context, c, owner, {
      alertId: alertIdOf(c.req.query('alert') ?? ''),
      done: c.req.query('done') ?? '',
    }),
  )
}

/** POST /choices/:token. Two tabs: the later one wins; what was pressed one by one stays. */
export async function save(context: ChoicesContext, c: RequestContext): Promise<Response> {
  const { entry, mailLanguage, form } = await readChoicesForm(c)
  return asOwner(context, c, form, async owner => {
    const parsed = await parse(context, owner, entry)
    if (!parsed.ok)
      return answerChoices(context, c, owner, { entry, mailLanguage, problems: parsed.problems })
    const { subscriber, at } = owner
    const language = context.texts.find(mailLanguage)?.language ?? subscriber.language
    const wish = { subscriberId: subscriber.id, chosen: parsed.chosen, language, at }
    await context.store.write(tx => saveChoices(tx, pressedBy(context, c), wish))
    return c.redirect(choicesPath(owner, '?done=saved'), 303)
  })
}

/** POST /choices/:token/preview: what the form would have brought. A POST, so that watch words stand in no address; it saves nothing. */
export async function preview(context: ChoicesContext, c: RequestContext): Promise<Response> {
  const { entry, mailLanguage, form } = await readChoicesForm(c)
  return asOwner(context, c, form, async owner => {
    const parsed = await parse(context, owner, entry)
    const tried = parsed.ok ? { tried: parsed.chosen } : { problems: parsed.problems }
    return answerChoices(context, c, owner, { entry, mailLanguage, previewing: true, ...tried })
  })
}

async function parse(
  { store, foresight }: ChoicesContext,
  { subscriber, language }: Owner,
  entry: ChoicesEntry,
): Promise<ParsedChoices<string>> {
  const [topics, known] = await Promise.all([
    listTopics(store.read),
    readPreferences(store.read, [subscriber.id]),
  ])
  const before = new Set(known.get(subscriber.id)?.topics)
  const offered = topics.filter(({ id, retired }) => !retired || before.has(id)).map(({ id }) => id)
  return parseChoices(entry, {
    topics: new Set(offered),
    watchProblem: expression => foresight.watchProblem(expression, language.text),
  })
}

function alertIdOf(typed: string): number | null {
  return /^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : null
}
