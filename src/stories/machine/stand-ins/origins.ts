import type { OriginItem, StoryOrigins } from '../parts.ts'

/** Each source is one. */
export function createOrigins(items: Iterable<readonly [number, OriginItem]>): StoryOrigins {
  const known = new Map(items)
  const originOf = (itemId: number) => {
    const item = known.get(itemId)
    if (!item) return undefined
    const same = [...known].flatMap(([id, { sourceName }]) => (sourceName === item.sourceName ? [id] : []))
    return { itemId, origin: Math.min(...same), originName: null }
  }
  return {
    add(itemId, item) {
      const before = new Map([...known.keys()].map(id => [id, originOf(id)]))
      known.set(itemId, item)
      const now = [...before.keys()].flatMap(id => originOf(id) ?? [])
      const changed = now.filter(
        one => one.itemId !== itemId && one.origin !== before.get(one.itemId)?.origin,
      )
      return { itemId, origin: null, originName: null, ...originOf(itemId), changed }
    },
    originOf,
    get count() {
      return new Set([...known.values()].map(({ sourceName }) => sourceName)).size
    },
  }
}
