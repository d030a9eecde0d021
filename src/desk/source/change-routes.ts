/** One source: its page, what the operator says of it, a look now, and whether it is watched. */
import { z } from 'zod'
import {
  changeSource,
  lookNow,
  readSourcePage,
  readWays,
  stopSource,
  watchAgain,
} from '../../sources/index.ts'
import type { RequestContext, Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { idOf, notFound, readForm, textField } from '../form.ts'
import { type Done, deskText, doneText } from '../text/en.ts'
import { readEvery } from './every-field.ts'
import { type SettingsForm, settingsOf, sourcePage } from './source-page.ts'
import { onItemChoices } from './sources-page.ts'

const settings = z.object({ name: textField, onItem: z.enum(onItemChoices), every: textField })

export function showSource(parts: DeskParts): Route {
  return {
    method: 'GET',
    path: '/desk/sources/:id',
    who: 'editor',
    handler: c => answerPage(parts, c, { done: doneText(c.req.query('done')) }),
  }
}

async function answerPage(
  parts: DeskParts,
  c: RequestContext,
  shown: { done?: string | null; form?: SettingsForm; problems?: Record<string, string> },
) {
  const { read } = parts.store
  const at = parts.clock.now()
  const source = await readSourcePage(read, idOf(c), at)
  if (!source) throw notFound()
  const [pushed = null] = (await readWays(read, { at, sourceId: source.id })).sources
  return sourcePage(
    parts,
    c,
    { source, pushed },
    { form: settingsOf(source), problems: {}, done: null, ...shown },
  )
}

export function changeSettings(parts: DeskParts): Route {
  const { store, clock } = parts
  return {
    method: 'POST',
    path: '/desk/sources/:id',
    who: 'editor',
    async handler(c) {
      const id = idOf(c)
      const form = await readForm(c, settings)
      const every = readEvery(form.every)
      if (!every.ok) return answerPage(parts, c, { form, problems: { every: deskText.sources.everyProblem } })
      const { name, onItem } = form
      const change = { id, at: clock.now(), name, onItem, everyMs: every.ms }
      if (!(await store.write(tx => changeSource(tx, change)))) throw notFound()
      return backTo(c, id, 'rule')
    },
  }
}

const lookDone: Readonly<Record<Awaited<ReturnType<typeof lookNow>>['kind'], Done>> = {
  due: 'look',
  held: 'held',
  'not-watched': 'unwatched',
}

export function lookAtSource({ store, clock }: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/sources/:id/look',
    who: 'editor',
    async handler(c) {
      const id = idOf(c)
      const { kind } = await store.write(tx => lookNow(tx, id, clock.now()))
      return backTo(c, id, lookDone[kind])
    },
  }
}

export function stopWatching({ store, clock }: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/sources/:id/stop',
    who: 'editor',
    async handler(c) {
      const id = idOf(c)
      const stopped = await store.write(tx => stopSource(tx, id, clock.now()))
      return backTo(c, id, stopped ? 'source-stopped' : 'late')
    },
  }
}

export function watchSourceAgain({ store, clock }: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/sources/:id/watch',
    who: 'editor',
    async handler(c) {
      const id = idOf(c)
      const again = await store.write(tx => watchAgain(tx, id, clock.now()))
      return backTo(c, id, again ? 'source-again' : 'late')
    },
  }
}

function backTo(c: RequestContext, id: number, done: Done): Response {
  return c.redirect(`/desk/sources/${id}?done=${done}`, 303)
}
