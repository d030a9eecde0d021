import type { RequestContext } from '../../web/index.ts'

const mostTopics = 100

/** Slugs of topics that a form of ours, or one on another site, asks for; what can be none is left out. */
export async function readTopicSlugs(c: RequestContext): Promise<string[]> {
  const form = await c.req.formData().catch(() => null)
  const given = form?.getAll('topics') ?? []
  const slugs = given
    .filter(value => typeof value === 'string')
    .filter(slug => /^[a-z0-9-]{1,80}$/.test(slug))
  return [...new Set(slugs)].slice(0, mostTopics)
}
