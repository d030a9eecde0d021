import { z } from 'zod'
import { dropWeightById, setOfficial, setWeight, type WeightProblem } from '../../stories/index.ts'
import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { byEditor, idOf, readForm, textField } from '../form.ts'
import { deskText, doneText } from '../text/en.ts'
import { type WeightForm, weightsPage } from './weights-page.ts'

const topic = z.object({ words: textField, points: textField })
const official = z.object({ source: textField })

const fieldOf: Readonly<Record<WeightProblem, keyof WeightForm>> = {
  'no words': 'words',
  'too long': 'words',
  'bad points': 'points',
  'too many': 'words',
  'no such source': 'source',
}

export function showWeights(parts: DeskParts): Route {
  return {
    method: 'GET',
    path: '/desk/weights',
    who: 'editor',
    handler: c => weightsPage(parts, c, { done: doneText(c.req.query('done')) }),
  }
}

export function weighTopic(parts: DeskParts): Route {
  const { store, clock } = parts
  return {
    method: 'POST',
    path: '/desk/weights',
    who: 'editor',
    async handler(c) {
      const { words, points } = await readForm(c, topic)
      const number = /^[+-]?\d+$/.test(points) ? Number(points) : Number.NaN
      const set = await store.write(tx =>
        setWeight(tx, { words, points: number, by: byEditor(c), at: clock.now() }),
      )
      if (set.kind === 'problem')
        return weightsPage(parts, c, { form: { words, points, source: '' }, problems: told(set.problem) })
      return c.redirect('/desk/weights?done=weight', 303)
    },
  }
}

export function markOfficial(parts: DeskParts): Route {
  const { store, clock } = parts
  return {
    method: 'POST',
    path: '/desk/weights/official',
    who: 'editor',
    async handler(c) {
      const { source } = await readForm(c, official)
      const set = await store.write(tx => setOfficial(tx, { source, by: byEditor(c), at: clock.now() }))
      if (set.kind === 'problem')
        return weightsPage(parts, c, { form: { words: '', points: '', source }, problems: told(set.problem) })
      return c.redirect('/desk/weights?done=weight', 303)
    },
  }
}

/** Dropped twice is dropped. */
export function dropOneWeight(parts: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/weights/:id/drop',
    who: 'editor',
    async handler(c) {
      const dropped = await parts.store.write(tx => dropWeightById(tx, idOf(c)))
      return c.redirect(`/desk/weights?done=${dropped ? 'weight-dropped' : 'late'}`, 303)
    },
  }
}

function told(problem: WeightProblem): Partial<Record<keyof WeightForm, string>> {
  return { [fieldOf[problem]]: deskText.weights.problems[problem] }
}
