import { z } from 'zod'
import { addSource, parseSourceUrl, setSourceOnItem } from '../../sources/index.ts'
import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { idOf, notFound, readForm, textField } from '../form.ts'
import { deskText, doneText } from '../text/en.ts'
import { onItemChoices, sourcesPage } from './sources-page.ts'

const onItem = z.enum(onItemChoices)
const newSource = z.object({ url: textField, name: textField, onItem, every: textField })
/** In minutes, up to a week. */
const everyRange = z.coerce.number().min(0.1).max(10_080)

export function showSources(parts: DeskParts): Route {
  return {
    method: 'GET',
    path: '/desk/sources',
    who: 'editor',
    handler: c => sourcesPage(parts, c, { done: doneText(c.req.query('done')) }),
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
      const every = form.every === '' ? null : everyRange.safeParse(form.every)
      const problems = {
        ...(parseSourceUrl(form.url) ? {} : { url: deskText.sources.urlProblem }),
        ...(every === null || every.success ? {} : { every: deskText.sources.everyProblem }),
      }
      if (Object.keys(problems).length > 0) return sourcesPage(parts, c, { form, problems })
      const everyMs = every?.data === undefined ? null : Math.round(every.data * 60_000)
      const added = await store.write(tx =>
        addSource(tx, {
          url: form.url,
          name: form.name || null,
          onItem: form.onItem,
          everyMs,
          at: clock.now(),
        }),
      )
      return c.redirect(`/desk/sources?done=${added.kind === 'added' ? 'source' : 'known'}`, 303)
    },
  }
}

export function changeSource({ store }: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/sources/:id',
    who: 'editor',
    async handler(c) {
      const id = idOf(c)
      const wish = await readForm(c, z.object({ onItem }))
      if (!(await store.write(tx => setSourceOnItem(tx, id, wish.onItem)))) throw notFound()
      return c.redirect('/desk/sources?done=rule', 303)
    },
  }
}
