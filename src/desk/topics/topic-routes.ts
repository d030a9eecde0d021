import { addTopic, changeTopic, raiseTopic, retireTopic } from '../../subscribers/index.ts'
import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { idOf, notFound, readForm } from '../form.ts'
import { doneText } from '../text/en.ts'
import { topicForm, topicInputOf } from './topic-form.ts'
import { topicPage } from './topic-page.ts'
import { topicsPage } from './topics-page.ts'

export function showTopics(parts: DeskParts): Route {
  return {
    method: 'GET',
    path: '/desk/topics',
    who: 'editor',
    handler: c => topicsPage(parts, c, { done: doneText(c.req.query('done')) }),
  }
}

export function addNewTopic(parts: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/topics',
    who: 'editor',
    async handler(c) {
      const form = await readForm(c, topicForm)
      const read = topicInputOf(form)
      if ('problem' in read) return topicsPage(parts, c, { form, problems: { names: read.problem } })
      const kept = await parts.store.write(tx => addTopic(tx, read.input))
      if (kept.kind === 'problems') return topicsPage(parts, c, { form, problems: kept.problems })
      return c.redirect('/desk/topics?done=topic', 303)
    },
  }
}

export function showTopic(parts: DeskParts): Route {
  return {
    method: 'GET',
    path: '/desk/topics/:id',
    who: 'editor',
    handler: c => topicPage(parts, c, { id: idOf(c), done: doneText(c.req.query('done')) }),
  }
}

export function saveTopic(parts: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/topics/:id',
    who: 'editor',
    async handler(c) {
      const id = idOf(c)
      const form = await readForm(c, topicForm)
      const read = topicInputOf(form)
      if ('problem' in read) return topicPage(parts, c, { id, form, problems: { names: read.problem } })
      const kept = await parts.store.write(tx => changeTopic(tx, id, read.input))
      if (kept.kind === 'not-found') throw notFound()
      if (kept.kind === 'problems') return topicPage(parts, c, { id, form, problems: kept.problems })
      return c.redirect(`/desk/topics/${id}?done=topic`, 303)
    },
  }
}

function offering(parts: DeskParts, path: string, retired: boolean): Route {
  return {
    method: 'POST',
    path,
    who: 'editor',
    async handler(c) {
      const id = idOf(c)
      if (!(await parts.store.write(tx => retireTopic(tx, { id, retired })))) throw notFound()
      return c.redirect(`/desk/topics/${id}?done=topic`, 303)
    },
  }
}

export function retireThisTopic(parts: DeskParts): Route {
  return offering(parts, '/desk/topics/:id/retire', true)
}

export function offerTopicAgain(parts: DeskParts): Route {
  return offering(parts, '/desk/topics/:id/back', false)
}

/** Pressed on the first one it changes nothing. */
export function raiseThisTopic(parts: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/topics/:id/raise',
    who: 'editor',
    async handler(c) {
      await parts.store.write(tx => raiseTopic(tx, idOf(c)))
      return c.redirect('/desk/topics?done=topic', 303)
    },
  }
}
