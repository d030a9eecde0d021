import type { SiteText } from '../site-text.ts'
import { timeWriter } from '../time-writer.ts'

const dateLanguage = 'de-DE'
const plural = new Intl.PluralRules('de')
const number = new Intl.NumberFormat('de')

/** "1 Mail", "2 Mails". */
function counted(count: number, one: string, other: string): string {
  return `${number.format(count)} ${plural.select(count) === 'one' ? one : other}`
}

/** "am letzten Tag", "in den letzten 60 Tagen". */
function inLastDays(days: number): string {
  return days === 1 ? 'am letzten Tag' : `in den letzten ${number.format(days)} Tagen`
}

/** Für eine Frist, die auch keine sein kann. */
function keptFor(days: number | null): string {
  return days === null ? 'auf Dauer' : counted(days, 'Tag', 'Tage')
}

const per = { day: 'am Tag', week: 'in der Woche', month: 'im Monat' } as const

/** What signing up and leaving say comes with their own sections. */
type Waiting = 'form' | 'checkInbox' | 'confirm' | 'leave'

export const site: Omit<SiteText, Waiting> = {
  language: 'de',
  dateLanguage,
  time: timeWriter(dateLanguage),
  skip: 'Zum Inhalt',
  nav: { label: 'Seiten', alerts: 'Eilmeldungen', privacy: 'Datenschutz' },
  languages: 'Sprachen',
  errors: {
    missing: {
      title: 'Hier ist nichts',
      paragraphs: [
        'Diese Seite gibt es nicht oder nicht mehr. Vielleicht ist unterwegs ein Teil ihrer Adresse verloren gegangen.',
      ],
    },
    foreign: {
      title: 'Nicht von hier abgeschickt',
      paragraphs: [
        'Dieses Formular wurde von einer anderen Website abgeschickt. Öffnen Sie die Seite hier und senden Sie es noch einmal.',
      ],
    },
    tooLarge: {
      title: 'Das ist zu viel auf einmal',
      paragraphs: ['Was Sie gesendet haben, ist größer, als diese Seite es annimmt.'],
    },
    unusable: {
      title: 'Damit ließ sich nichts anfangen',
      paragraphs: [
        'Was gesendet wurde, ist nicht, wonach diese Seite fragt. Öffnen Sie sie neu und versuchen Sie es noch einmal.',
      ],
    },
    broken: {
      title: 'Hier ist etwas schiefgegangen',
      paragraphs: ['Es liegt nicht an Ihnen. Bitte versuchen Sie es gleich noch einmal.'],
    },
    home: 'Zur Startseite',
  },
  footer: {
    sentBy: 'Absender:',
    contact: 'Kontakt:',
    noTracking: 'Keine Cookies, keine Zählpixel, keine gezählten Klicks, keine fremden Skripte.',
  },
  front: {
    title: name => `${name}: Eilmeldungen per Mail`,
    headline: 'Wenn etwas geschieht, bekommen Sie eine Mail.',
    lead: name =>
      `${name} beobachtet seine Quellen Tag und Nacht und schickt Ihnen Sekunden nach einem wichtigen Ereignis eine kurze Meldung: was geschehen ist, wer es sagt und seit wann. Entwickelt sich die Sache weiter, folgt die Aktualisierung; haben wir uns geirrt, folgt die Korrektur.`,
    often: {
      label: 'Wie oft',
      never: 'Bisher wurde nichts verschickt; das lässt sich also noch nicht sagen.',
      soFar: ({ mails, days }) =>
        mails === 0
          ? `Keine Mail ${inLastDays(days)}.`
          : `${counted(mails, 'Mail', 'Mails')} ${inLastDays(days)}.`,
      steady: ({ mails, per: span, days }) =>
        `Etwa ${counted(mails, 'Mail', 'Mails')} ${per[span]}, gemessen ${inLastDays(days)}.`,
    },
    breaking: {
      label: 'Was als Eilmeldung gilt',
      text: 'Was den Tag vieler Menschen verändert oder nicht warten kann, bis sie das nächste Mal in die Nachrichten schauen. Keine Meinungen, keine Sportergebnisse, keine Prominenten, keine Werbung.',
    },
    who: {
      label: 'Wer dahintersteht',
      unknown: name => `${name} hat nicht angegeben, wer dahintersteht.`,
    },
    latest: 'Die jüngste Meldung, so wie sie per Mail kam',
    earlier: 'Davor',
  },
  alerts: {
    title: 'Alle Meldungen',
    lead: name => `Alles, was ${name} verschickt hat, das Neueste zuerst.`,
    kicker: {
      flash: 'Blitzmeldung',
      breaking: 'Eilmeldung',
      developing: 'In Entwicklung',
      update: 'Aktualisierung',
      correction: 'Korrektur',
      retraction: 'Widerruf',
    },
    empty: 'Bisher wurde keine Meldung verschickt. Die erste wird hier stehen.',
    none: 'Ältere Meldungen gibt es nicht.',
    all: 'Alle Meldungen',
    older: 'Ältere Meldungen',
    newest: 'Zurück zu den neuesten',
    said: 'Gesagt',
    sent: 'Verschickt',
    source: 'Quelle',
    corrected: 'Inzwischen korrigiert',
    retracted: 'Inzwischen widerrufen',
    correctedBy: when => `Diese Meldung war falsch. Wir haben sie am ${when} korrigiert.`,
    retractedBy: when => `Diese Meldung war falsch. Wir haben sie am ${when} widerrufen.`,
    stopped: 'Wir haben den Versand dieser Meldung abgebrochen, bevor sie alle erreicht hatte.',
    whatChanged: 'Was sich geändert hat',
    whatWasWrong: 'Was falsch war',
    whatIsRight: 'Was richtig ist',
    whatNow: 'Was wir jetzt wissen',
    follows: { update: 'Aktualisiert', correction: 'Korrigiert', retraction: 'Widerruft' },
    since: 'Seither',
    readStory: host => `Den ganzen Artikel bei ${host} lesen`,
    signUp: name => `${name} schickt Meldungen wie diese per Mail an alle, die darum bitten.`,
    signUpLink: 'Per Mail bekommen',
  },
  privacy: {
    title: 'Wie wir mit Ihren Daten umgehen',
    lead: name =>
      `${name} braucht Ihre Adresse, um Ihnen zu schicken, worum Sie gebeten haben. Zu anderem dient sie nicht, und was Sie lesen, wird nicht verfolgt.`,
    version: version => `Fassung ${version} dieser Erklärung.`,
    chapters: ({ name, days, network }) => [
      {
        heading: 'Was wir speichern',
        paragraphs: [
          'Ihre Adresse, wie Sie sie eingegeben haben, die Sprache, in der Sie lesen, und wann Sie sich angemeldet, die Anmeldung bestätigt und sich abgemeldet haben.',
          'Was Sie gewählt haben, falls Sie etwas gewählt haben: Themen und Orte, Suchwörter, wie viele Mails am Tag, Ruhezeiten und deren Zeitzone, stummgeschaltete Themen. Suchwörter können viel über einen Menschen verraten: Sie dienen dazu, Ihre Meldungen auszuwählen, und zu nichts sonst, und niemand in der Redaktion sieht, wem sie gehören.',
          'Einen Nachweis dessen, worin Sie eingewilligt haben: den genauen Wortlaut mit Fassung und Sprache, wann und auf welchem Weg. Er nennt Sie mit einer Nummer und einem verschlüsselten Prüfwert statt mit Ihrer Adresse, und keine seiner Zeilen wird je geändert.',
          network
            ? 'Mit jeder Zeile dieses Nachweises das Netz, aus dem Sie kamen, um seinen letzten Teil gekürzt: Es belegt, woher eine Einwilligung kam, und benennt Ihr Gerät nicht.'
            : 'Dieser Nachweis enthält keine Netzadresse.',
          'Zu jeder Meldung, ob Ihr Mailserver sie angenommen und was er geantwortet hat, damit niemand vergessen wird und eine Korrektur genau die erreicht, die den Fehler bekommen haben.',
          'Bei einer Anmeldung einen verschlüsselten Prüfwert des Netzes, aus dem sie kam, damit niemand mit unserem Formular ein fremdes Postfach überschwemmen kann. Die Netzadresse selbst nicht.',
        ],
      },
      {
        heading: 'Warum wir das dürfen',
        paragraphs: [
          'Weil Sie es gesagt haben: Sie haben Ihre Adresse eingegeben und dann mit einem Knopf bestätigt. Meldungen und Werbung sind zwei getrennte Fragen; ein Nein zur einen kostet Sie nichts von der anderen. Beides können Sie jederzeit widerrufen; was bis dahin geschah, bleibt rechtmäßig.',
          'Den Nachweis Ihrer Einwilligung und den Prüfwert Ihrer Adresse nach dem Löschen bewahren wir auf, weil wir das eine belegen und das andere einhalten müssen.',
        ],
      },
      {
        heading: 'Was wir nicht tun',
        paragraphs: [
          'Keine Zählpixel in Mails, keine Links, die Sie zählen, keine Cookies auf diesen Seiten, nichts, was von anderen geladen wird. Wir wissen nicht, ob Sie eine Mail öffnen, und wir verkaufen, verleihen oder zeigen Ihre Adresse niemandem. Mailserver befördern sie, das geht nicht anders.',
          'Von Ihnen wird kein Profil erstellt. Welche Meldungen Sie bekommen, folgt aus dem, was Sie gewählt haben, und aus nichts anderem; in jeder Mail steht, warum Sie sie bekommen.',
        ],
      },
      {
        heading: 'Wie lange',
        paragraphs: [
          `Eine Adresse, die nie bestätigt wurde: ${keptFor(days.unconfirmed)}. Ihre: solange Sie angemeldet sind. Nach der Abmeldung bleibt sie als abgemeldet vermerkt und bekommt keine Mail mehr: ${keptFor(days.left)}; Sie können sie sofort löschen lassen.`,
          `Welche Meldung Sie erreicht hat: ${keptFor(days.deliveries)}. Unsere einzelnen Mails an Sie, etwa die zur Bestätigung: ${keptFor(days.mails)}. Der Prüfwert Ihres Netzes: ${keptFor(days.network)}.`,
          'Der Nachweis Ihrer Einwilligung bleibt, solange wir ihn vielleicht brauchen. Nach dem Löschen bleibt auch ein verschlüsselter Prüfwert Ihrer Adresse, damit keine Liste, die jemand einliest, Sie zurückbringt.',
        ],
      },
      {
        heading: 'Weniger bekommen oder sich abmelden',
        paragraphs: [
          `In jeder Mail von ${name} steht ein Link, mit dem Sie wählen, was Sie bekommen, und einer, mit dem Sie sich abmelden; dafür zeigen die meisten Mailprogramme auch einen eigenen Knopf. Beides geht ohne Passwort und ohne Nachfrage. Wer eine Mail weiterleitet, leitet diese Links mit weiter: Keiner von ihnen zeigt Ihre Adresse.`,
          'Beim Abmelden können Sie mit einem Druck sagen, warum. Die Antwort wird gezählt, nicht bei Ihnen vermerkt.',
        ],
      },
      {
        heading: 'Ihre Rechte',
        paragraphs: [
          'Auf der Seite, auf der Sie wählen, können Sie auch alles anfordern, was wir über Sie speichern, als Datei, und es löschen lassen: Eine Mail an Ihre Adresse stellt sicher, dass Sie es sind.',
          'Sie können Fehler berichtigen lassen und sich bei der Datenschutzbehörde Ihres Wohnorts beschweren. Oder schreiben Sie an die Adresse unten.',
        ],
      },
    ],
    who: 'Wer dahintersteht',
    whoUnknown: 'Schreiben Sie an den Absender unserer Mails:',
    contact: 'Kontakt:',
  },
  mailbox: {
    title: 'Postfach',
    lead: 'Jede Mail, die dieser Server verschickt hat, die neueste zuerst. Nichts verlässt diesen Rechner, solange kein Mailserver eingestellt ist.',
    empty: 'Noch keine Mail. Melden Sie sich auf der Startseite an, und die erste kommt hier an.',
    refresh: 'Noch einmal nachsehen',
    back: 'Alle Mails',
    count: mails => counted(mails, 'Mail', 'Mails'),
    to: 'An',
    from: 'Von',
    subject: 'Betreff',
    received: 'Eingegangen',
    noSubject: '(kein Betreff)',
    html: 'Wie sie gelesen wird',
    text: 'Als reiner Text',
    noText: 'Diese Mail hat keinen Textteil.',
    headers: 'Kopfzeilen',
    raw: 'Die Nachricht, wie sie verschickt wurde',
  },
}
