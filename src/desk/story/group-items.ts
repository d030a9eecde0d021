/** A story's items by who says so: of each origin what tells something, and the copies of it folded away. Pure. */
import { originKey, type StoryMember, type StoryOrigin } from '../../stories/index.ts'

export interface OriginGroup {
  key: string
  name: string
  /** Of the items that are looked at here. */
  number: number
  /** Its first item, those that brought something materially new, and those whose words were changed; newest first. */
  shown: readonly StoryMember[]
  /** What carries or names it besides. */
  folded: readonly StoryMember[]
  /** Its first item of all; null: that stands on an older page. */
  firstId: number | null
}

/**
 * @param items Newest first, each once; every one is in exactly one group, shown or folded.
 * @param isTelling Of an item: whether it tells something beside what its origin first said.
 * Groups stand in the order of their newest shown items.
 */
export function groupItems(
  items: readonly StoryMember[],
  origins: readonly StoryOrigin[],
  isTelling: (item: StoryMember) => boolean,
): OriginGroup[] {
  const groups = Map.groupBy(items, item => originKey(item.origin, item.sourceId))
  const known = new Map(origins.map(origin => [originKey(origin.origin, origin.sourceId), origin] as const))
  return [...groups]
    .map(([key, members]) => {
      const origin = known.get(key)
      const oldest = members.at(-1)
      const isShown = (member: StoryMember) => member === oldest || isTelling(member)
      return {
        key,
        name: origin?.name ?? oldest?.sourceName ?? '',
        number: members.length,
        shown: members.filter(isShown),
        folded: members.filter(member => !isShown(member)),
        firstId: oldest !== undefined && oldest.id === origin?.firstItemId ? oldest.id : null,
      }
    })
    .sort((one, other) => (other.shown[0]?.id ?? 0) - (one.shown[0]?.id ?? 0))
}
