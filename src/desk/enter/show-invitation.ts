import { describeInvitation } from '../../editors/index.ts'
import { html, type Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { noticePage } from '../frame.ts'
import { deskText } from '../text/en.ts'

/** The page behind a one-time link. Looking at it uses nothing up (promise 4): mail scanners look, too. */
export function showInvitation(parts: DeskParts): Route {
  return {
    method: 'GET',
    path: '/desk/enter/:token',
    who: 'public',
    async handler(c) {
      const invitation = await describeInvitation(
        parts.store.read,
        c.req.param('token') ?? '',
        parts.clock.now(),
      )
      const { enter } = deskText
      if (invitation.kind !== 'open')
        return noticePage(
          parts,
          c,
          enter.title,
          html`<p>${enter.closed[invitation.kind]}</p>${invitation.kind === 'used' ? html`<p><a class="tap" href="/desk">${enter.toDesk}</a></p>` : ''}<p>${enter.newLink}</p>`,
          410,
        )
      return noticePage(
        parts,
        c,
        enter.asWhom(invitation.name),
        html`<p>${enter.question}</p>
<form method="post"><button>${enter.button}</button></form>`,
      )
    },
  }
}
