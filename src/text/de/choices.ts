import type { ChoicesText, FateWords } from '../choices-text.ts'
import { momentWriter } from '../time-writer.ts'
import { counted, inLastDays, number } from './counting.ts'

const moment = momentWriter('de-DE')

function fate(words: FateWords): string {
  switch (words.kind) {
    case 'got':
      return `Sie haben sie am ${moment(words)} bekommen.`
    case 'digested':
      return `Sie haben sie in der Sammelmail vom ${moment(words)} bekommen.`
    case 'held':
      return words.until === null
        ? 'Sie wartet auf Ihre nächste Sammelmail.'
        : `Sie wartet auf Ihre Sammelmail vom ${moment({ at: words.until, timeZone: words.timeZone })}.`
    case 'on-its-way':
      return 'Sie ist zu Ihnen unterwegs.'
    case 'undecided':
      return 'Ihr Mailserver hat nicht gesagt, ob er sie angenommen hat.'
    case 'refused':
      return 'Ihr Mailserver hat sie nicht angenommen.'
    case 'suppressed':
      return 'Sie wurde nicht verschickt: Ihr Mailserver hatte unsere Mails zuvor abgelehnt.'
    case 'stopped':
      return 'Sie wurde Ihnen nicht geschickt: Die Redaktion hat den Versand gestoppt.'
    case 'replaced':
      return 'Sie wurde Ihnen nicht geschickt: An ihre Stelle trat eine Korrektur.'
    case 'left':
      return 'Sie wurde Ihnen nicht geschickt: Sie hatten sich abgemeldet, bevor sie an der Reihe war.'
    case 'joined-later':
      return 'Sie wurde verschickt, bevor Sie sich angemeldet haben.'
    case 'would-come':
      return 'Sie wurde Ihnen nicht geschickt, käme aber mit dem, was Sie heute gewählt haben.'
    case 'follows-another':
      return 'Sie folgte auf eine Eilmeldung, die Sie nicht bekommen haben.'
    case 'not-wanted':
      return words.why
  }
}

export const choices: ChoicesText = {
  title: name => `Was ${name} Ihnen schickt`,
  lead: 'Hier entscheiden Sie, und nichts davon müssen Sie wählen. Was Sie speichern, gilt ab der nächsten Eilmeldung.',
  savedEverything: chosen =>
    `Gespeichert. Sie bekommen weiterhin jede Eilmeldung: Was Sie angekreuzt und eingegeben haben, wählt erst mit „${chosen}“ für Sie aus.`,
  saved: 'Gespeichert. Es gilt ab der nächsten Eilmeldung.',
  problems:
    'Noch nicht gespeichert. Was zu ändern ist, ist unten markiert; alles, was Sie eingegeben haben, steht noch da.',
  undo: 'Rückgängig machen',
  moment,
  alert: {
    heading: 'Zu dieser Eilmeldung',
    mute: {
      button: 'Dieses Ereignis stummschalten',
      hint: 'Zu diesem Ereignis kommt nichts mehr, außer Korrekturen dessen, was Sie bekommen haben.',
      done: 'Dieses Ereignis ist stummgeschaltet. Nur Korrekturen dessen, was Sie bekommen haben, kommen noch.',
    },
    only: {
      button: 'Nur dieses Ereignis',
      hint: 'Bis Sie es rückgängig machen, kommt nur noch, was dieses Ereignis betrifft.',
      done: 'Jetzt kommt nur noch, was dieses Ereignis betrifft, bis Sie es rückgängig machen.',
    },
    less: {
      button: topic => `Weniger zum Thema „${topic}“`,
      hint: 'Zu diesem Thema kommen von nun an nur Blitzmeldungen und das, was Ihre Suchwörter finden.',
      done: topic =>
        `Weniger zum Thema „${topic}“: Dazu kommen jetzt nur noch Blitzmeldungen und das, was Ihre Suchwörter finden.`,
    },
    undone: 'Rückgängig gemacht. Alles ist wie zuvor.',
  },
  wants: {
    heading: 'Was ich will',
    scope: {
      legend: 'Wie viel',
      all: { label: 'Alles', hint: 'Jede Eilmeldung, die verschickt wird.' },
      chosen: {
        label: 'Nur, was ich wähle',
        hint: 'Eine Eilmeldung kommt, wenn sie von einem der Themen oder Orte handelt, die Sie ankreuzen, oder wenn Ihre Suchwörter sie finden.',
      },
    },
    topics: {
      legend: 'Themen',
      places: 'Orte',
      hint: 'Sie zählen bei „Nur, was ich wähle“. Eines davon genügt.',
      retired: 'Die Redaktion bietet es nicht mehr an. Sie behalten es, bis Sie das Kreuz entfernen.',
    },
    often: often => `Mit allem, was hier gewählt ist: ${often}.`,
  },
  watch: {
    legend: 'Meine Suchwörter',
    hint: 'Wörter, die in Überschrift oder Text einer Eilmeldung stehen müssen, damit sie zu Ihnen kommt. Sie sind vertraulich: Niemand in der Redaktion sieht, wem sie gehören.',
    label: position => `Suchwörter ${position}`,
    help: 'So schreiben Sie sie, mit Beispielen',
    examples: [
      { typed: 'Hafen', means: 'das Wort in allen seinen Formen' },
      { typed: '"künstliche Intelligenz"', means: 'diese Wörter direkt hintereinander' },
      { typed: 'Hafen Brand', means: 'beide Wörter, an beliebiger Stelle' },
      { typed: 'Streik ODER Ausstand', means: 'eines von beiden genügt' },
      { typed: 'Jaguar NICHT Auto', means: 'das erste Wort, wo das zweite nicht steht' },
      { typed: 'Ministerin NEAR Rücktritt', means: 'beide, mit höchstens zehn Wörtern Abstand' },
      { typed: '~Tschaikowski', means: 'der Name in jeder seiner Schreibweisen' },
    ],
    tooLong: most =>
      `Das ist zu lang: höchstens ${number.format(most)} Zeichen. Verteilen Sie es auf zwei Zeilen.`,
    tooMany: most =>
      `Mehr als ${counted(most, 'Zeile', 'Zeilen')} Suchwörter können wir nicht aufbewahren. Fassen Sie einige mit ODER zusammen.`,
    preview: 'Zeigen, was das gebracht hätte',
    brought: ({ alerts, stories, days }) =>
      `${capital(inLastDays(days))}: ${counted(alerts, 'Eilmeldung', 'Eilmeldungen')} und ${counted(stories, 'Ereignis', 'Ereignisse')} ohne Eilmeldung.`,
    broughtNothing: ({ days }) =>
      days === 0
        ? 'Bisher wurde nichts verschickt. Es kommt, wenn es geschieht.'
        : `Nichts ${inLastDays(days)}. Es kommt, wenn es geschieht.`,
    isStory: 'Ereignis ohne Eilmeldung',
  },
  limits: {
    heading: 'Wie oft und wann',
    least: {
      legend: 'Was mir mindestens eine Mail wert ist',
      flash: {
        label: 'Blitz',
        hint: often => `Nur das Seltenste: woran sich alle erinnern werden. Das heißt: ${often}.`,
      },
      breaking: {
        label: 'Eil',
        hint: often =>
          `Blitzmeldungen und wichtige Nachrichten in der Minute, in der sie bekannt werden. Das heißt: ${often}.`,
      },
      developing: {
        label: 'In Entwicklung',
        hint: often => `Alles, auch Ereignisse, die gerade erst begonnen haben. Das heißt: ${often}.`,
      },
    },
    dailyMost: {
      label: 'Höchstens so viele Mails innerhalb von 24 Stunden',
      hint: 'Eine Blitzmeldung kommt immer. Was über die Zahl hinausgeht, kommt gemeinsam in einer Sammelmail. 0: nur die Sammelmail. Leer: keine Grenze.',
      problem: most =>
        `Geben Sie eine ganze Zahl von 0 bis ${number.format(most)} ein oder lassen Sie das Feld leer.`,
    },
    quiet: {
      legend: 'Ruhezeiten',
      from: 'Von',
      to: 'Bis',
      hint: 'Dann kommen nur Blitzmeldungen und Korrekturen; alles andere wartet auf die Sammelmail. Lassen Sie beide Felder leer, wenn Sie keine wollen.',
      problems: {
        'one-missing':
          'Ruhezeiten brauchen einen Anfang und ein Ende. Geben Sie beides ein oder lassen Sie beides leer.',
        equal: 'Anfang und Ende sind gleich. Wählen Sie verschiedene Uhrzeiten oder lassen Sie beides leer.',
        'too-long': 'Lassen Sie mindestens eine Stunde am Tag frei, in der die Sammelmail kommen kann.',
        'no-time': 'Geben Sie Uhrzeiten wie 22:00 und 07:00 ein.',
      },
    },
    timeZone: {
      label: 'Meine Zeitzone',
      hint: 'Nach ihr richten sich Ruhezeiten und Sammelmail, Sommerzeit inbegriffen.',
      option: (zone, offset) => `${zone} (UTC${offset})`,
    },
    digestAt: {
      label: 'Wann die Sammelmail kommt',
      hint: 'Eine Mail mit allem, was zurückgehalten wurde; keine an Tagen, an denen es nichts war.',
      problem: 'Geben Sie eine Uhrzeit wie 18:00 ein.',
    },
    language: {
      label: 'Sprache der Mails',
      hint: 'Gemeint ist, was wir um eine Eilmeldung herum schreiben. Die Eilmeldung selbst kommt in der Sprache ihrer Redaktion.',
    },
    corrections: 'Korrekturen dessen, was Sie bekommen haben, kommen immer, was auch immer hier gewählt ist.',
    save: 'Speichern',
  },
  pause: {
    heading: 'Pause',
    hint: 'Bis dahin kommt nichts, außer Korrekturen dessen, was Sie bekommen haben. Eilmeldungen aus dieser Zeit werden nicht nachgeschickt.',
    now: until => `Pause bis zum ${until}.`,
    goOn: 'Jetzt fortsetzen',
    day: 'Einen Tag lang',
    week: 'Eine Woche lang',
    month: 'Einen Monat lang',
    date: 'Oder bis zum Morgen des',
    dateButton: 'Bis zu diesem Tag pausieren',
    dateProblem: 'Wählen Sie einen Tag nach heute, höchstens ein Jahr im Voraus.',
    done: 'Pause. Danach kommen die Eilmeldungen von selbst wieder.',
    going: 'Es kommen wieder Eilmeldungen.',
  },
  muted: {
    heading: 'Was ich früher angeklickt habe',
    hint: 'Alles davon lässt sich zurücknehmen.',
    muted: 'Stummgeschaltete Ereignisse',
    only: 'Nur diese Ereignisse kommen',
    less: 'Weniger zu diesen Themen',
    unmute: 'Nicht mehr stumm',
    notOnly: 'Nicht nur dieses',
    notLess: 'So viel wie zuvor',
    nameless: 'Ein Ereignis, das hier nicht mehr steht',
  },
  marketing: {
    heading: 'Getrennt von den Eilmeldungen',
    hint: 'Das hat mit den Eilmeldungen nichts zu tun: Ob ja oder nein, sie kommen ebenso.',
    button: 'Diese Antwort speichern',
    saved: 'Ihre Antwort ist gespeichert.',
  },
  history: {
    heading: 'Warum habe ich das bekommen – und anderes nicht?',
    hint: 'Die letzten zehn Eilmeldungen und was für Sie aus jeder wurde.',
    none: 'Bisher wurde nichts verschickt.',
    fate,
    today: 'Wo nichts verschickt wurde, gilt, was Sie heute gewählt haben.',
  },
  yours: {
    heading: 'Meine Daten und die Abmeldung',
    data: {
      button: 'Meine Daten mitnehmen oder löschen',
      hint: 'Wir schicken Ihnen einen Link, um sicher zu sein, dass Sie es sind. Dort können Sie alles, was wir speichern, herunterladen oder löschen.',
      done: 'Die Mail mit dem Link ist unterwegs.',
    },
    forget: {
      button: 'Alle älteren Links ungültig machen',
      hint: 'Sie haben eine unserer Mails weitergeleitet? Dann kann niemand mehr diese Seite damit öffnen, auch Sie nicht: Die nächste Mail bringt einen neuen Link.',
      done: '',
    },
    leave: 'Abmelden',
    leaveHint:
      'Wenn Sie gar nichts mehr wollen, öffnen Sie den Abmeldelink am Ende einer unserer Mails. Ein Klick genügt.',
  },
  expired: {
    title: 'Dieser Link ist abgelaufen',
    paragraphs: [
      'Links zu dieser Seite gelten 30 Tage. Wir können einen neuen an die Adresse schicken, an die diese Mail ging.',
    ],
    button: 'Neuen Link schicken',
    done: 'Wenn diese Adresse unsere Eilmeldungen noch bekommt, ist eine Mail mit einem neuen Link unterwegs. Mehr als eine in der Stunde schicken wir nicht.',
  },
  unknown: {
    title: 'Dieser Link öffnet nichts',
    paragraphs: [
      'Vielleicht ist unterwegs ein Teil davon verloren gegangen, oder alle älteren Links wurden ungültig gemacht. In unserer neuesten Mail steht einer, der funktioniert.',
    ],
  },
  voided: {
    title: 'Alle älteren Links sind ungültig',
    paragraphs: [
      'Keine Mail, die Sie bis jetzt bekommen haben, öffnet diese Seite noch. Die Abmeldelinks funktionieren weiter, wie immer.',
      'Die nächste Mail bringt einen neuen Link.',
    ],
  },
  left: {
    title: 'Sie sind abgemeldet',
    paragraphs: ['Ihnen werden keine Eilmeldungen geschickt, also gibt es nichts zu wählen.'],
    again: 'Wieder anmelden',
  },
  freshMail: ({ who, link, days }) => ({
    subject: 'Ihr Link zu dem, was Sie von uns bekommen',
    text: `Hier ist ein neuer Link zu der Seite, auf der Sie wählen, was ${who} Ihnen schickt:

${link}

Er gilt ${days} Tage und ist nur für Sie bestimmt: Wer ihn hat, kann ändern, was Sie bekommen.

Sie haben nicht darum gebeten? Dann hat jemand in einer alten Mail von uns auf einen Knopf gedrückt. Geändert wurde nichts.
`,
  }),
  afterConfirming: {
    sender: sender =>
      `Die Mails kommen von ${sender}. Nehmen Sie diese Adresse in Ihre Kontakte auf, dann hält kein Filter die Nachrichten von Ihnen fern.`,
    hint: 'Vorerst bekommen Sie alles. Wenn Sie möchten, sagen Sie uns, was Ihnen wichtig ist: Themen, Suchwörter, Ruhezeiten. Es dauert eine Minute, und in jeder Mail steht ein Link dorthin.',
    hintChosen:
      'Sie bekommen, wofür Sie sich angemeldet haben, und die wenigen Eilmeldungen, die an alle gehen. Mehr Themen, Suchwörter, Ruhezeiten: Es dauert eine Minute, und in jeder Mail steht ein Link dorthin.',
    link: 'Wählen, was ich bekomme',
  },
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('de') + text.slice(1)
}
