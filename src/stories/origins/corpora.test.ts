/** Origins in other people's articles, where they lie beside the checkout; else this says so and skips. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { openSketch, textLikeness } from './likeness.ts'
import { namedOrigin } from './named-origin.ts'
import { sketchOf } from './sketch.ts'
import { StoryOrigins } from './story-origins.ts'

const file = new URL('../../../../shared/corpora/stories/mix4.jsonl.gz', import.meta.url)
const skip = existsSync(file) ? false : 'the articles are not on this machine'

interface Article {
  id: string
  title: string
  text: string
  source?: string
  story: string
}

const articles = (): Article[] =>
  gunzipSync(readFileSync(file))
    .toString()
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))

const open = (text: string) => openSketch(sketchOf({ title: 'A headline of the house', text }))

test('the ledes, the halves and the longer forms of real articles are told as copies', { skip }, () => {
  const long = articles().filter(({ text }) => text.length > 600)
  const missed = { lede: 0, half: 0, front: 0 }
  long.forEach(({ text }, at) => {
    const whole = open(text)
    const front = long[(at + 77) % long.length]?.text.slice(0, 250)
    if (textLikeness(open(`${text.slice(0, 200)} ...`), whole) < 50) missed.lede++
    if (textLikeness(open(text.slice(0, text.length / 2)), whole) < 50) missed.half++
    if (textLikeness(open(`${front}.\n\n${text}`), whole) < 50) missed.front++
  })
  const share = (count: number) => count / long.length
  assert.ok(
    share(missed.lede) < 0.04 && share(missed.half) < 0.01 && share(missed.front) < 0.01,
    JSON.stringify(missed),
  )
})

test('three newsrooms that wrote of one event themselves are three origins', { skip }, () => {
  const stories = Map.groupBy(
    articles().filter(({ id }) => id.startsWith('basil/')),
    ({ story }) => story,
  )
  let wrong = 0
  for (const written of stories.values()) {
    const origins = new StoryOrigins()
    written.forEach((article, at) => {
      const sourceName = article.source ?? article.id
      const named = namedOrigin({ ...article, sourceName })
      origins.add(at + 1, { sketch: sketchOf(article), named, sourceName })
    })
    if (origins.count < new Set(written.map(({ source }) => source?.toLowerCase())).size) wrong++
  }
  assert.ok(stories.size > 40)
  assert.ok(wrong <= 1, `${wrong} of ${stories.size} stories`)
})
