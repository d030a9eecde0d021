import type { ReasonsText } from '../reasons-text.ts'
import { counted, inLastDays, number } from './counting.ts'

const list = new Intl.ListFormat('de-DE', { type: 'conjunction' })

/** "gemessen in den letzten 60 Tagen". */
const measured = (days: number) => `gemessen ${inLastDays(days)}`
const mailsText = (count: number) => counted(count, 'Mail', 'Mails')

export const reasons: ReasonsText = {
  because: {
    everything: 'weil Sie sich für alle Eilmeldungen angemeldet haben',
    everyone: 'weil diese Eilmeldung an alle geht, welche Themen auch immer sie gewählt haben',
    topics: names => `weil Sie dies gewählt haben: ${list.format(names)}`,
    watch: ({ expressions, more }) =>
      more > 0
        ? `weil Sie dies als Suchwörter gewählt haben: ${expressions.join(', ')} und ${number.format(more)} mehr`
        : `weil Sie dies als Suchwörter gewählt haben: ${expressions.join(', ')}`,
    story: 'weil Sie nur Eilmeldungen zu diesem Ereignis wollten',
    follows: {
      update: 'weil Sie die Eilmeldung bekommen haben, auf die diese folgt',
      correction: 'weil Sie die Eilmeldung bekommen haben, die hier korrigiert wird',
      retraction: 'weil Sie die Eilmeldung bekommen haben, die hier zurückgezogen wird',
    },
  },
  came: because => `Sie kam, ${because}.`,
  obstacle: {
    paused: ({ until, timeZone }) => {
      const when = new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeStyle: 'short', timeZone })
      return `Sie hatten die Eilmeldungen bis zum ${when.format(until)} pausiert.`
    },
    otherStory: 'Sie wollten nur Eilmeldungen zu einem anderen Ereignis.',
    muted: 'Sie hatten dieses Ereignis stummgeschaltet.',
    priority: least =>
      least === 'flash'
        ? 'Sie war weniger dringend, als Sie es wünschen: Sie wollten nur Blitzmeldungen.'
        : 'Sie war weniger dringend, als Sie es wünschen: Sie wollten Blitzmeldungen und Eiliges.',
    less: names => `Sie wollten weniger davon: ${list.format(names)}.`,
    noMatch: 'Keines Ihrer Themen und Suchwörter kam darin vor.',
  },
  howOften: {
    aDay: ({ mails, days }) => `etwa ${mailsText(mails)} am Tag, ${measured(days)}`,
    aWeek: ({ mails, days }) => `etwa ${mailsText(mails)} in der Woche, ${measured(days)}`,
    aMonth: ({ mails, days }) => `etwa ${mailsText(mails)} im Monat, ${measured(days)}`,
    lessThanMonthly: ({ days }) => `weniger als eine Mail im Monat, ${measured(days)}`,
    never: ({ days }) => `keine Mail ${inLastDays(days)}`,
    soFar: ({ mails, days }) => `${mailsText(mails)} ${inLastDays(days)}`,
    nobodyKnows: 'noch unbekannt, denn es wurde noch keine Eilmeldung verschickt',
  },
  watchProblem: {
    empty: 'Geben Sie ein Wort ein, nach dem wir suchen sollen.',
    tooLong: most =>
      `Das sind mehr als ${number.format(most)} Zeichen. Machen Sie zwei Zeilen daraus: Jede zählt für sich.`,
    tooDeep:
      'Hier stehen Klammern in Klammern in Klammern, mehr, als wir lesen können. Machen Sie zwei Zeilen daraus.',
    noWord: found => `In „${found}“ steht kein Wort. Ergänzen Sie eines oder nehmen Sie es weg.`,
    openQuote: found =>
      `Dem Anführungszeichen vor „${found.slice(1)}“ fehlt das zweite. Setzen Sie es ans Ende der Wortfolge.`,
    openBracket:
      'Eine Klammer wird geöffnet und nie geschlossen. Ergänzen Sie „)“ oder nehmen Sie die erste weg.',
    closeBracket:
      'Eine Klammer wird geschlossen, die nie geöffnet wurde. Nehmen Sie sie weg oder ergänzen Sie davor „(“.',
    nothingBefore: found =>
      `Vor „${found}“ steht nichts. Geben Sie davor ein Wort ein oder nehmen Sie es weg.`,
    nothingAfter: found =>
      `Nach „${found}“ steht nichts. Geben Sie danach ein Wort ein oder nehmen Sie es weg.`,
    nearNeedsWords:
      'NEAR steht zwischen Wörtern, „Wortfolgen“ und ~Namen oder einer Auswahl davon: Brand NEAR (Schule ODER Kindergarten).',
    nearNumber: most => `Nach NEAR/ folgt eine Zahl von 1 bis ${number.format(most)}: Brand NEAR/5 Schule.`,
    onlyExcludes:
      'Das sagt nur, was Sie nicht wollen; so käme fast alles. Sagen Sie auch, was Sie wollen: Erdbeben NICHT Film.',
    contradiction: 'Das verlangt ein Wort und schließt es zugleich aus; so kann nie etwas kommen.',
  },
}
