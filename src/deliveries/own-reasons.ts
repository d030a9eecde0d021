/**
 * Why a reader gets an alert, as a whole sentence for its mail. Those who chose nothing share one; for the others it is
 * asked of what they chose, again when the mail is written: the freeze keeps who, not why.
 */
import {
  type Alert,
  becauseWords,
  matchesWatch,
  parseWatch,
  readFacts,
  type Wish,
  type Words,
  wishWants,
} from '../alerts/index.ts'
import type { Read } from '../store/index.ts'
import { listTopics, type Preferences } from '../subscribers/index.ts'
import type { ReaderText, Texts } from '../text/index.ts'

/** Of who chose nothing, and of everyone who got what this one follows. */
export function sharedReason({ kind }: Pick<Alert, 'kind'>, { mail, reasons }: ReaderText): string {
  const { everything, follows } = reasons.because
  return mail.why(kind === 'alert' ? everything : follows[kind])
}

/** Null: the shared one. */
export type OwnReason = (preferences: Preferences, language: string) => string | null

/** Of an alert that is for whom it matches; the returned function asks nothing of the store. */
export async function readOwnReason(
  read: Read,
  { alert, sentAt, texts }: { alert: Alert; sentAt: number; texts: Texts },
): Promise<OwnReason> {
  const [facts] = await readFacts(read, [alert])
  if (!facts) throw new Error(`alert ${alert.id} has no facts`)
  const topics = await listTopics(read)
  const found = findExpressions(facts.words)
  return (preferences, language) => {
    const wanted = wishWants(facts, { preferences, watch: found(preferences.watch) }, sentAt)
    if (wanted.in && wanted.because.kind === 'everything') return null
    const { mail } = texts.of(language)
    return mail.why(wanted.in ? becauseWords(wanted.because, { topics, language, texts }) : mail.changed)
  }
}

/** Far more than readers of one alert ask for in different words. */
const mostKept = 20_000

/** Those that find these words. Many readers typed the same: each is read and tried once an alert. */
function findExpressions(words: Words): (typed: readonly string[]) => Wish['watch'] {
  const kept = new Map<string, Wish['watch']>()
  const find = (typed: string): Wish['watch'] => {
    const known = kept.get(typed)
    if (known) return known
    const parsed = parseWatch(typed)
    const finds = parsed.kind === 'parsed' && matchesWatch(parsed.watch, words)
    const fresh = finds ? [{ typed, watch: parsed.watch }] : []
    if (kept.size >= mostKept) kept.clear()
    kept.set(typed, fresh)
    return fresh
  }
  return typed => typed.flatMap(find)
}
