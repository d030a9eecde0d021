/** For tests: invented news through the grouping as it is shipped. */
import { shippedBackground } from '../words/background.ts'
import type { ItemWords } from '../words/item-words.ts'
import { createWordReader } from '../words/read-words.ts'
import { createSmallWords } from '../words/small-words.ts'
import { createGrouping } from './grouping.ts'
import { type Judged, judge } from './judge.ts'
import { createLiveState, putItem, storyNumbered } from './live-state.ts'
import { shippedModel } from './model.ts'

export interface News {
  title: string
  text?: string
  urlKey?: string
  language?: string
  /** After the first one. */
  hours?: number
}

export interface Newsroom {
  wordsOf(news: News): ItemWords
  /** The story of each, after all of them came; numbered as they were founded. */
  storiesOf(...news: readonly News[]): number[]
  /** Of the last one, for the story of all others; null: it does not come into question. */
  oddsOf(...news: readonly News[]): Judged | null
}

const hourMs = 3_600_000

export function openNewsroom(): Newsroom {
  const background = shippedBackground()
  const parts = { model: shippedModel(), background }
  const read = createWordReader(background, createSmallWords())
  const wordsOf = ({ title, text = '', language }: News) => read({ title, text, language: language ?? null })
  const itemOf = (news: News, at: number) => ({
    id: at + 1,
    urlKey: news.urlKey ?? null,
    at: (news.hours ?? 0) * hourMs,
    words: wordsOf(news),
  })
  return {
    wordsOf,
    storiesOf(...news) {
      const grouping = createGrouping(parts)
      const stories = new Map<number, number>()
      for (const item of news.map(itemOf)) {
        const { storyId, moves } = grouping.place(item)
        stories.set(item.id, storyId)
        for (const { to, items } of moves) for (const moved of items) stories.set(moved, to)
      }
      return [...stories.values()]
    },
    oddsOf(...news) {
      const state = createLiveState(parts)
      const items = news.map(itemOf)
      for (const item of items.slice(0, -1)) putItem(state, item, storyNumbered(state, 1))
      const last = items.at(-1)
      return (last && judge(last, state.knowledge)[0]) ?? null
    },
  }
}
