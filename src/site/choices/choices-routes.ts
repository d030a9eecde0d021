/** The preference page and what is pressed on it. GET and HEAD never act (promise 4). */
import type { RequestContext, Route } from '../../web/index.ts'
import type { SiteContext } from '../site-context.ts'
import type { ChoicesContext } from './choices-context.ts'
import { createForesight } from './foresight.ts'
import { freshLink, voidLinks } from './links.ts'
import { marketing, pause, press } from './press.ts'
import { preview, save, showChoices } from './save.ts'

/** A form of twenty watch expressions and a hundred topics is far below it. */
const maxBodyBytes = 32 * 1024

export function choicesRoutes(site: SiteContext): Route[] {
  const context: ChoicesContext = { ...site, foresight: createForesight(site) }
  const path = '/choices/:token'
  const post = (
    rest: string,
    act: (context: ChoicesContext, c: RequestContext) => Promise<Response>,
  ): Route => ({
    method: 'POST',
    path: `${path}${rest}`,
    who: 'subscriber',
    maxBodyBytes,
    handler: c => act(context, c),
  })
  return [
    { method: 'GET', path, who: 'subscriber', handler: c => showChoices(context, c) },
    post('', save),
    post('/preview', preview),
    post('/press', press),
    post('/pause', pause),
    post('/marketing', marketing),
    post('/fresh', freshLink),
    post('/void', voidLinks),
  ]
}
