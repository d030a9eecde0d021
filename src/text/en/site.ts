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

export const site: SiteText = {
  language: 'en',
  dateLanguage,
  time: timeWriter(dateLanguage),
  skip: 'To the content',
  nav: { label: 'Site', alerts: 'Alerts', privacy: 'Privacy' },
  languages: 'Languages',
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
    latest: 'Latest alerts',
  },
  form: {
    heading: 'Sign up',
    address: 'Your email address',
    button: 'Send me alerts',
    privacy: 'How we treat your data',
    invalid: 'Please enter a valid email address.',
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
    chapters: name => [
      {
        heading: 'What we keep',
        paragraphs: [
          'Your address as you typed it, the language of the page you signed up on, and when you signed up, confirmed and left.',
          'A record of what you agreed to: the exact words, when and how. It names you by a number and a keyed hash, not by your address, and no line of it is ever changed.',
          'For each alert, whether your mail server took it and what it answered, so that nobody is left out and a correction reaches exactly those who got the mistake.',
          'When somebody signs up, a keyed hash of the network that the request came from, so that nobody can flood a stranger’s inbox with our form. Not your full network address.',
        ],
      },
      {
        heading: 'Why we may',
        paragraphs: [
          'Because you said so: you entered your address, and then confirmed it with a button. Alerts and marketing are two separate questions; a no to one costs you nothing of the other.',
        ],
      },
      {
        heading: 'What we do not do',
        paragraphs: [
          'No pixels in mails, no links that count you, no cookies on these pages, nothing loaded from anybody else. We do not know whether you open a mail, and we do not sell, lend or show your address to anybody. Mail servers carry it, as they must.',
        ],
      },
      {
        heading: 'How long',
        paragraphs: [
          'Your address: as long as you are signed up. After you leave, it stays marked as left, and gets no mail, until you ask us to erase it. The record of your agreement stays as long as we may have to prove it.',
        ],
      },
      {
        heading: 'How to leave',
        paragraphs: [
          `Every mail from ${name} has a link to leave, and most mail programs show a button of their own. Either works at once, for ever, without a password or a question.`,
        ],
      },
      {
        heading: 'Your rights',
        paragraphs: [
          'You may ask what we keep about you, have it corrected, taken along or erased, and complain to the data protection authority where you live. Write to the address below.',
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
