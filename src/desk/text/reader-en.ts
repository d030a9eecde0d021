/** Would this reader get it, and did they? Nobody's watch words are named: they are private. */
import type { FateWords } from '../../text/index.ts'

const names = new Intl.ListFormat('en-GB', { type: 'conjunction' })

type PlainFate = Exclude<
  FateWords['kind'],
  'got' | 'digested' | 'held' | 'joined-later' | 'would-come' | 'follows-another' | 'not-wanted'
>

const fates: Record<PlainFate, string> = {
  'on-its-way': 'It is on its way to them.',
  undecided: 'It was handed over, but their mail server’s answer was not read.',
  refused: 'Their mail server turned it away for good.',
  suppressed: 'It was not sent: the address is on the list of those never to be mailed.',
  stopped: 'It was not sent to them: the alert was stopped before their turn.',
  replaced: 'It was not sent to them: something newer of the same story took its place.',
  left: 'It was not sent to them: they had left when their turn came.',
}

export const readerText = {
  title: { before: 'Would this reader get it?', after: 'Did this reader get it?' },
  address: 'Their address',
  hint: {
    before: 'Nothing is sent, saved or kept. By what was last saved.',
    after: 'Nothing is sent, and nothing is kept.',
  },
  button: 'Look',
  problem: {
    empty: 'Please enter a mail address.',
    invalid: 'Please enter a valid mail address, such as name@example.org.',
    'too-long': 'This address is too long.',
  },
  yes: 'Yes, at once',
  inDigest: 'Yes, but in their digest',
  no: 'No',
  standing: {
    unknown: 'Nobody has signed up with this address.',
    pending: 'This address was entered, but its owner has not confirmed.',
    left: (when: string | null) => (when === null ? 'They have left.' : `They left on ${when}.`),
    suppressed: 'The address is on the list of those never to be mailed.',
  },
  because: {
    everything: 'They get all alerts.',
    everyone: 'It is of no topic, and so for everyone, whatever their topics.',
    topics: (topics: readonly string[]) => `They asked for: ${names.format(topics)}.`,
    watch: 'Their watch words find it. Which ones is theirs alone to know.',
    story: 'They asked for nothing but this story.',
    follows: 'They got, or are getting, the alert that it follows.',
  },
  obstacle: {
    paused: (until: string) => `They paused alerts until ${until}.`,
    'other-story': 'They asked for nothing but another story.',
    muted: 'They muted this story.',
    priority: {
      flash: 'They asked for flashes only.',
      breaking: 'They asked for flashes and breaking news only.',
    },
    less: (topics: readonly string[]) => `They asked for less of: ${names.format(topics)}.`,
    'no-match': 'It is of no topic that they chose, and their watch words do not find it.',
  },
  notFollowed: 'They were not among those who got the alert that it follows.',
  why: {
    quiet: 'It is within their quiet hours now.',
    'daily-most': 'Their daily limit is used up, or they want the digest alone.',
    followed: 'The alert that it follows waits for their digest, too.',
  },
  until: (when: string) => `The digest is due on ${when}.`,
  got: (when: string) => `Their mail server took it on ${when}.`,
  digested: (when: string) => `It came in their digest of ${when}.`,
  waits: (when: string | null) =>
    when === null ? 'It waits for their next digest.' : `It waits for their digest, due on ${when}.`,
  fates,
  joinedLater: (when: string) => `It was sent before they confirmed, which was on ${when}.`,
  notThen: 'They were not in its audience. By what they chose today they would be:',
  notYet: 'They are not in its audience yet: it is still being counted. By what they chose they will be:',
  byToday: 'By what they chose today:',
}
