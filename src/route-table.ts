/** The one route table: every address the server answers. `tocsin routes` prints it, the security tests walk it. */
import type { Matcher } from './alerts/index.ts'
import { apiRoutes } from './api/index.ts'
import type { Clock } from './clock.ts'
import type { Config, Secrets } from './config.ts'
import { deskRoutes, deskScript } from './desk/index.ts'
import { choicesScript, mailboxRoutes, proofScript, pushRoutes, siteRoutes } from './site/index.ts'
import type { Store } from './store/index.ts'
import type { SubscriberContext } from './subscribers/index.ts'
import { createTexts } from './text/index.ts'
import { type Assets, loadAssets, type Route } from './web/index.ts'

export interface RouteParts {
  config: Config
  secrets: Secrets
  store: Store
  clock: Clock
  random(bytes: number): Uint8Array
  /** Whom an alert is for, counted before it is sent. */
  matcher: Pick<Matcher, 'audienceOf'>
  /** Aborts when the server stops: streams of events end then. */
  stopping: AbortSignal
}

export function loadPageAssets(brand: Config['brand']): Promise<Assets> {
  return loadAssets({ desk: deskScript, choices: choicesScript, proof: proofScript }, brand)
}

export function createRoutes(parts: RouteParts, assets: Assets): Route[] {
  const { config, secrets, store, clock, random, matcher, stopping } = parts
  const { publicUrl, operator, brand, mail, throttles, consentNetwork } = config
  const texts = createTexts(config)
  const reader = { secrets, publicUrl, operator, from: mail.from, texts, random }
  const subscribers: SubscriberContext = { ...reader, consentNetwork }
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
