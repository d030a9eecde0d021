/**
 * What an item says happened, from its headline and first sentences: counts, deeds, corrections and withdrawals.
 * In: text from outside, of any length and language. Out: a few facts as plain JSON. What is doubted, asked, planned,
 * told as background or of another event makes none; a language without a table has only its corrections.
 */
import { sourceWordsIn } from './corrections.ts'
import { chineseCues } from './cues/chinese.ts'
import type { CueTable } from './cues/cue-table.ts'
import { englishCues } from './cues/english.ts'
import { frenchCues } from './cues/french.ts'
import { germanCues } from './cues/german.ts'
import { japaneseCues } from './cues/japanese.ts'
import { portugueseCues } from './cues/portuguese.ts'
import { spanishCues } from './cues/spanish.ts'
import type { UnspacedTable } from './cues/unspaced-table.ts'
import type { CountFact, DeedFact, Fact, MentionFact } from './fact.ts'
import { countsIn } from './read-counts.ts'
import { deedsIn, mentionsIn } from './read-deeds.ts'
import { unspacedCounts, unspacedDeeds, unspacedMentions } from './read-unspaced.ts'
import { type Sentence, sentencesOf } from './tokens.ts'

const maxFacts = 8

const spaced: Readonly<Record<string, CueTable>> = {
  en: englishCues,
  de: germanCues,
  fr: frenchCues,
  es: spanishCues,
  pt: portugueseCues,
}
const unspaced: Readonly<Record<string, UnspacedTable>> = { ja: japaneseCues, zh: chineseCues }

interface Said {
  title: string
  text: string
  /** BCP 47; null is read as English, for headlines alone often go without. */
  language: string | null
}

/** @param sentences `sentencesOf` it, where somebody has them. */
export function factsOf({ title, text, language }: Said, sentences = sentencesOf({ title, text })): Fact[] {
  const own = sourceWordsIn({ title, text })
  const read = readerOf((language ?? 'en').slice(0, 2).toLowerCase())
  if (!read) return [...own, { kind: 'mention', of: 'unread' }]
  if (isBackground.test(title.slice(0, 300))) return own
  const counts = bestCounts(sentences, read)
  const told = bestDeeds(sentences, read).filter(deed => !isCounted(deed, counts))
  const found = [...own, ...counts, ...told].slice(0, maxFacts)
  const deeds = new Set(found.map(fact => (fact.kind === 'deed' ? fact.deed : null)))
  const mentions = sentences.slice(0, 1).flatMap(read.mentions)
  // What is told as a deed is compared as one, with who did it.
  return [...found, ...mentions.filter(({ of }) => of === 'hearsay' || of === 'unread' || !deeds.has(of))]
}

/** "Ten arrested" is a count, and no deed besides. */
function isCounted({ what }: DeedFact, counts: readonly CountFact[]): boolean {
  return what === 'arrested' && counts.some(({ of }) => of === 'arrested')
}

interface Reader {
  counts: (sentence: Sentence) => CountFact[]
  deeds: (sentence: Sentence) => DeedFact[]
  mentions: (headline: Sentence) => MentionFact[]
}

function readerOf(language: string): Reader | null {
  const words = spaced[language]
  if (words)
    return {
      counts: sentence => countsIn(sentence, words),
      deeds: sentence => deedsIn(sentence, words),
      mentions: headline => mentionsIn(headline, words),
    }
  const signs = unspaced[language]
  if (!signs) return null
  return {
    counts: sentence => unspacedCounts(sentence, signs),
    deeds: sentence => unspacedDeeds(sentence, signs),
    mentions: headline => unspacedMentions(headline, signs),
  }
}

/** Of each count what the headline says, else the first sentence that gives it. */
function bestCounts(sentences: readonly Sentence[], read: Reader): CountFact[] {
  const best = new Map<string, CountFact>()
  for (const sentence of sentences)
    for (const fact of read.counts(sentence)) {
      const known = best.get(fact.of)
      if (!known || (known.quote === fact.quote && fact.low > known.low)) best.set(fact.of, fact)
    }
  return [...best.values()]
}

function bestDeeds(sentences: readonly Sentence[], read: Reader): DeedFact[] {
  const best = new Map<string, DeedFact>()
  for (const sentence of sentences)
    for (const fact of read.deeds(sentence)) {
      const key = `${fact.deed}/${fact.what}`
      if (!best.has(key)) best.set(key, fact)
    }
  return [...best.values()]
}

/** Pieces that go over what is known, and lists of many events. */
const isBackground =
  /^\W{0,3}(?:factbox|explainer|timeline|analysis|opinion|column|commentary|breakingviews|editorial|profile|obituary|newsletter|podcast|watch|listen|video|live|quiz|review|preview|interview|feature|insight|q&a|what to know|what we know|how|why|what|who|when|where|in pictures|five things|things to|takeaways|special report|investigation|week ahead|morning bid|daily brief|business brief|top news|news digest|stocks to watch|roundup|wrap)\b|\b(?:explained|newsletter|podcast|live updates|balance of power|early edition|the pulse|bloomberg (?:brief|daybreak|surveillance|tech)|ctv national news|markets wrap|daily digest|morning briefing|evening briefing|at a glance|key takeaways|\d{1,2}\/\d{1,2}\/\d{4})\b|(?:,| and) more\W{0,3}$/i
