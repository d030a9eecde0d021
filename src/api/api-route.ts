/** A row of the API's table: a route, and what the API's description says of it. One cannot be without the other. */
import type { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Store } from '../store/index.ts'
import type { SubscriberContext } from '../subscribers/index.ts'
import type { RequestContext, Route } from '../web/index.ts'

/** What every handler needs. */
export interface ApiParts {
  store: Store
  clock: Clock
  config: Config
  subscribers: SubscriberContext
}

export interface ApiRoute extends Route {
  /** What the handler parses and answers with: the description is made from these very schemas. */
  operation: Operation
}

export interface Operation {
  id: string
  summary: string
  /** More than a line, for people. */
  description?: string
  query?: z.ZodObject
  body?: z.ZodObject
  /** Takes an Idempotency-Key. */
  once?: true
  /** Status -> what it means and holds; what is refused stands in `refusals`. */
  answers: Readonly<Record<number, { about: string; schema?: z.ZodType; mediaType?: string }>>
  /** Beside those that follow from `who` and `body`. */
  refusals?: readonly (404 | 409 | 422 | 429)[]
}

export type ApiHandler = (parts: ApiParts, c: RequestContext) => Promise<Response>
