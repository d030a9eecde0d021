import type { ChoicesEntry } from '../../subscribers/index.ts'
import type { RequestContext } from '../../web/index.ts'
import type { Form } from '../read-form.ts'

export interface ChoicesForm {
  entry: ChoicesEntry
  mailLanguage: string
  form: Form
}

/** More of them is no form of ours; the body is bounded besides. */
const mostFields = 200
const longestEcho = 1_000

/** The fields as they were typed; of one that comes twice the first counts, unless it is a list. */
export async function readChoicesForm(c: RequestContext): Promise<ChoicesForm> {
  const body: Record<string, unknown> = await c.req.parseBody({ all: true }).catch(() => ({}))
  const list = (name: string): string[] => {
    const value = Object.hasOwn(body, name) ? body[name] : []
    return [value]
      .flat()
      .filter(one => typeof one === 'string')
      .slice(0, mostFields)
      .map(one => one.slice(0, longestEcho))
  }
  const form = (name: string) => list(name)[0] ?? ''
  return {
    entry: {
      scope: form('scope'),
      topics: list('topic'),
      watch: list('watch').filter(typed => typed.trim() !== ''),
      least: form('least'),
      dailyMost: form('dailyMost'),
      quietFrom: form('quietFrom'),
      quietTo: form('quietTo'),
      timeZone: form('timeZone'),
      digestAt: form('digestAt'),
    },
    mailLanguage: form('mailLanguage'),
    form,
  }
}
