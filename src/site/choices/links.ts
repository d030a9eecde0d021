/** A fresh link by mail, and the end of all older ones. */
import { mailFreshLink, voidPreferenceLinks } from '../../subscribers/index.ts'
import type { RequestContext } from '../../web/index.ts'
import { pageLanguage } from '../page-language.ts'
import { readForm } from '../read-form.ts'
import type { SiteContext } from '../site-context.ts'
import { asOwner, choicesPath, plainPage } from './owner.ts'

/** POST /choices/:token/fresh: the same answer whether a mail goes out or not. */
export async function freshLink(context: SiteContext, c: RequestContext): Promise<Response> {
  const form = await readForm(c)
  const language = pageLanguage(c, context, { form: form('language') })
  const wish = { token: c.req.param('token') ?? '', at: context.clock.now() }
  await context.store.write(tx => mailFreshLink(tx, context.subscribers, wish))
  const { title, done } = language.text.choices.expired
  return c.html(await plainPage(context, language, { title, paragraphs: [done] }))
}

/** POST /choices/:token/void */
export async function voidLinks(context: SiteContext, c: RequestContext): Promise<Response> {
  return asOwner(context, c, await readForm(c), async owner => {
    const { token, language, at } = owner
    const done = await context.store.write(tx => voidPreferenceLinks(tx, context.subscribers, { token, at }))
    // Somebody voided it at the same moment: the page says that the link opens nothing.
    if (done === 'unknown') return c.redirect(choicesPath(owner), 303)
    return c.html(await plainPage(context, language, language.text.choices.voided))
  })
}
