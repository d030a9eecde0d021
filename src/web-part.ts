/** The part that answers pages and the API, and decides the sign-ups that come in there. */
import { createMatcher } from './alerts/index.ts'
import { editorOfSession, identifyApiToken, rememberTokens } from './editors/index.ts'
import type { Ground, Part } from './part.ts'
import { createRoutes, loadPageAssets } from './route-table.ts'
import { createErrorPage, mailboxExists } from './site/index.ts'
import { createListener } from './sources/index.ts'
import { createSignUpWorker } from './subscribers/index.ts'
import { createWebApp, type Listening, listen, trustProxies } from './web/index.ts'

export function createWebParts(ground: Ground): Part[] {
  const { store, clock, log, subscribers, config } = ground
  // The mail leaves while the page is still being drawn.
  const signUps = createSignUpWorker({ store, clock, log, subscribers, limits: config.signUpLimits })
  return [pages(ground), signUps, createListener({ store, clock, log })]
}

function pages(ground: Ground): Part {
  const { config, store, clock, log, subscribers } = ground
  let listening: Listening | null = null
  const stopping = new AbortController()
  const identifyToken = (bearer: string) => identifyApiToken(store.read, bearer)
  const identifyRemembered = rememberTokens(identifyToken, clock)
  // Loads what readers chose with the first draft that is looked at.
  const matcher = createMatcher({ store, clock, log })
  return {
    async start() {
      const assets = await loadPageAssets(config.brand)
      const app = createWebApp({
        routes: createRoutes({ ...ground, matcher, stopping: stopping.signal }, assets),
        identify: {
          editor: token => editorOfSession(store.read, token, clock.now()),
          token: (bearer, { whileAway }) => (whileAway ? identifyRemembered : identifyToken)(bearer),
        },
        assets: assets.path,
        clientAddressOf: trustProxies(config.trustProxy),
        https: config.publicUrl.startsWith('https:'),
        log,
        errorPage: createErrorPage({ config, assets: assets.path, texts: subscribers.texts }),
      })
      listening ??= await listen(app, config.host, config.port)
    },
    async stop() {
      stopping.abort()
      await listening?.stop()
      await matcher.stop()
      listening = null
    },
    links: desk => ({
      site: `${config.publicUrl}/`,
      desk,
      mailbox: mailboxExists(config) ? `${config.publicUrl}/mailbox` : null,
    }),
  }
}
