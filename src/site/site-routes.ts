/** The readers' pages: who may call what. GET and HEAD never act (promise 4). */
import type { Route } from '../web/index.ts'
import { alertPage } from './alerts/alert-page.ts'
import { archive } from './alerts/archive.ts'
import { choicesRoutes } from './choices/choices-routes.ts'
import { frontPage } from './front-page.ts'
import { pressAfterLeaving, showAfterLeaving } from './leave/after-leaving.ts'
import { leave, showLeave } from './leave/leave.ts'
import { createMailboxGate } from './mailbox/mailbox-gate.ts'
import { askForMyData, showMyData, useMyData } from './my-data/my-data-page.ts'
import { pageLanguage, pathIn } from './page-language.ts'
import { privacy } from './privacy.ts'
import { checkYourInbox } from './sign-up/check-your-inbox.ts'
import { confirm, showConfirm } from './sign-up/confirm.ts'
import { notMe, showNotMe } from './sign-up/not-me.ts'
import { subscribe } from './sign-up/subscribe.ts'
import { subscribeEmbedded } from './sign-up/subscribe-embed.ts'
import type { SiteContext, SiteParts } from './site-context.ts'
import { createTopicNews } from './topics/topic-news.ts'
import { topicPage } from './topics/topic-page.ts'
import { topicsPage } from './topics/topics-page.ts'

const oneClickReason =
  'RFC 8058 one-click: mail programs POST from anywhere, without cookie, Origin or form token; the link’s token is the proof'

const embedReason =
  'a plain form on another site: nothing happens before its reader has pressed the button of the page that answers'

const robots = `User-agent: *
Disallow: /desk
Disallow: /mailbox
Disallow: /confirm
Disallow: /unsubscribe
Disallow: /left
Disallow: /choices
Disallow: /my-data
Disallow: /not-me
Disallow: /check-your-inbox
Disallow: /push
`

export function siteRoutes(parts: SiteParts): Route[] {
  const { store, subscribers, config } = parts
  const context: SiteContext = {
    ...parts,
    mailboxGate: createMailboxGate(config),
    signUps: { store, subscribers, limits: config.signUpLimits },
  }
  const topicNews = createTopicNews(context)
  const toForm: Route['handler'] = c => c.redirect(pathIn(pageLanguage(c, context), '/#sign-up'), 302)
  return [
    { method: 'GET', path: '/', who: 'public', handler: frontPage(context) },
    // The address bar after a mistyped address; a reader who comes back to it finds the form.
    { method: 'GET', path: '/subscribe', who: 'public', handler: toForm },
    { method: 'POST', path: '/subscribe', who: 'public', handler: c => subscribe(context, c) },
    { method: 'GET', path: '/subscribe/embed', who: 'public', handler: toForm },
    {
      method: 'POST',
      path: '/subscribe/embed',
      who: 'public',
      crossSite: embedReason,
      handler: c => subscribeEmbedded(context, c),
    },
    { method: 'GET', path: '/check-your-inbox', who: 'public', handler: c => checkYourInbox(context, c) },
    { method: 'GET', path: '/confirm/:token', who: 'subscriber', handler: c => showConfirm(context, c) },
    { method: 'POST', path: '/confirm/:token', who: 'subscriber', handler: c => confirm(context, c) },
    { method: 'GET', path: '/not-me/:token', who: 'subscriber', handler: c => showNotMe(context, c) },
    { method: 'POST', path: '/not-me/:token', who: 'subscriber', handler: c => notMe(context, c) },
    { method: 'GET', path: '/unsubscribe/:token', who: 'subscriber', handler: c => showLeave(context, c) },
    {
      method: 'POST',
      path: '/unsubscribe/:token',
      who: 'subscriber',
      crossSite: oneClickReason,
      handler: c => leave(context, c),
    },
    { method: 'GET', path: '/left/:token', who: 'subscriber', handler: c => showAfterLeaving(context, c) },
    { method: 'POST', path: '/left/:token', who: 'subscriber', handler: c => pressAfterLeaving(context, c) },
    ...choicesRoutes(context),
    {
      method: 'POST',
      path: '/choices/:token/my-data',
      who: 'subscriber',
      handler: c => askForMyData(context, c),
    },
    { method: 'GET', path: '/my-data/:token', who: 'subscriber', handler: c => showMyData(context, c) },
    { method: 'POST', path: '/my-data/:token', who: 'subscriber', handler: c => useMyData(context, c) },
    { method: 'GET', path: '/alerts', who: 'public', handler: c => archive(context, c) },
    { method: 'GET', path: '/alerts/:id', who: 'public', handler: c => alertPage(context, c) },
    { method: 'GET', path: '/topics', who: 'public', handler: c => topicsPage(context, c) },
    { method: 'GET', path: '/topics/:slug', who: 'public', handler: c => topicPage(context, c, topicNews) },
    { method: 'GET', path: '/privacy', who: 'public', handler: privacy(context) },
    { method: 'GET', path: '/robots.txt', who: 'public', handler: c => c.text(robots) },
  ]
}
