import { deleteCookie, getCookie } from 'hono/cookie'
import { endSession } from '../../editors/index.ts'
import { html, type Route, sessionCookie } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { noticePage } from '../frame.ts'
import { deskText } from '../text/en.ts'

/** Ends this session, here and in the store. */
export function leaveDesk(parts: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/leave',
    who: 'editor',
    async handler(c) {
      await parts.store.write(tx => endSession(tx, getCookie(c, sessionCookie) ?? ''))
      deleteCookie(c, sessionCookie, { path: '/' })
      return noticePage(parts, c, deskText.enter.left, html`<p>${deskText.enter.newLink}</p>`)
    },
  }
}
