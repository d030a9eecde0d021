/**
 * What stands before every handler, each named with the attack it stops: a POST from another site (CSRF), a
 * body without end, a page in somebody's frame (clickjacking), a script or image of somebody else's.
 */
import type { MiddlewareHandler } from 'hono'
import { TocsinError } from '../errors.ts'
import type { RequestContext, RequestVariables, Route } from './route.ts'

const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

/** Sets what a handler did not set itself; a mail preview, say, brings a stricter policy of its own. */
export function securityHeaders(https: boolean): MiddlewareHandler<RequestVariables> {
  const defaults: Record<string, string> = {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    // Addresses of pages hold tokens: they must not leak to the site that a reader goes on to. Not no-referrer:
    // it makes browsers send `Origin: null` with our own forms, and over http that is all they send.
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'cache-control': 'no-store',
    ...(https ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
  return async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(defaults))
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
  }
}

/**
 * For what pages of other sites may call: no credentials are allowed, so that it acts for nobody and reads nobody's.
 * A preflight is answered here, before anything else looks at it.
 */
export function answerAnyOrigin(
  routes: readonly Pick<Route, 'method'>[],
): MiddlewareHandler<RequestVariables> {
  return async (c, next) => {
    const headers = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }
    if (c.req.method === 'OPTIONS')
      return c.body(null, 204, {
        ...headers,
        'access-control-allow-methods': routes.map(({ method }) => method).join(', '),
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': '86400',
      })
    await next()
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
    return undefined
  }
}

/**
 * Refuses a POST that another site's page makes in a reader's or editor's browser (CSRF). Browsers say where
 * a request comes from in Sec-Fetch-Site or Origin; an editor's request must say so, because a cookie
 * travels with it; elsewhere nothing travels along, so a program without these headers may pass.
 */
export function refuseCrossSite(route: Route, c: RequestContext): void {
  if (route.method !== 'POST' || route.crossSite || route.who === 'token') return
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  if (site === 'same-origin' || site === 'none') return
  if (!site && origin && URL.canParse(origin) && new URL(origin).host === c.req.header('host')) return
  if (!site && !origin && route.who !== 'editor') return
  throw new TocsinError(
    'request.forbidden',
    'This form was sent from another site. Open the page here and send it again.',
  )
}
