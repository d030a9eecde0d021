/** The readers' pages, and the built-in mailbox. */
export { createErrorPage } from './error-page.ts'
export { mailboxExists } from './mailbox/mailbox-gate.ts'
export { mailboxRoutes } from './mailbox/mailbox-routes.ts'
export { pushRoutes } from './push/push-routes.ts'
export type { SiteParts } from './site-context.ts'
export { siteRoutes } from './site-routes.ts'
