/** The one route table: every address the server answers. `tocsin routes` prints it, the security tests walk it. */
import type { Matcher } from './alerts/index.ts'
import { apiRoutes } from './api/index.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { deskRoutes, deskScript } from './desk/index.ts'
import { choicesScript, mailboxRoutes, proofScript, pushRoutes, siteRoutes } from './site/index.ts'
import type { Store } from './store/index.ts'
import type { SubscriberContext } from './subscribers/index.ts'
import { type Assets, loadAssets, type Route } from './web/index.ts'

export interface RouteParts {
  config: Config
  subscribers: SubscriberContext
  store: Store
  clock: Clock
  /** Whom an alert is for, counted before it is sent. */
  matcher: Pick<Matcher, 'audienceOf'>
  /** Aborts when the server stops: streams of events end then. */
  stopping: AbortSignal
}

export function loadPageAssets(brand: Config['brand']): Promise<Assets> {
  return loadAssets({ desk: deskScript, choices: choicesScript, proof: proofScript }, brand)
}

export function createRoutes(parts: RouteParts, assets: Assets): Route[] {
  const { config, subscribers, store, clock, matcher, stopping } = parts
  const { secrets, texts, random } = subscribers
  const { publicUrl, operator, brand, mail, throttles } = config
  const context = { secrets, publicUrl, operator, brand, mail, texts }
  const pages = { store, clock, config, texts, assets: assets.path }
  return [
    ...assets.routes,
    ...siteRoutes({ ...pages, subscribers }),
    ...mailboxRoutes(pages),
    ...pushRoutes({ store, clock, secrets, random }),
    ...deskRoutes({ store, clock, random, assets: assets.path, context, throttles, matcher, stopping }),
    ...apiRoutes({ store, clock, config, subscribers }),
  ]
}
