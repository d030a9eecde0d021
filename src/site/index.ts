/** The readers' pages, and the built-in mailbox. */
export { createErrorPage } from './error-page.ts'
/** Browser script of the page that asks for a proof of work; `proof` in the assets. */
export const proofScript = new URL('./browser/proof.ts', import.meta.url)
export { mailboxExists } from './mailbox/mailbox-gate.ts'
export { mailboxRoutes } from './mailbox/mailbox-routes.ts'
export { pushRoutes } from './push/push-routes.ts'
/** The one script of the readers' pages; see `loadAssets`. */
export const choicesScript = new URL('./browser/choices.ts', import.meta.url)
export type { SiteParts } from './site-context.ts'
export { siteRoutes } from './site-routes.ts'
