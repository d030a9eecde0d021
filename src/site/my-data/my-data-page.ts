/**
 * The pages behind the two links of the mail "your data". GET shows a button and changes nothing (promise 4); no page
 * says whose data it is.
 */
import { forgetPerson } from '../../deliveries/index.ts'
import {
  type DataLink,
  eraseSubscriber,
  readDataLink,
  readPreferencesToken,
  requestMyData,
  useDataLink,
} from '../../subscribers/index.ts'
import type { Message } from '../../text/index.ts'
import { type Html, html, type RequestContext } from '../../web/index.ts'
import { pageLanguage } from '../page-language.ts'
import { pressedBy, type SiteContext, senderName } from '../site-context.ts'
import { messageBody, sitePage } from '../site-page.ts'
import { downloadMyData } from './download.ts'

/** POST /choices/:token/my-data: mails the two links to the address that the token's owner has. */
export async function askForMyData(context: SiteContext, c: RequestContext): Promise<Response> {
  const { store, subscribers, clock } = context
  const at = clock.now()
  const { data } = pageLanguage(c, context).text
  const link = await readPreferencesToken(store.read, subscribers, { token: tokenOf(c), at })
  if (link.kind !== 'open') return answer(context, c, { message: data[link.kind], status: 404 })
  const { subscriberId } = link
  await store.write(tx => requestMyData(tx, subscribers, { subscriberId, at }))
  return answer(context, c, { message: data.asked, status: 200 })
}

/** GET /my-data/:token */
export async function showMyData(context: SiteContext, c: RequestContext): Promise<Response> {
  const link = await readDataLink(context.store.read, { token: tokenOf(c), at: context.clock.now() })
  if (link.kind !== 'open') return deadLink(context, c, link.kind)
  const { data } = pageLanguage(c, context).text
  const { page, button } =
    link.purpose === 'export'
      ? data.download
      : { page: data.erase.page(senderName(context.config)), button: data.erase.button }
  const next = html`<form method="post"><button>${button}</button></form>`
  return answer(context, c, { message: page, status: 200, next })
}

/** POST /my-data/:token */
export async function useMyData(context: SiteContext, c: RequestContext): Promise<Response> {
  const press = { token: tokenOf(c), at: context.clock.now() }
  const link = await context.store.write(tx => act(tx, pressedBy(context, c), press))
  if (link.kind !== 'open') return deadLink(context, c, link.kind)
  if (link.purpose === 'export') return downloadMyData(context, c, link.subscriberId)
  const message = pageLanguage(c, context).text.data.erased(senderName(context.config))
  return answer(context, c, { message, status: 200 })
}

/** Looks and acts in one transaction: of two presses at once, one erases. */
async function act(
  tx: Parameters<typeof useDataLink>[0],
  subscribers: SiteContext['subscribers'],
  press: { token: string; at: number },
): Promise<DataLink> {
  const link = await readDataLink(tx, press)
  if (link.kind !== 'open') return link
  await useDataLink(tx, press)
  if (link.purpose === 'export') return link
  const { subscriberId } = link
  const erased = await eraseSubscriber(tx, subscribers, { subscriberId, method: 'mail link', at: press.at })
  if (erased) await forgetPerson(tx, erased)
  return link
}

function deadLink(context: SiteContext, c: RequestContext, kind: 'expired' | 'unknown'): Promise<Response> {
  const message = pageLanguage(c, context).text.data[kind]
  return answer(context, c, { message, status: kind === 'expired' ? 410 : 404 })
}

async function answer(
  context: SiteContext,
  c: RequestContext,
  { message, status, next }: { message: Message; status: 200 | 404 | 410; next?: Html | Promise<Html> },
): Promise<Response> {
  const content = await sitePage(context, {
    language: pageLanguage(c, context),
    title: `${message.title} – ${senderName(context.config)}`,
    body: messageBody(message, next),
  })
  c.header('Cache-Control', 'no-store')
  return c.html(content, status)
}

function tokenOf(c: RequestContext): string {
  return c.req.param('token') ?? ''
}
