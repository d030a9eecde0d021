import { z } from 'zod'
import { addSource, parseSourceUrl } from '../../sources/index.ts'
import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { readForm, textField } from '../form.ts'
import { deskText, doneText } from '../text/en.ts'
import { readEvery } from './every-field.ts'
import { kindChoices, onItemChoices, sourcesPage } from './sources-page.ts'
import { sourcesWish } from './sources-wish.ts'

const onItem = z.enum(onItemChoices)
const kind = z.enum(kindChoices).default('unknown')
const newSource = z.object({
  url: textField,
  name: textField,
  onItem,
  every: textField,
  kind,
  selector: textField,
})

export function showSources(parts: DeskParts): Route {
  return {
    method: 'GET',
    path: '/desk/sources',
    who: 'editor',
    handler: c =>
      sourcesPage(parts, c, {
        wish: sourcesWish.parse(c.req.query()),
        done: doneText(c.req.query('done')),
      }),
  }
}

export function addNewSource(parts: DeskParts): Route {
  const { store, clock } = parts
  return {
    method: 'POST',
    path: '/desk/sources',
    who: 'editor',
    async handler(c) {
      const form = await readForm(c, newSource)
      const every = readEvery(form.every)
      const problems = {
        ...(parseSourceUrl(form.url) ? {} : { url: deskText.sources.urlProblem }),
        ...(every.ok ? {} : { every: deskText.sources.everyProblem }),
        ...(form.selector === '' || form.kind === 'page'
          ? {}
          : { selector: deskText.sources.selectorProblem }),
      }
      if (!every.ok || Object.keys(problems).length > 0) return sourcesPage(parts, c, { form, problems })
      const added = await store.write(tx =>
        addSource(tx, {
          url: form.url,
          name: form.name || null,
          onItem: form.onItem,
          everyMs: every.ms,
          kind: form.kind,
          ...(form.kind === 'page' ? { selector: form.selector || null } : {}),
          at: clock.now(),
        }),
      )
      return c.redirect(`/desk/sources/${added.id}?done=${added.kind === 'added' ? 'source' : 'known'}`, 303)
    },
  }
}
