import type { SiteText } from '../site-text.ts'
import { timeWriter } from '../time-writer.ts'
import { counted, inLastDays } from './counting.ts'

const dateLanguage = 'de-DE'
/** For a period that may be without end. */
function keptFor(days: number | null): string {
  return days === null ? 'unbefristet' : counted(days, 'Tag', 'Tage')
}

const per = { day: 'am Tag', week: 'in der Woche', month: 'im Monat' } as const

export const site: SiteText = {
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
      paragraphs: ['Was gesendet wurde, ist größer, als diese Seite es annimmt.'],
    },
    unusable: {
      title: 'Das ließ sich nicht verwenden',
      paragraphs: [
        'Was gesendet wurde, ist nicht das, wonach diese Seite fragt. Öffnen Sie sie neu und versuchen Sie es noch einmal.',
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
      `${name} beobachtet die Quellen Tag und Nacht und schickt Ihnen Sekunden nach einem wichtigen Ereignis eine kurze Eilmeldung: was geschehen ist, wer es sagt und wann. Entwickelt sich die Sache weiter, folgt die Aktualisierung; haben wir uns geirrt, folgt die Korrektur.`,
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
    latest: 'Die neueste Eilmeldung, so wie sie per Mail kam',
    earlier: 'Davor',
  },
  form: {
    heading: 'Anmelden',
    address: 'Ihre E-Mail-Adresse',
    button: 'Eilmeldungen schicken',
    privacy: 'Wie wir mit Ihren Daten umgehen',
    invalid: 'Bitte geben Sie eine gültige E-Mail-Adresse ein, zum Beispiel name@example.org.',
    tooLong: 'Bitte geben Sie eine gültige E-Mail-Adresse ein. Diese ist länger, als eine sein kann.',
    failedTitle: name => `Bitte prüfen Sie Ihre Adresse – ${name}`,
  },
  checkInbox: {
    title: 'Sehen Sie in Ihr Postfach',
    paragraphs: [
      'Öffnen Sie die Mail, folgen Sie dem Link und drücken Sie dort den Knopf. Erst dann beginnen die Eilmeldungen.',
    ],
    sender: sender => `Eine Mail an die eingegebene Adresse ist unterwegs. Sie kommt von ${sender}.`,
    missing: {
      heading: 'Nichts da?',
      paragraphs: [
        'Warten Sie ein paar Minuten und sehen Sie auch im Spam-Ordner nach.',
        'Wenn die Adresse einen Tippfehler hatte, melden Sie sich mit der richtigen noch einmal an. An eine Adresse schicken wir eine solche Mail höchstens einmal am Tag.',
      ],
    },
    mailbox:
      'Dieser Server behält seine Mails für sich: Was er verschickt, kommt in seinem eigenen Postfach an.',
    mailboxLink: 'Postfach öffnen',
  },
  confirm: {
    open: {
      title: 'Ein Klick, und die Eilmeldungen beginnen',
      paragraphs: ['Bestätigen Sie, dass diese Adresse Ihre ist und dass Sie Eilmeldungen wollen.'],
      button: 'Ja, schicken Sie mir Eilmeldungen',
    },
    confirmed: name => ({
      title: 'Sie sind angemeldet',
      paragraphs: [
        `Die nächste Eilmeldung von ${name} kommt in Ihr Postfach. Bis etwas Wichtiges geschieht, hören Sie nichts von uns.`,
        'In jeder Eilmeldung steht ein Link zum Abmelden; ein Klick genügt.',
      ],
    }),
    used: {
      title: 'Schon erledigt',
      paragraphs: ['Dieser Link hat seinen Dienst getan. Es gibt nichts mehr zu drücken.'],
    },
    expired: {
      title: 'Dieser Link ist abgelaufen',
      paragraphs: [
        'Er galt drei Tage. Geben Sie Ihre Adresse noch einmal ein, und Sie bekommen einen neuen.',
      ],
    },
    unknown: {
      title: 'Diesen Link kennen wir nicht',
      paragraphs: [
        'Vielleicht ist unterwegs ein Teil davon verloren gegangen: Kopieren Sie ihn ganz aus der Mail. Oder geben Sie Ihre Adresse noch einmal ein, und Sie bekommen einen neuen.',
      ],
    },
  },
  leave: {
    open: name => ({
      title: 'Von diesen Eilmeldungen abmelden?',
      paragraphs: [`Ein Klick, und ${name} schickt Ihnen keine Mail mehr.`],
      button: 'Keine Mails mehr schicken',
      stay: 'Nein, schicken Sie sie weiter',
    }),
    left: name => ({
      title: 'Sie sind abgemeldet',
      paragraphs: [
        `${name} schickt Ihnen keine Eilmeldungen mehr. Eine Mail, die schon unterwegs war, kann in den nächsten Minuten noch ankommen.`,
        'Danke, dass Sie mitgelesen haben. Sie sind jederzeit wieder willkommen.',
      ],
    }),
    already: name => ({
      title: 'Sie sind abgemeldet',
      paragraphs: [`${name} schickt Ihnen keine Eilmeldungen; es ist nichts weiter zu tun.`],
    }),
    unknown: {
      title: 'Diesen Link kennen wir nicht',
      paragraphs: [
        'Vielleicht ist unterwegs ein Teil davon verloren gegangen: Kopieren Sie ihn ganz aus der Mail. Der Link in jeder unserer Mails funktioniert, auch in einer alten.',
      ],
    },
    oneClick: 'Sie sind abgemeldet. Ihnen werden keine Eilmeldungen mehr geschickt.',
    again: 'Wieder anmelden',
  },
  alerts: {
    title: 'Alle Eilmeldungen',
    lead: name => `Alles, was ${name} verschickt hat, das Neueste zuerst.`,
    kicker: {
      flash: 'Blitz',
      breaking: 'Eil',
      developing: 'In Entwicklung',
      update: 'Aktualisierung',
      correction: 'Korrektur',
      retraction: 'Zurückgezogen',
    },
    empty: 'Bisher wurde keine Eilmeldung verschickt. Die erste wird hier stehen.',
    none: 'Ältere Eilmeldungen gibt es nicht.',
    all: 'Alle Eilmeldungen',
    older: 'Ältere Eilmeldungen',
    newest: 'Zurück zu den neuesten',
    said: 'Gesagt',
    sent: 'Verschickt',
    source: 'Quelle',
    corrected: 'Inzwischen korrigiert',
    retracted: 'Inzwischen zurückgezogen',
    correctedBy: when => `Diese Eilmeldung war falsch. Wir haben sie am ${when} korrigiert.`,
    retractedBy: when => `Diese Eilmeldung war falsch. Wir haben sie am ${when} zurückgezogen.`,
    stopped: 'Wir haben den Versand dieser Eilmeldung gestoppt, bevor sie alle erreicht hatte.',
    whatChanged: 'Was sich geändert hat',
    whatWasWrong: 'Was falsch war',
    whatIsRight: 'Was richtig ist',
    whatNow: 'Was wir jetzt wissen',
    follows: { update: 'Aktualisiert', correction: 'Korrigiert', retraction: 'Zieht zurück' },
    since: 'Seither',
    readStory: host => `Den ganzen Artikel bei ${host} lesen`,
    signUp: name => `${name} schickt Eilmeldungen wie diese per Mail an alle, die darum bitten.`,
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
          'Was Sie gewählt haben, falls Sie etwas gewählt haben: Themen und Orte, Suchwörter, wie viele Mails am Tag, Ruhezeiten und deren Zeitzone, stummgeschaltete Ereignisse. Suchwörter können viel über einen Menschen verraten: Sie dienen dazu, Ihre Eilmeldungen auszuwählen, und zu nichts sonst, und niemand in der Redaktion sieht, wem sie gehören.',
          'Einen Nachweis dessen, worin Sie eingewilligt haben: den genauen Wortlaut mit Fassung und Sprache, wann und auf welchem Weg. Er nennt Sie mit einer Nummer und einem mit geheimem Schlüssel berechneten Prüfwert statt mit Ihrer Adresse, und keine seiner Zeilen wird je geändert.',
          network
            ? 'Mit jeder Zeile dieses Nachweises das Netz, aus dem Sie kamen, um seinen letzten Teil gekürzt: Das belegt, woher eine Einwilligung kam, und benennt Ihr Gerät nicht.'
            : 'Dieser Nachweis enthält keine Netzadresse.',
          'Zu jeder Eilmeldung, ob Ihr Mailserver sie angenommen und was er geantwortet hat, damit niemand vergessen wird und eine Korrektur genau die erreicht, die den Fehler bekommen haben.',
          'Bei einer Anmeldung einen mit geheimem Schlüssel berechneten Prüfwert des Netzes, aus dem sie kam, damit niemand mit unserem Formular ein fremdes Postfach überschwemmen kann. Die Netzadresse selbst nicht.',
        ],
      },
      {
        heading: 'Warum wir das dürfen',
        paragraphs: [
          'Weil Sie es gesagt haben: Sie haben Ihre Adresse eingegeben und dann mit einem Knopf bestätigt. Eilmeldungen und Werbung sind zwei getrennte Fragen; ein Nein zur einen kostet Sie nichts von der anderen. Jede der beiden Einwilligungen können Sie jederzeit widerrufen; was bis zum Widerruf geschah, bleibt rechtmäßig.',
          'Den Nachweis Ihrer Einwilligung und den Prüfwert Ihrer Adresse nach dem Löschen bewahren wir auf, weil wir das eine belegen und das andere einhalten müssen.',
        ],
      },
      {
        heading: 'Was wir nicht tun',
        paragraphs: [
          'Keine Zählpixel in Mails, keine Links, die Sie zählen, keine Cookies auf diesen Seiten, nichts, was von anderen geladen wird. Wir wissen nicht, ob Sie eine Mail öffnen, und wir verkaufen, verleihen oder zeigen Ihre Adresse niemandem. Mailserver befördern sie, das geht nicht anders.',
          'Von Ihnen wird kein Profil erstellt. Welche Eilmeldungen Sie bekommen, folgt aus dem, was Sie gewählt haben, und aus nichts anderem; in jeder Mail steht, warum Sie sie bekommen.',
        ],
      },
      {
        heading: 'Wie lange',
        paragraphs: [
          `Eine Adresse, die nie bestätigt wurde: ${keptFor(days.unconfirmed)}. Ihre: solange Sie angemeldet sind. Nach der Abmeldung bleibt sie ${keptFor(days.left)} als abgemeldet vermerkt und bekommt keine Mail mehr; Sie können sie sofort löschen lassen.`,
          `Welche Eilmeldung Sie erreicht hat: ${keptFor(days.deliveries)}. Unsere einzelnen Mails an Sie, etwa die zur Bestätigung: ${keptFor(days.mails)}. Der Prüfwert Ihres Netzes: ${keptFor(days.network)}.`,
          'Der Nachweis Ihrer Einwilligung bleibt, solange wir sie möglicherweise nachweisen müssen. Nach dem Löschen bleibt auch ein mit geheimem Schlüssel berechneter Prüfwert Ihrer Adresse, damit keine Liste, die jemand einliest, Sie zurückbringt.',
        ],
      },
      {
        heading: 'Weniger bekommen oder sich abmelden',
        paragraphs: [
          `In jeder Mail von ${name} steht ein Link, mit dem Sie wählen, was Sie bekommen, und einer, mit dem Sie sich abmelden; dafür zeigen die meisten Mailprogramme auch einen eigenen Knopf. Beides geht ohne Passwort und ohne Nachfrage. Wer eine Mail weiterleitet, leitet diese Links mit weiter: Keiner von ihnen zeigt Ihre Adresse.`,
          'Beim Abmelden können Sie mit einem Klick sagen, warum. Die Antwort wird gezählt, nicht bei Ihnen vermerkt.',
        ],
      },
      {
        heading: 'Ihre Rechte',
        paragraphs: [
          'Auf der Seite, auf der Sie wählen, können Sie auch alles anfordern, was wir über Sie speichern, als Datei, und es löschen lassen: Eine Mail an Ihre Adresse stellt sicher, dass Sie es sind.',
          'Sie können Fehler berichtigen lassen und sich bei der Datenschutz-Aufsichtsbehörde Ihres Wohnorts beschweren. Oder schreiben Sie an die Adresse unten.',
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
