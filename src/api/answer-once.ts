/**
 * Acts in one transaction and answers; with an `Idempotency-Key` at most once, however often and from however
 * many connections the request comes: act and remembered answer commit together. Only answers are remembered: an
 * act that throws leaves its key free, so that the same request may be tried again, or a better one sent.
 */
import { createHash } from 'node:crypto'
import { rememberAnswer, rememberedAnswer } from '../editors/index.ts'
import { TocsinError } from '../errors.ts'
import type { Tx } from '../store/index.ts'
import type { RequestContext } from '../web/index.ts'
import type { ApiParts } from './api-route.ts'
import { invalidFields } from './read-json.ts'

export interface Answer {
  status: 200 | 201
  body: unknown
}

export const idempotencyHeader = 'Idempotency-Key'
/** Visible ASCII. */
export const idempotencyPattern = /^[\x21-\x7e]{1,255}$/

export async function answerOnce(
  { store, clock }: ApiParts,
  c: RequestContext,
  request: unknown,
  act: (tx: Tx, at: number) => Promise<Answer>,
): Promise<Response> {
  const key = idempotencyKey(c)
  const at = clock.now()
  const run = async (tx: Tx) => {
    const { status, body } = await act(tx, at)
    return { status: status as number, body: JSON.stringify(body) }
  }
  const { status, body } = await store.write(async tx => {
    if (key === null) return run(tx)
    const tokenId = c.var.token.id
    const known = await rememberedAnswer(tx, { tokenId, key, requestHash: hashRequest(c, request), at })
    if (known.kind === 'different') throw usedKey(key)
    if (known.kind === 'same') return known
    const answer = await run(tx)
    await rememberAnswer(tx, { tokenId, key, ...answer })
    return answer
  })
  return new Response(body, { status, headers: { 'content-type': 'application/json' } })
}

function idempotencyKey(c: RequestContext): string | null {
  const key = c.req.header(idempotencyHeader)
  if (key === undefined) return null
  if (idempotencyPattern.test(key)) return key
  throw invalidFields({ [idempotencyHeader]: 'Expected 1 to 255 visible ASCII characters, such as a UUID.' })
}

/** Two bodies are the same when they parse to the same: neither white space nor the order of keys counts. */
function hashRequest(c: RequestContext, request: unknown): string {
  const body = JSON.stringify(request, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  )
  return createHash('sha256').update(`${c.req.method} ${c.req.path}\n${body}`).digest('hex')
}

function usedKey(key: string): TocsinError {
  return new TocsinError(
    'request.conflict',
    `The ${idempotencyHeader} ${JSON.stringify(key)} was used within the last 7 days for another request. Nothing was done; use a new key for a new request.`,
  )
}
