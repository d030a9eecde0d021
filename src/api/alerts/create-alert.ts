import { z } from 'zod'
import { alertFieldsProblems, createAlert as create } from '../../alerts/index.ts'
import { TocsinError } from '../../errors.ts'
import type { Tx } from '../../store/index.ts'
import { listTopics, topicsNamed } from '../../subscribers/index.ts'
import { answerOnce } from '../answer-once.ts'
import type { ApiHandler } from '../api-route.ts'
import { createdAnswer, idInput } from '../fields.ts'
import { type FieldProblems, invalidFields, parseObject, readJson } from '../read-json.ts'
import { kindSchema, prioritySchema } from './alert-answer.ts'
import { stateWords } from './state-words.ts'

/** How long each text may be is the domain's word: `alertFieldsProblems`. */
export const createAlertBody = z.strictObject({
  headline: z.string().describe('The fact, best within 33 characters; at most 300.'),
  summary: z.string().nullish().describe('Two or three sentences; paragraphs apart by an empty line.'),
  preheader: z
    .string()
    .nullish()
    .describe('What an inbox shows after the subject; never repeats the headline.'),
  url: z.string().nullish().describe('http or https. Without one the mail leads to the permanent page.'),
  priority: prioritySchema.optional().describe('If absent: breaking.'),
  kind: kindSchema.optional().describe('If absent: alert. Every other kind needs follows.'),
  topics: z
    .array(z.string())
    .optional()
    .describe('None: everyone. A follow-up takes them from what it follows.'),
  story: idInput.nullish(),
  follows: idInput.nullish().describe('The alert that an update, correction or retraction follows.'),
  whatChanged: z.string().nullish().describe('An update opens with it.'),
  whatWasWrong: z.string().nullish().describe('A correction or retraction opens with it.'),
  send: z.boolean().optional().describe('True: sent at once. Otherwise it becomes a draft.'),
})

export const createdAlertAnswer = createdAnswer.extend({
  unknownTopics: z
    .array(z.string())
    .optional()
    .describe('What the alert names and no reader can have chosen: nobody gets it for these.'),
})

export const createAlert: ApiHandler = async (parts, c) => {
  const body = await readJson(c)
  const { send = false, ...fields } = parseObject(createAlertBody, body, domainProblems)
  return answerOnce(parts, c, body, async (tx, at) => {
    const made = await create(tx, { fields, by: `token:${c.var.token.name}`, at, send })
    if (made.kind === 'incomplete') throw invalidFields(made.fields)
    if (made.kind === 'not-sent-yet')
      throw new TocsinError(
        'request.conflict',
        `Alert ${fields.follows} is ${stateWords[made.state]}, so nothing can follow it. Send it first.`,
      )
    // A follow-up goes to whoever got what it follows, and its topics are but words.
    const unknownTopics = fields.follows ? [] : await unknownAmong(tx, fields.topics ?? [])
    const body = { id: String(made.id), ...(unknownTopics.length > 0 && { unknownTopics }) }
    return { status: 201, body }
  })
}

/** News does not wait for a slip to be mended: it is taken, and said. Where there are no topics, they are but words. */
async function unknownAmong(tx: Tx, named: readonly string[]): Promise<string[]> {
  const topics = named.length > 0 ? await listTopics(tx) : []
  return topics.length > 0 ? named.filter(name => topicsNamed(topics, [name]).length === 0) : []
}

function domainProblems(sound: Record<string, unknown>, wrong: ReadonlySet<string>): FieldProblems {
  const parsed = createAlertBody.partial().safeParse(sound)
  const problems = alertFieldsProblems({ ...parsed.data, headline: parsed.data?.headline ?? '' })
  // Which kinds follow something cannot be said of a kind that does not exist.
  if (wrong.has('kind')) delete problems['follows']
  return problems
}
