/** What the grouping sees of an item; a line of `tocsin story group` has as much. */
export interface StoryItem {
  id: number
  sourceId: number
  sourceName: string
  /** Hash of the canonical address; equal across sources. */
  urlKey: string | null
  /** Its address, where one is known: only the host is looked at, for whose word it is. */
  url?: string | null
  title: string
  /** Plain text, paragraphs apart by an empty line; may be empty. */
  text: string
  /** BCP 47. */
  language: string | null
  /** Never relied on: many sources give a day, or a wrong one. */
  publishedAt: number | null
  seenAt: number
  /** The source's first successful poll brought it: it says nothing of speed, and makes no alert. */
  firstPoll: boolean
}
