/** What many bodies and answers hold. */
import { z } from 'zod'
import { TocsinError } from '../errors.ts'
import type { RequestContext } from '../web/index.ts'

/** Fifteen digits stay below 2^53. */
const idPattern = /^[1-9]\d{0,14}$/

/** Ids are strings in what we answer; a number is understood, too. */
export const idInput = z
  .union([z.string().regex(idPattern), z.int().min(1)], 'Expected an id, as a string or a number.')
  .transform(Number)
  .describe('An id, as a string or a number.')

export const idAnswer = z.string().regex(idPattern)

/** What creating something answers. */
export const createdAnswer = z.object({ id: idAnswer })

export const timeAnswer = z.iso.datetime().describe('ISO 8601 in UTC.')

export function isoTime(at: number): string {
  return new Date(at).toISOString()
}

/** The `:id` of an alert's address; one that cannot be an id names nothing. */
export function alertIdOf(c: RequestContext): number {
  const text = c.req.param('id') ?? ''
  if (!idPattern.test(text)) throw noSuchAlert(text)
  return Number(text)
}

export function noSuchAlert(id: string | number): TocsinError {
  return new TocsinError(
    'request.not-found',
    `There is no alert ${String(id).slice(0, 40)}. "GET /api/alerts" lists them.`,
  )
}
