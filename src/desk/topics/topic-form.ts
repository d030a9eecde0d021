/** A topic as its form holds it: every field a string, so that what was typed can be shown again. */
import { z } from 'zod'
import type { Topic, TopicInput } from '../../subscribers/index.ts'
import { textField } from '../form.ts'
import { deskText } from '../text/en.ts'

export const topicForm = z.object({
  kind: textField,
  name: textField,
  slug: textField,
  names: textField,
  about: textField,
})

export type TopicForm = z.infer<typeof topicForm>

export const emptyTopicForm: TopicForm = { kind: 'topic', name: '', slug: '', names: '', about: '' }

export function topicFormOf({ kind, name, slug, names, about }: Topic): TopicForm {
  const lines = Object.entries(names).map(([tag, text]) => `${tag}: ${text}`)
  return { kind, name, slug, names: lines.join('\n'), about }
}

/** Null: this line of the names cannot be read. */
export function topicInputOf(form: TopicForm): { input: TopicInput } | { problem: string } {
  const names: Record<string, string> = {}
  for (const line of form.names.split('\n').filter(text => text.trim() !== '')) {
    const [, tag, name] = /^\s*([a-z]{2,3})\s*[:=]\s*(\S.*)$/i.exec(line) ?? []
    if (!tag || !name) return { problem: deskText.topics.problem.names(line.trim()) }
    names[tag.toLowerCase()] = name
  }
  return { input: { ...form, names } }
}
