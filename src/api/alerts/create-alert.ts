import { z } from 'zod'
import { alertFieldsProblems, createAlert as create } from '../../alerts/index.ts'
import { TocsinError } from '../../errors.ts'
import { listTopics, unknownTopics } from '../../subscribers/index.ts'
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
    // News does not wait for a slip to be mended: it is taken, and said. A follow-up goes to whoever got what it follows.
    const unknown = fields.follows ? [] : unknownTopics(await listTopics(tx), fields.topics ?? [])
    const body = { id: String(made.id), ...(unknown.length > 0 && { unknownTopics: unknown }) }
    return { status: 201, body }
  })
}

function domainProblems(sound: Record<string, unknown>, wrong: ReadonlySet<string>): FieldProblems {
  const parsed = createAlertBody.partial().safeParse(sound)
  const problems = alertFieldsProblems({ ...parsed.data, headline: parsed.data?.headline ?? '' })
  // Which kinds follow something cannot be said of a kind that does not exist.
  if (wrong.has('kind')) delete problems['follows']
  return problems
}
