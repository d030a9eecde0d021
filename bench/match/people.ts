/** Subscribers with what they chose: the same for the same number, so that none has to be kept. */
import { type Preferences, plainPreferences } from '../../src/subscribers/index.ts'
import { type News, pick } from './news.ts'
import { type Chance, chanceOf } from './random.ts'

export const topicCount = 40
const expressionsEach = 3

/** Of a hundred: 60 chose words alone, 30 also topics, 5 less of everything, 5 only what is urgent; 2 muted something. */
export function personOf(news: News, id: number): Preferences {
  const chance = chanceOf(id)
  const watch = Array.from({ length: expressionsEach }, () => expression(news, chance))
  const kind = chance.below(100)
  const topic = () => 1 + Math.floor(topicCount ** chance.next()) - 1
  return {
    ...plainPreferences,
    watch,
    scope: kind >= 90 && kind < 95 ? 'all' : 'chosen',
    topics: kind >= 60 && kind < 90 ? [topic(), topic()] : [],
    less: kind >= 90 && kind < 95 ? [topic(), topic(), topic()] : [],
    least: kind >= 95 ? 'breaking' : 'developing',
    muted: chance.below(100) < 2 ? [{ story: 1 + chance.below(5_000) }] : [],
  }
}

function expression({ names, fullNames, words }: News, chance: Chance): string {
  const name = () => pick(names, chance.next())
  const full = () => `"${pick(fullNames, chance.next())}"`
  const word = () => pick(words, chance.next())
  const shape = chance.below(100)
  if (shape < 28) return name()
  if (shape < 40) return full()
  if (shape < 48) return word()
  if (shape < 64) return `${name()} ${word()}`
  if (shape < 72) return `${name()} ${name()}`
  if (shape < 80) return `${name()} OR ${full()}`
  if (shape < 86) return `${name()} NOT ${word()}`
  if (shape < 91) return `(${name()} OR ${name()}) ${word()}`
  if (shape < 96) return `${name()} NEAR/5 ${word()}`
  return `~${name()}`
}
