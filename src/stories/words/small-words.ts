/** Words that tell nothing about an event: grammar, and how headlines are built. In their folded form. */
import { smallWordsOf } from '../../sources/index.ts'
import { fold } from './split-words.ts'

const english = `a about above after again against ahead all am amid an and any are as at back be because been before being
  below between both but by can could day did do does doing down during each even few first for from further get go goes
  going got had has have having he her here hers herself him himself his how if in into is it its itself just last like
  made make many may me more most much my myself no nor not now of off on once one only or other our out over own per
  report reports said same say says she should since so some still such take than that the their them then there these
  they this those through time to today too two under until up update upon us use very via video vs was watch way we week
  weeks were what when where which while who whom why will with would year years yet you your
  didnt doesnt dont isnt wasnt wont cant couldnt im ive its thats theyre weve youre mr mrs ms jan re ll ve`

/** Of headlines in any language. */
const loanWords = ['live', 'video', 'update', 'news']

/** The set for a language (BCP 47); English where nobody knows it. Each is built once. */
export function createSmallWords(): (language: string | null) => ReadonlySet<string> {
  const sets = new Map<string, ReadonlySet<string>>([['en', new Set(english.split(/\s+/))]])
  return language => {
    const main = language?.split('-')[0]?.toLowerCase() ?? 'en'
    // Only languages that have a list get a set of their own: what sources declare is endless.
    const known = sets.get(main) ?? (smallWordsOf(main).length === 0 ? sets.get('en') : undefined)
    if (known) return known
    const words = new Set([...smallWordsOf(main).map(fold), ...loanWords])
    sets.set(main, words)
    return words
  }
}
