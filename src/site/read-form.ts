import type { RequestContext } from '../web/index.ts'

export type Form = (name: string) => string

/** The fields of a form's body; what is missing, a file, or no form at all reads as empty. */
export async function readForm(c: RequestContext): Promise<Form> {
  const body: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  return name => {
    const value = Object.hasOwn(body, name) ? body[name] : undefined
    return typeof value === 'string' ? value : ''
  }
}
