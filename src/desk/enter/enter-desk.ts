import { setCookie } from 'hono/cookie'
import { acceptInvitation, sessionMs } from '../../editors/index.ts'
import { html, type Route, sessionCookie } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { noticePage } from '../frame.ts'
import { deskText } from '../text/en.ts'

/** Uses the link up and opens a session. */
export function enterDesk(parts: DeskParts): Route {
  const { store, clock, random, context } = parts
  return {
    method: 'POST',
    path: '/desk/enter/:token',
    who: 'public',
    async handler(c) {
      const token = c.req.param('token') ?? ''
      const entered = await store.write(tx => acceptInvitation(tx, { token, at: clock.now(), random }))
      const { enter } = deskText
      if (entered.kind !== 'entered')
        return noticePage(
          parts,
          c,
          enter.title,
          html`<p>${enter.closed[entered.kind]}</p><p>${enter.newLink}</p>`,
          410,
        )
      // Lax, not Strict: a link to a draft in a colleague's mail must open, and no GET acts. Every POST is
      // refused across sites by a guard of its own.
      setCookie(c, sessionCookie, entered.sessionToken, {
        path: '/',
        httpOnly: true,
        sameSite: 'Lax',
        secure: context.publicUrl.startsWith('https:'),
        maxAge: sessionMs / 1000,
      })
      return c.redirect('/desk', 303)
    },
  }
}
