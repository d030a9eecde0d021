import type { ChoicesText, FateWords } from '../choices-text.ts'
import { momentWriter } from '../time-writer.ts'

const plural = new Intl.PluralRules('en')
const counted = (count: number, one: string, more: string): string =>
  `${count.toLocaleString('en')} ${plural.select(count) === 'one' ? one : more}`

/** "day", "60 days". */
const lastDays = (days: number): string => (days === 1 ? 'day' : counted(days, 'day', 'days'))

const moment = momentWriter('en-GB')

function fate(words: FateWords): string {
  switch (words.kind) {
    case 'got':
      return `You got it on ${moment(words)}.`
    case 'digested':
      return `You got it in the digest of ${moment(words)}.`
    case 'held':
      return words.until === null
        ? 'It waits for your next digest.'
        : `It waits for your digest of ${moment({ at: words.until, timeZone: words.timeZone })}.`
    case 'on-its-way':
      return 'It is on its way to you.'
    case 'undecided':
      return 'Your mail server did not say whether it took it.'
    case 'refused':
      return 'Your mail server did not take it.'
    case 'suppressed':
      return 'It was not sent: your mail server had refused our mails before.'
    case 'stopped':
      return 'It was not sent to you: the newsroom stopped it.'
    case 'replaced':
      return 'It was not sent to you: a correction took its place.'
    case 'left':
      return 'It was not sent to you: you had left when its turn came.'
    case 'joined-later':
      return 'It was sent before you signed up.'
    case 'would-come':
      return 'It was not sent to you, but it would come with what you have chosen today.'
    case 'follows-another':
      return 'It followed an alert that you did not get.'
    case 'not-wanted':
      return words.why
  }
}

export const choices: ChoicesText = {
  title: name => `What ${name} sends you`,
  lead: 'Everything here is up to you, and nothing has to be chosen. Whatever you save holds from the next alert on.',
  savedEverything: chosen =>
    `Saved. You still get every alert: what you ticked and typed picks out your mails only with “${chosen}”.`,
  saved: 'Saved. It holds from the next alert on.',
  problems: 'Not saved yet. What has to be changed is marked below; everything you typed is still there.',
  undo: 'Undo',
  moment,
  alert: {
    heading: 'About this alert',
    mute: {
      button: 'Mute this story',
      hint: 'Nothing more of this story comes, apart from corrections of what you received.',
      done: 'This story is muted. Only corrections of what you received still come.',
    },
    only: {
      button: 'Only this story',
      hint: 'Until you undo it, nothing but this story comes.',
      done: 'Now only this story comes, until you undo it.',
    },
    less: {
      button: topic => `Less of ${topic}`,
      hint: 'Of this topic only flashes come from now on, and what your watch words find.',
      done: topic => `Less of ${topic}: now only flashes come of it, and what your watch words find.`,
    },
    undone: 'Undone. All is as it was before.',
  },
  wants: {
    heading: 'What I want',
    scope: {
      legend: 'How much',
      all: { label: 'Everything', hint: 'Every alert that is sent.' },
      chosen: {
        label: 'Only what I choose',
        hint: 'An alert comes when it is about one of the topics or places that you tick, or when your watch words find it.',
      },
    },
    topics: {
      legend: 'Topics',
      places: 'Places',
      hint: 'They count with “Only what I choose”. One of them is enough.',
      retired: 'The newsroom does not offer it any more. You keep it until you untick it.',
    },
    often: often => `With all that is chosen here, that is ${often}.`,
  },
  watch: {
    legend: 'My watch words',
    hint: 'Words that an alert has to have in its headline or text to come to you. They are private: nobody at the newsroom sees whose they are.',
    label: number => `Watch words ${number}`,
    help: 'How to write them, with examples',
    examples: [
      { typed: 'harbour', means: 'the word in any of its forms' },
      { typed: '"general strike"', means: 'these words next to each other' },
      { typed: 'harbour fire', means: 'both words, anywhere' },
      { typed: 'strike OR walkout', means: 'one of them is enough' },
      { typed: 'jaguar NOT car', means: 'the first word, where the second is not' },
      { typed: 'minister NEAR resigns', means: 'both, at most ten words apart' },
      { typed: '~Tchaikovsky', means: 'the name in any of its spellings' },
    ],
    tooLong: most => `This is too long: at most ${most} characters. Split it into two lines.`,
    tooMany: most => `At most ${most} lines of watch words can be kept. Put some together with OR.`,
    preview: 'Show what this would have brought',
    brought: ({ alerts, stories, days }) =>
      `In the last ${lastDays(days)}: ${counted(alerts, 'alert', 'alerts')}${stories > 0 ? `, and ${counted(stories, 'story', 'stories')} nobody was alerted to` : ''}.`,
    broughtNothing: ({ days }) =>
      days === 0
        ? 'Nothing has been sent yet. It comes when it happens.'
        : `Nothing in the last ${lastDays(days)}. It comes when it happens.`,
    isStory: 'Story without an alert',
  },
  limits: {
    heading: 'How often, and when',
    least: {
      legend: 'The least that is worth a mail to me',
      flash: {
        label: 'Flash',
        hint: often => `Only the rarest: what everybody will remember. That is ${often}.`,
      },
      breaking: {
        label: 'Breaking',
        hint: often => `Flashes, and important news the minute it breaks. That is ${often}.`,
      },
      developing: {
        label: 'Developing',
        hint: often => `All of it, also stories that have only begun. That is ${often}.`,
      },
    },
    dailyMost: {
      label: 'At most so many mails in any 24 hours',
      hint: 'A flash always comes. What is over the number comes together in one digest. 0: the digest only. Empty: no limit.',
      problem: most => `Enter a whole number from 0 to ${most}, or leave it empty.`,
    },
    quiet: {
      legend: 'Quiet hours',
      from: 'From',
      to: 'To',
      hint: 'Nothing but flashes and corrections comes then; the rest waits for the digest. Leave both empty for none.',
      problems: {
        'one-missing': 'Quiet hours need a beginning and an end. Enter both, or leave both empty.',
        equal: 'The beginning and the end are the same. Choose different times, or leave both empty.',
        'too-long': 'Leave at least one hour of the day in which the digest can come.',
        'no-time': 'Enter times like 22:00 and 07:00.',
      },
    },
    timeZone: {
      label: 'My time zone',
      hint: 'Quiet hours and the digest go by it, summer time included.',
      option: (zone, offset) => `${zone} (UTC${offset})`,
    },
    digestAt: {
      label: 'When the digest comes',
      hint: 'One mail with what was held back; no mail on days when nothing was.',
      problem: 'Enter a time like 18:00.',
    },
    language: {
      label: 'Language of the mails',
      hint: 'What we write around an alert. The alert itself is in its newsroom’s language.',
    },
    corrections: 'Corrections of what you received always come, whatever is chosen here.',
    save: 'Save',
  },
  pause: {
    heading: 'Pause',
    hint: 'Nothing comes until then, apart from corrections of what you received. Alerts of that time are not sent later.',
    now: until => `Paused until ${until}.`,
    goOn: 'Go on now',
    day: 'For a day',
    week: 'For a week',
    month: 'For a month',
    date: 'Or until the morning of',
    dateButton: 'Pause until that day',
    dateProblem: 'Choose a day after today, at most a year ahead.',
    done: 'Paused. Alerts begin again by themselves.',
    going: 'Alerts come again.',
  },
  muted: {
    heading: 'What I pressed before',
    hint: 'Each of these can be taken back.',
    muted: 'Muted stories',
    only: 'Only these stories come',
    less: 'Less of these topics',
    unmute: 'Unmute',
    notOnly: 'Not only this',
    notLess: 'As much as before',
    nameless: 'A story that is not here any more',
  },
  marketing: {
    heading: 'Apart from alerts',
    hint: 'This has nothing to do with alerts: yes or no, they come just the same.',
    button: 'Save this answer',
    saved: 'Your answer is saved.',
  },
  history: {
    heading: 'Why did I get this? And why didn’t I?',
    hint: 'The last ten alerts, and what became of each for you.',
    none: 'Nothing has been sent yet.',
    fate,
    today: 'Where nothing was sent, this goes by what you have chosen today.',
  },
  yours: {
    heading: 'My data, and leaving',
    data: {
      button: 'Take along or erase my data',
      hint: 'We mail you a link, to make sure that it is you. Behind it you can download or erase all we keep.',
      done: 'The mail with the link is on its way.',
    },
    forget: {
      button: 'Void all older links',
      hint: 'You forwarded one of our mails? Then nobody can open this page with it any more, and neither can you: the next mail brings a fresh link.',
      done: '',
    },
    leave: 'Leave',
    leaveHint: 'To stop it all, press the link to leave at the end of any of our mails. One press is enough.',
  },
  expired: {
    title: 'This link has expired',
    paragraphs: [
      'Links to this page work for 30 days. We can mail a fresh one to the address that this mail was sent to.',
    ],
    button: 'Mail me a fresh link',
    done: 'If this address still gets our alerts, a mail with a fresh link is on its way. There is at most one an hour.',
  },
  unknown: {
    title: 'This link does not open anything',
    paragraphs: [
      'Perhaps a part of it was lost on the way, or its owner has voided all older links. The newest mail from us has one that works.',
    ],
  },
  voided: {
    title: 'All older links are void',
    paragraphs: [
      'No mail that you got until now opens this page any more. The links to leave still work, as they always do.',
      'The next mail brings a fresh link.',
    ],
  },
  left: {
    title: 'You have left',
    paragraphs: ['No alerts are sent to you, so there is nothing to choose.'],
    again: 'Sign up again',
  },
  freshMail: ({ who, link, days }) => ({
    subject: 'Your link to what you get from us',
    text: `Here is a fresh link to the page where you choose what ${who} sends you:

${link}

It works for ${days} days, and is for you alone: whoever has it can change what you get.

You did not ask for it? Then somebody pressed a button in an old mail of ours. Nothing was changed.
`,
  }),
  afterConfirming: {
    sender: sender =>
      `The mails come from ${sender}. Add it to your contacts, and no filter keeps the news from you.`,
    hint: 'You get everything for now. If you like, say what matters to you: topics, watch words, quiet hours. It takes a minute, and every mail has a link to it.',
    hintChosen:
      'You get what you signed up for, and the few alerts that are for everyone. More topics, watch words, quiet hours: it takes a minute, and every mail has a link to it.',
    link: 'Choose what I get',
  },
}
