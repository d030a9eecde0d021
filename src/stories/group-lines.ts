/**
 * Groups items that are no source's: lines of a file, in the order in which they stand there, by the machine that groups
 * the news, as it is shipped and with no newsroom's weights of its own. Nothing is stored. The same lines give the same
 * stories and scores, each time.
 */
import * as z from 'zod'
import { usualWeights } from './breaking/index.ts'
import { createStoryMachine, type StoryMachine } from './machine/create-story-machine.ts'
import { shippedParts } from './machine/shipped-parts.ts'
import type { StoryItem } from './story-item.ts'

export interface GroupedLine {
  id: string | number
  story: number
  /** How breaking the story is, 0 to 100. */
  score: number
}

export interface LineGrouper {
  /** One line of JSON; what is wrong with it comes back in words, and it is left out. */
  take(line: string): { grouped: GroupedLine } | { problem: string }
  /** Every line that was taken, in their order, after all merges and splits. */
  final(): GroupedLine[]
}

const longestText = 1_000_000
const lineShape = z.object({
  id: z.union([z.string(), z.number()]),
  title: z.string().nullish(),
  text: z.string().nullish(),
  source: z.string().nullish(),
  publishedAt: z.string().nullish(),
  language: z.string().max(35).nullish(),
})

/** A date may be a mistake: time goes on by more than this only when two lines in a row say so. */
const longestStepMs = 36 * 3_600_000
/** A file where more than every fifth dated line is that much older than the one before is in no order of time. */
const mostBack = 1 / 5
/** Nobody knows the order of fewer. */
const fewDated = 20
/** Lines that nobody dated came one after another. */
const stepMs = 1

export function createLineGrouper(): LineGrouper {
  const machine = createStoryMachine(shippedParts())
  machine.setWeights({ words: usualWeights, officialSources: new Set() })
  const readItem = createItemReader()
  const lines = new Map<number, string | number>()
  const storyOf = new Map<number, number>()
  const scoreOf = new Map<number, number>()
  return {
    take(line) {
      const parsed = parseLine(line)
      if ('problem' in parsed) return parsed
      const item = readItem(parsed.line, lines.size + 1)
      lines.set(item.id, parsed.line.id)
      const story = takeItem(machine, item, storyOf, scoreOf)
      return { grouped: { id: parsed.line.id, story, score: scoreOf.get(story) ?? 0 } }
    },
    final: () =>
      Array.from(lines, ([item, id]) => {
        const story = storyOf.get(item) ?? 0
        return { id, story, score: scoreOf.get(story) ?? 0 }
      }),
  }
}

type Line = z.infer<typeof lineShape>

function parseLine(text: string): { line: Line } | { problem: string } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { problem: 'it is no JSON; each line is to be one object with id, title and text' }
  }
  const { success, data, error } = lineShape.safeParse(json)
  if (success) return { line: data }
  const [issue] = error.issues
  const where = issue && issue.path.length > 0 ? issue.path.join('.') : 'the line'
  return { problem: `${where}: ${issue?.message ?? 'is not as it must be'}` }
}

function createItemReader(): (line: Line, id: number) => StoryItem {
  const sources = new Map<string, number>()
  const timeOf = createTime()
  return (line, id) => {
    const sourceName = line.source?.trim() || 'unnamed'
    const sourceId = sources.get(sourceName) ?? sources.size + 1
    sources.set(sourceName, sourceId)
    const dated = Date.parse(line.publishedAt ?? '')
    const publishedAt = Number.isFinite(dated) ? dated : null
    return {
      id,
      sourceId,
      sourceName,
      urlKey: null,
      title: line.title ?? '',
      text: (line.text ?? '').slice(0, longestText),
      language: line.language ?? null,
      publishedAt,
      seenAt: timeOf(publishedAt),
      firstPoll: false,
    }
  }
}

/** When a line came: by its date where the lines are in order of time; always later than the line before. */
function createTime(): (publishedAt: number | null) => number {
  let [now, dated, back] = [0, 0, 0]
  let before: number | null = null
  return publishedAt => {
    const last = now
    now += stepMs
    if (publishedAt === null) return now
    dated += 1
    const previous = before ?? publishedAt
    before = publishedAt
    if (previous - publishedAt > longestStepMs) back += 1
    if (back > dated * mostBack) return now
    // Of two far ahead the nearer one is believed; of one, none.
    if (dated === 1 || publishedAt - last < longestStepMs) now = Math.max(now, publishedAt)
    else if (dated > fewDated) now = Math.max(now, Math.min(publishedAt, previous))
    return now
  }
}

/** Returns the story's id, and follows what the item changed elsewhere. */
function takeItem(
  machine: StoryMachine,
  item: StoryItem,
  storyOf: Map<number, number>,
  scoreOf: Map<number, number>,
): number {
  const { storyId, moments, changes } = machine.take(item)
  for (const { to, items } of changes) for (const moved of items) storyOf.set(moved, to)
  for (const moment of moments) scoreOf.set(moment.storyId, moment.score)
  // What a store would write down; here nobody asks for it again.
  machine.takeUnwritten()
  const story = storyId ?? 0
  storyOf.set(item.id, story)
  return story
}
