/** The one place that maps errors to HTTP answers: RFC 9457 for the API, a page in plain words for people. */
import type { Logger } from 'pino'
import { InvalidRequestError, TocsinError } from '../errors.ts'
import { type AssetPaths, bell, html, page } from './page.ts'
import type { RequestContext } from './route.ts'

const titles: Readonly<Record<number, string>> = {
  400: 'That could not be read',
  401: 'Please sign in',
  403: 'Not allowed',
  404: 'Nothing is here',
  405: 'This address does something else',
  409: 'This has changed meanwhile',
  413: 'That is too much at once',
  415: 'Not sent as this address reads it',
  422: 'That could not be used',
  503: 'The database is away',
}

/** As long as a new connection to the database is waited for. */
const waitSeconds = '10'

/** What programs call is answered in a form that programs read. */
const forPrograms = /^\/(?:api\/|(?:metrics|healthz|readyz)$)/

/** A whole page for readers, in their language; null: not one of their addresses. */
export type ErrorPage = (c: RequestContext, status: number) => Promise<string> | null

export interface ErrorParts {
  assets: AssetPaths
  log: Logger
  /** Absent: English, with what the error says. */
  errorPage?: ErrorPage | undefined
}

export async function answerError(
  error: unknown,
  c: RequestContext,
  { assets, log, errorPage }: ErrorParts,
): Promise<Response> {
  const known = error instanceof TocsinError ? error : null
  const status = known?.status ?? 500
  if (status === 503) c.header('retry-after', waitSeconds)
  if (status >= 500) log.error({ err: error, path: c.req.routePath }, 'a request failed')
  const title = titles[status] ?? 'Something went wrong here'
  const detail = known && status < 500 ? known.message : 'It is not your fault. Please try again in a moment.'
  if (forPrograms.test(c.req.path)) return problem(status, title, detail, known)
  const readers = await errorPage?.(c, status)
  // TypeScript knows the page's status only as a number.
  if (readers) return c.html(readers, status as 500)
  const [href, words] = wayOut(c.req.path, status)
  const body = html`<header class="masthead"><a class="name" href="${href}">${bell}<span class="visually-hidden">${words}</span></a></header>
<main class="measure"><h1>${title}</h1><p>${detail}</p><p><a class="tap" href="${href}">${words}</a></p></main>`
  return c.html(page({ title, look: 'site', assets, body }), status as 500)
}

/** An editor goes back to the desk, unless that is what is closed to them. */
function wayOut(path: string, status: number): [href: string, words: string] {
  const toDesk = path.startsWith('/desk/') && status !== 401
  return toDesk ? ['/desk', 'To the desk'] : ['/', 'To the front page']
}

/** RFC 9457. `errors` names the fields that are wrong. */
function problem(status: number, title: string, detail: string, error: TocsinError | null): Response {
  const fields = error instanceof InvalidRequestError ? { errors: error.fields } : {}
  const body = { type: 'about:blank', title, status, detail, code: error?.code ?? 'internal', ...fields }
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (status === 503) headers['retry-after'] = waitSeconds
  if (status === 401) headers['www-authenticate'] = 'Bearer'
  return new Response(JSON.stringify(body), { status, headers })
}
