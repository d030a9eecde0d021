import { z } from 'zod'
import { correctAlert as correct } from '../../alerts/index.ts'
import { TocsinError } from '../../errors.ts'
import { answerOnce } from '../answer-once.ts'
import type { ApiHandler } from '../api-route.ts'
import { alertIdOf, noSuchAlert } from '../fields.ts'
import { invalidFields, parseObject, readJson } from '../read-json.ts'
import { stateWords } from './state-words.ts'

export const correctAlertBody = z.strictObject({
  headline: z.string().describe('What is right.'),
  summary: z.string(),
  whatWasWrong: z.string().describe('The correction opens with it.'),
})

export const correctAlert: ApiHandler = async (parts, c) => {
  const id = alertIdOf(c)
  const body = await readJson(c)
  const words = parseObject(correctAlertBody, body)
  return answerOnce(parts, c, body, async (tx, at) => {
    const sent = await correct(tx, { ...words, id, by: `token:${c.var.token.name}`, at })
    if (sent.kind === 'not-found') throw noSuchAlert(id)
    if (sent.kind === 'incomplete') throw invalidFields(sent.fields)
    if (sent.kind === 'not-sent-yet')
      throw new TocsinError(
        'request.conflict',
        `Alert ${id} is ${stateWords[sent.state]}, so there is nothing to correct. Edit the draft.`,
      )
    return { status: 201, body: { id: String(sent.id) } }
  })
}
