import type { SiteText } from '../site-text.ts'
import { timeWriter } from '../time-writer.ts'

// British, for a day before its month and a clock of 24 hours: both read right everywhere.
const dateLanguage = 'en-GB'
const plural = new Intl.PluralRules('en')
const number = new Intl.NumberFormat('en')

/** "1 mail", "2 mails". */
function counted(count: number, one: string, other: string): string {
  return `${number.format(count)} ${plural.select(count) === 'one' ? one : other}`
}

/** "day", "60 days". */
function lastDays(days: number): string {
  return days === 1 ? 'day' : counted(days, 'day', 'days')
}

/** For a period that may be without end. */
function keptFor(days: number | null): string {
  return days === null ? 'for good' : `for ${counted(days, 'day', 'days')}`
}

export const site: SiteText = {
  language: 'en',
  dateLanguage,
  time: timeWriter(dateLanguage),
  skip: 'To the content',
  nav: { label: 'Site', alerts: 'Alerts', privacy: 'Privacy' },
  languages: 'Languages',
  errors: {
    missing: {
      title: 'Nothing is here',
      paragraphs: [
        'This page does not exist, or no longer does. Perhaps a part of its address was lost on the way.',
      ],
    },
    foreign: {
      title: 'Not sent from here',
      paragraphs: ['This form was sent from another site. Open the page here and send it again.'],
    },
    tooLarge: {
      title: 'That is too much at once',
      paragraphs: ['What was sent is larger than this page takes.'],
    },
    unusable: {
      title: 'That could not be used',
      paragraphs: ['What was sent is not what this page asks for. Open it anew and try once more.'],
    },
    broken: {
      title: 'Something went wrong here',
      paragraphs: ['It is not your fault. Please try again in a moment.'],
    },
    home: 'To the front page',
  },
  footer: {
    sentBy: 'Sent by',
    contact: 'Contact:',
    noTracking: 'No cookies, no pixels, no counted clicks, nobody else’s scripts.',
  },
  front: {
    title: name => `${name}: breaking news by mail`,
    headline: 'When news breaks, you get a mail.',
    lead: name =>
      `${name} watches its sources day and night and mails you a short alert seconds after something important happened, with who says so and when. If the story moves you get the update; if we were wrong, the correction.`,
    often: {
      label: 'How often',
      never: 'Nothing has been sent yet, so nobody can say.',
      soFar: ({ mails, days }) =>
        mails === 0
          ? `No mail in the last ${lastDays(days)}.`
          : `${counted(mails, 'mail', 'mails')} in the last ${lastDays(days)}.`,
      steady: ({ mails, per, days }) =>
        `About ${counted(mails, 'mail', 'mails')} a ${per}, going by the last ${lastDays(days)}.`,
    },
    breaking: {
      label: 'What counts as breaking',
      text: 'What changes the day of many people, or cannot wait until they next look at the news. No opinion, no sport results, no celebrities, no advertising.',
    },
    who: { label: 'Who runs this', unknown: name => `${name} has not said who is behind it.` },
    latest: 'The latest alert, as it came by mail',
    earlier: 'Before that',
  },
  form: {
    heading: 'Sign up',
    address: 'Your email address',
    button: 'Send me alerts',
    privacy: 'How we treat your data',
    invalid: 'Please enter a valid email address, such as name@example.org.',
    tooLong: 'Please enter a valid email address. This one is longer than any can be.',
    failedTitle: name => `Please check your address – ${name}`,
  },
  checkInbox: {
    title: 'Check your inbox',
    paragraphs: ['Open the mail, follow its link and press the button there. Only then do alerts begin.'],
    sender: sender => `A mail is on its way to the address you entered. It comes from ${sender}.`,
    missing: {
      heading: 'Nothing there?',
      paragraphs: [
        'Give it a few minutes, and look in the folder for spam.',
        'If the address had a slip in it, sign up again with the right one. To one address we send such a mail at most once a day.',
      ],
    },
    mailbox: 'This server keeps its mail to itself: whatever it sends arrives in its own mailbox.',
    mailboxLink: 'Open the mailbox',
  },
  confirm: {
    open: {
      title: 'One press, and alerts begin',
      paragraphs: ['Confirm that this address is yours and that you want breaking-news alerts.'],
      button: 'Yes, send me alerts',
    },
    confirmed: name => ({
      title: 'You are signed up',
      paragraphs: [
        `The next alert from ${name} comes to your inbox. Until something important happens, you hear nothing from us.`,
        'Every alert has a link to leave; one press is enough.',
      ],
    }),
    used: {
      title: 'Already done',
      paragraphs: ['This link has done its work. There is nothing left to press.'],
    },
    expired: {
      title: 'This link has expired',
      paragraphs: ['It worked for three days. Enter your address once more, and you get a fresh one.'],
    },
    unknown: {
      title: 'We do not know this link',
      paragraphs: [
        'Perhaps a part of it was lost on the way: copy it from the mail whole. Or enter your address once more, and you get a fresh one.',
      ],
    },
  },
  leave: {
    open: name => ({
      title: 'Leave these alerts?',
      paragraphs: [`One press, and ${name} sends you no more mail.`],
      button: 'Stop sending me mail',
      stay: 'No, keep sending them',
    }),
    left: name => ({
      title: 'You have left',
      paragraphs: [
        `${name} sends you no more alerts. A mail that was already on its way may still arrive in the next minutes.`,
        'Thank you for reading. You are welcome back at any time.',
      ],
    }),
    already: name => ({
      title: 'You have left',
      paragraphs: [`${name} sends you no alerts; there is nothing more to do.`],
    }),
    unknown: {
      title: 'We do not know this link',
      paragraphs: [
        'Perhaps a part of it was lost on the way: copy it from the mail whole. The link in any of our mails works, also in an old one.',
      ],
    },
    oneClick: 'You have left. No more alerts will be sent to you.',
    again: 'Sign up again',
  },
  alerts: {
    title: 'All alerts',
    lead: name => `Everything that ${name} has sent, the newest first.`,
    kicker: {
      flash: 'Flash',
      breaking: 'Breaking',
      developing: 'Developing',
      update: 'Update',
      correction: 'Correction',
      retraction: 'Retraction',
    },
    empty: 'No alert has been sent yet. The first will stand here.',
    none: 'There are no older alerts.',
    all: 'All alerts',
    older: 'Older alerts',
    newest: 'Back to the newest',
    said: 'Said',
    sent: 'Sent',
    source: 'Source',
    corrected: 'Corrected since',
    retracted: 'Retracted since',
    correctedBy: when => `This alert was wrong. We corrected it on ${when}.`,
    retractedBy: when => `This alert was wrong. We took it back on ${when}.`,
    stopped: 'We stopped sending this alert before it had reached everybody.',
    whatChanged: 'What changed',
    whatWasWrong: 'What was wrong',
    whatIsRight: 'What is right',
    whatNow: 'What we know now',
    follows: { update: 'This updates', correction: 'This corrects', retraction: 'This takes back' },
    since: 'Since then',
    readStory: host => `Read the full story at ${host}`,
    signUp: name => `${name} mails alerts like this one to everybody who asks for them.`,
    signUpLink: 'Get them by mail',
  },
  privacy: {
    title: 'How we treat your data',
    lead: name =>
      `${name} needs your address to send you what you asked for. It does nothing else with it, and it does not follow what you read.`,
    version: version => `Version ${version} of this notice.`,
    chapters: ({ name, days, network }) => [
      {
        heading: 'What we keep',
        paragraphs: [
          'Your address as you typed it, the language you read in, and when you signed up, confirmed and left.',
          'What you chose, if you chose anything: topics and places, watch words, how many mails a day, quiet hours and their time zone, stories you muted. Watch words can say a lot about a person: they serve to pick your alerts and for nothing else, and nobody at the desk is shown whose they are.',
          'A record of what you agreed to: the exact words, their version and language, when and how. It names you by a number and a keyed hash, not by your address, and no line of it is ever changed.',
          network
            ? 'With each line of that record, the network that you came from, its last part cut off: it proves where an agreement was given, and does not name your device.'
            : 'That record holds no network address.',
          'For each alert, whether your mail server took it and what it answered, so that nobody is left out and a correction reaches exactly those who got the mistake.',
          'When somebody signs up, a keyed hash of the network that the request came from, so that nobody can flood a stranger’s inbox with our form. Not your network address itself.',
        ],
      },
      {
        heading: 'Why we may',
        paragraphs: [
          'Because you said so: you entered your address, and then confirmed it with a button. Alerts and marketing are two separate questions; a no to one costs you nothing of the other. You may take either back at any time, and what was done before stays lawful.',
          'The record of your agreement and the hash of your address after erasing are kept because we must be able to prove the one and to honour the other.',
        ],
      },
      {
        heading: 'What we do not do',
        paragraphs: [
          'No pixels in mails, no links that count you, no cookies on these pages, nothing loaded from anybody else. We do not know whether you open a mail, and we do not sell, lend or show your address to anybody. Mail servers carry it, as they must.',
          'No profile is made of you. Which alerts you get follows from what you chose and from nothing else; every mail says why you got it.',
        ],
      },
      {
        heading: 'How long',
        paragraphs: [
          `An address that was never confirmed: ${keptFor(days.unconfirmed)}. Yours: as long as you are signed up. After you leave, it stays marked as left and gets no mail ${keptFor(days.left)}; you may have it erased at once.`,
          `Which alert reached you: ${keptFor(days.deliveries)}. Our single mails to you, such as the one to confirm: ${keptFor(days.mails)}. The hash of your network: ${keptFor(days.network)}.`,
          'The record of your agreement stays as long as we may have to prove it. After erasing, a keyed hash of your address stays too, so that no list that somebody imports can bring you back.',
        ],
      },
      {
        heading: 'How to get less, or leave',
        paragraphs: [
          `Every mail from ${name} has a link to choose what you get, and one to leave; most mail programs show a button of their own for that. Either works without a password or a question. Who forwards a mail forwards these links: neither shows your address.`,
          'On leaving you may say why with one tap. The answer is counted, not kept with you.',
        ],
      },
      {
        heading: 'Your rights',
        paragraphs: [
          'On the page where you choose, you may also ask for all that we keep about you, as a file, and have it erased: a mail to your address makes sure that it is you.',
          'You may have mistakes corrected, and complain to the data protection authority where you live. Or write to the address below.',
        ],
      },
    ],
    who: 'Who runs this',
    whoUnknown: 'Write to the sender of our mails:',
    contact: 'Contact:',
  },
  mailbox: {
    title: 'Mailbox',
    lead: 'Every mail that this server sent, the newest first. Nothing leaves this machine until a mail relay is set.',
    empty: 'No mail yet. Sign up on the front page, and the first arrives here.',
    refresh: 'Look again',
    back: 'All mails',
    count: mails => counted(mails, 'mail', 'mails'),
    to: 'To',
    from: 'From',
    subject: 'Subject',
    received: 'Received',
    noSubject: '(no subject)',
    html: 'As a reader sees it',
    text: 'As plain text',
    noText: 'This mail has no text part.',
    headers: 'Headers',
    raw: 'The message as it was sent',
  },
}
