/**
 * From the one route table to an application: every route goes through the same guards in the same order:
 * headers, body bound, cross-site check, who may, handler; errors are answered in one place.
 */
import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie } from 'hono/cookie'
import type { Logger } from 'pino'
import { TocsinError } from '../errors.ts'
import { answerError, type ErrorPage } from './answer-error.ts'
import type { ClientAddressOf } from './client-address.ts'
import { answerAnyOrigin, refuseCrossSite, securityHeaders } from './guards.ts'
import { noSuchRoute } from './no-such-route.ts'
import type { AssetPaths } from './page.ts'
import type { EditorIdentity, RequestContext, RequestVariables, Route, TokenIdentity } from './route.ts'

export const sessionCookie = 'tocsin_session'
const defaultMaxBodyBytes = 64 * 1024

/** Looks up who holds a session or an API token; null: nobody. */
export interface Identify {
  editor(sessionToken: string): Promise<EditorIdentity | null>
  token(bearer: string, route: Pick<Route, 'whileAway'>): Promise<TokenIdentity | null>
}

export interface WebAppOptions {
  routes: readonly Route[]
  identify: Identify
  assets: AssetPaths
  clientAddressOf: ClientAddressOf
  https: boolean
  log: Logger
  /** Of the readers' addresses. */
  errorPage?: ErrorPage
}

export function createWebApp({
  routes,
  identify,
  assets,
  clientAddressOf,
  https,
  log,
  errorPage,
}: WebAppOptions): Hono<RequestVariables> {
  const app = new Hono<RequestVariables>()
  app.use(securityHeaders(https))
  const errorParts = { assets, log, errorPage }
  app.onError((error, c) => answerError(error, c, errorParts))
  const whyNone = noSuchRoute(routes)
  app.notFound(async c => {
    const { error, allow } = whyNone(c.req.method, c.req.path)
    const response = await answerError(error, c, errorParts)
    if (allow.length > 0) response.headers.set('allow', allow.join(', '))
    return response
  })
  for (const path of new Set(routes.filter(route => route.anyOrigin).map(route => route.path)))
    app.use(path, answerAnyOrigin(routes.filter(route => route.path === path)))
  for (const route of routes) {
    // Nobody reads a GET's body, and to look at it is a fifth of what a page costs.
    if (route.method !== 'GET' && !route.readsBody) {
      const maxSize = route.maxBodyBytes ?? defaultMaxBodyBytes
      app.on(route.method, route.path, bodyLimit({ maxSize, onError: tooLarge }))
    }
    app.on(route.method, route.path, async c => {
      const peer = getConnInfo(c).remote.address ?? ''
      c.set('clientAddress', clientAddressOf(peer, c.req.header('x-forwarded-for')))
      refuseCrossSite(route, c)
      await admit(route, c, identify)
      return route.handler(c)
    })
  }
  return app
}

function tooLarge(): never {
  throw new TocsinError('request.too-large', 'What was sent is larger than this address takes.')
}

async function admit(route: Route, c: RequestContext, identify: Identify): Promise<void> {
  if (route.who === 'editor') {
    const editor = await identify.editor(getCookie(c, sessionCookie) ?? '')
    if (!editor)
      throw new TocsinError(
        'request.unauthenticated',
        'Open the link that "tocsin editor invite NAME" prints, or that the server printed at its first start.',
      )
    c.set('editor', editor)
  }
  if (route.who === 'token') {
    const bearer = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const token = bearer ? await identify.token(bearer, route) : null
    if (!token)
      throw new TocsinError(
        'request.unauthenticated',
        'An API token is needed: "Authorization: Bearer TOKEN". "tocsin token create NAME" makes one.',
      )
    c.set('token', token)
  }
}
