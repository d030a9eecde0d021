/**
 * A page that is the same for everybody but for the token of its form: drawn once, kept, and completed for each who asks.
 * With a token in it no cache may keep it for others.
 */
import { createFormToken } from '../../subscribers/index.ts'
import type { RequestContext } from '../../web/index.ts'
import type { SiteContext } from '../site-context.ts'

/** Where `signUpForm` puts an empty token. In what people or sources wrote, a quotation mark is escaped. */
const place = 'name="token" value="'

export function answerFormPage(
  { subscribers, clock }: Pick<SiteContext, 'subscribers' | 'clock'>,
  c: RequestContext,
  content: string,
): Response {
  const token = createFormToken(subscribers, { at: clock.now() })
  return c.body(content.replaceAll(`${place}"`, `${place}${token}"`), 200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'private, no-store',
  })
}
