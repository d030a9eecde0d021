import type { StoryOrigins } from '../parts.ts'

/** Each source is one. */
export function createOrigins(): StoryOrigins {
  const origins = new Map<number, number>()
  return {
    add(_itemId, { sourceId, name }) {
      const origin = origins.get(sourceId) ?? origins.size + 1
      origins.set(sourceId, origin)
      return { origin, originName: name }
    },
    get count() {
      return origins.size
    },
  }
}
