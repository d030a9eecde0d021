/** The words of stories: of their list, of a story's page, and of what an editor does with its items. */
import { counted, locale, wholeNumber } from './amounts-en.ts'

const list = new Intl.ListFormat(locale)
const shortList = new Intl.ListFormat(locale, { style: 'narrow', type: 'unit' })
const signed = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' })

/** From how high a score on it is called so: from 50 on an experienced desk would want to be called. */
const bands = [
  [70, 'Very breaking'],
  [50, 'Breaking'],
  [30, 'May be breaking'],
  [15, 'Hardly breaking'],
  [0, 'Not breaking'],
] as const

function items(number: number): string {
  return counted(number, 'item', 'items')
}

function origins(number: number): string {
  return counted(number, 'independent origin', 'independent origins')
}

export const storyText = {
  title: (id: number) => `Story ${id}`,
  bands,
  band: (score: number) => bands.find(([from]) => score >= from)?.[1] ?? 'Not breaking',
  size: (itemCount: number, originCount: number) => `${items(itemCount)}, ${origins(originCount)}`,
  sources: (number: number) => counted(number, 'source', 'sources'),
  items,
  origins,
  scored: (score: number) => `score ${score}`,
  lastItem: 'last item',
  began: 'began',
  states: { live: 'Live', asleep: 'Asleep', ended: 'Over', merged: 'Merged' },
  asleepNote: 'nothing came for long; it wakes when something does',
  endedNote: 'of its items only the beginnings of their texts are kept; it wakes when something comes',
  draftFrom: 'Draft an alert from the newest item',
  draftFromThis: 'Draft from this',
  draftAlert: 'Draft an alert',
  news: (number: number) => counted(number, 'new item', 'new items'),
  reload: 'Show',
  wasMerged: 'This story was merged into another one.',
  score: {
    title: 'How breaking it is',
    of: 'of 100',
    highest: (score: number) => `highest ${score}`,
    points: (points: number) => signed.format(points).replace('-', '−'),
    pointsLabel: (points: number) =>
      `${signed.format(points)} ${Math.abs(points) === 1 ? 'point' : 'points'}`,
    faded: (points: number) =>
      `Nothing came since: ${counted(points, 'point has', 'points have')} faded with time.`,
    none: 'No reason speaks for it yet.',
    unknown: 'It was not scored: it is from before stories were.',
    purged: 'What it was scored by is no longer kept.',
  },
  course: {
    title: 'The score’s course',
    summary: (first: number, from: string, last: number, to: string, top: number, topAt: string) =>
      `From ${first} at ${from} to ${last} at ${to}; highest ${top} at ${topAt}.`,
    one: 'One moment so far: there is no course to draw yet.',
    oneKept: 'Of one moment alone there is no course to draw.',
    purged: (at: string) => `What moved it before ${at} is no longer kept.`,
    moved: 'What moved it',
    still: 'Nothing moved it by much.',
    alerts: 'Dashed: an alert was sent.',
    others: (number: number) => `and ${counted(number, 'smaller move', 'smaller moves')}`,
    gone: (reason: string) => `No longer: ${reason}`,
    sentence: (words: string) => `${words.replace(/\.$/, '')}.`,
    fromTo: (before: number, now: number) => `${before} → ${now}`,
    spokenFromTo: (before: number, now: number) => `from ${before} to ${now}`,
    kinds: {
      founded: 'The story began',
      joined: '',
      revised: 'An item was revised',
      merged: 'Another story was merged into it',
      split: 'Items were taken out into a story of their own',
      moved: 'Items moved between this story and another',
    },
    splitOff: 'The story began with items that were taken out of another',
  },
  origin: {
    title: 'Who says so',
    carriedBy: (names: readonly string[], more: number) =>
      `carried by ${list.format(more > 0 ? [...names, counted(more, 'other', 'others')] : names)}`,
    first: 'first of all',
    none: 'Nobody yet.',
    more: (number: number) => `and ${counted(number, 'other origin', 'other origins')}`,
  },
  timeline: {
    title: 'Items by origin, newest first',
    folded: (number: number, origin: string) =>
      `${wholeNumber.format(number)} more that ${number === 1 ? 'carries or names' : 'carry or name'} ${origin}`,
    foldedOwn: (number: number) => `${wholeNumber.format(number)} more of its own`,
    inUtc: 'When each was seen, in UTC.',
    tickHint: 'Tick what belongs elsewhere, then',
    toPutRight: 'put it right',
    first: 'first of all',
    firstOfOrigin: 'first of this origin',
    ways: { poll: 'polled', push: 'pushed', api: 'by the API' },
    pinned: (name: string) => `put here by ${name}`,
    materially: 'New:',
    earlierItems: 'Earlier items',
    newest: 'Back to the newest items',
    tick: (title: string) => `Tick: ${title}`,
  },
  read: (source: string) => `Read at ${source}`,
  seen: 'seen',
  published: 'published',
  revision: (number: number) => `Revised: version ${number}`,
  changes: {
    kind: {
      'headline changed': 'Headline changed',
      'lead changed': 'First paragraph changed',
      'text changed': 'Text changed',
    },
    before: 'It was:',
    after: 'It is now:',
    removed: 'taken out:',
    added: 'put in:',
    earlier: (number: number) => `and ${counted(number, 'earlier change', 'earlier changes')}`,
  },
  fullText: {
    get: 'Get the full text',
    waiting: 'Its page is being fetched. Reload to see its text.',
    there: 'Full text, as its page had it',
    failed: 'Its page could not be read:',
  },
  alerts: {
    title: 'Alerts made of it',
    none: 'None yet.',
    made: (who: string) => `by ${who}`,
    rules: 'What the rules would do',
    noRules: 'No rule of stories is on.',
    rings: {
      draft: 'would make a draft of it',
      send: 'would send an alert of it',
    },
    silent: 'would do nothing:',
    oneAlert: 'A story has at most one alert by rules; what comes after is an update.',
    misses: {
      score: (least: number, now: number) => `score ${now}, and it wants ${least}`,
      origins: (least: number, now: number) => `${origins(now)}, and it wants ${wholeNumber.format(least)}`,
      words: 'not its words',
      sources: 'not its sources',
      hours: 'not its hours',
    },
  },
  soFar: {
    title: 'The story so far',
    none: 'No earlier story is like it.',
    split: 'It was taken out of this story:',
  },
  history: {
    title: 'Merges, splits and moves',
    none: 'None: its items came one by one.',
    purged: (at: string) => `What was before ${at} is no longer kept.`,
    machine: 'the machine',
    mergedIn: (number: number) => `${items(number)} came with a merge from`,
    mergedOut: (number: number) => `${items(number)} went with a merge into`,
    splitIn: (number: number) => `Founded by a split: ${items(number)} taken out of`,
    splitOut: (number: number) => `${items(number)} split off into`,
    movedIn: (number: number) => `${items(number)} moved here from`,
    movedOut: (number: number) => `${items(number)} moved to`,
    by: (who: string) => `by ${who}`,
  },
  sort: {
    title: 'Put it right',
    note: 'Each button asks on the next page before anything is done. What you do the machine does not undo. Nobody is mailed because of it, and an alert already sent keeps its story.',
    other: 'The other story',
    byNumber: 'Or its number, or the address of its page',
    merge: 'Merge this story into it …',
    move: 'Move the ticked items to it …',
    split: 'Make the ticked items a story of their own …',
  },
  ask: {
    mergeTitle: 'Merge these two stories?',
    merge: (number: number) =>
      `${number === 1 ? 'Its one item goes' : `All its ${items(number)} go`} to the other story, and its address leads there from then on.`,
    from: 'This story ends:',
    into: 'It goes into:',
    mergeButton: (from: number, into: number) => `Merge story ${from} into ${into}`,
    otherWay: 'The other way round',
    splitTitle: (number: number) =>
      number === 1
        ? 'Make this item a story of its own?'
        : `Make these ${items(number)} a story of their own?`,
    splitButton: (number: number) => `Split off ${items(number)}`,
    moveTitle: (number: number) => `Move ${number === 1 ? 'this item' : `these ${items(number)}`}?`,
    moveButton: (number: number, to: number) => `Move ${items(number)} to story ${to}`,
    out: 'Out of:',
    to: 'Into:',
    stays: (number: number) => `${items(number)} stay${number === 1 ? 's' : ''} behind.`,
    mails:
      'Nobody is mailed. An alert that was sent keeps its story. The machine will not undo it; you can, in the same way.',
    back: 'No, back to the story',
    problems: {
      unreadable: (typed: string) =>
        `“${typed}” is no story’s number or link. Expected a number such as 812, or the address of a story’s page.`,
      empty: 'No other story was named. Choose one of the likely ones, or give its number or link.',
      unknown: (id: number) => `There is no story ${id}. Look at its address again.`,
      same: 'That is this story itself. Name the other one.',
      noItems: 'No item was ticked. Go back and tick the items first.',
      gone: 'Some of these items are no longer in this story: it was changed meanwhile. Go back and look at how it stands.',
      all: 'These are all its items. To bring a whole story to another one, merge it; a new story of all of them would be the same story again.',
    },
  },
  answer: {
    merge: (from: number) => `Done: story ${from} was merged into this one.`,
    split: (number: number, from: number) =>
      `Done: ${items(number)} split off from story ${from}. This is their own story.`,
    move: (number: number, from: number) => `Done: ${items(number)} moved here from story ${from}.`,
    splitOff: (number: number, to: number) => `Done: ${items(number)} split off into story ${to}.`,
    movedOff: (number: number, to: number) => `Done: ${items(number)} moved to story ${to}.`,
    led: (from: number) => `Story ${from} was merged into this one: its address leads here.`,
    refused: (problem: string) => `Nothing was done: ${problem}`,
    waiting:
      'It is written down and will be done; whoever groups stories has not answered yet. Reload to see how it stands.',
  },
  all: {
    title: 'Stories',
    nav: 'Stories',
    order: 'Order',
    byScore: 'How breaking',
    byNewest: 'Newest',
    least: 'Score at least',
    leastAny: 'any',
    language: 'Language',
    anyLanguage: 'any',
    asleep: 'With those asleep',
    apply: 'Show',
    none: 'No story is like that. Ask for less, or wait.',
    noneYet: 'No stories yet. They appear here as the sources publish.',
    more: 'Further down',
    top: 'Back to the top',
    link: 'All stories',
    news: (number: number) => counted(number, 'new story', 'new stories'),
  },
  languages: (names: readonly string[]) => shortList.format(names),
} as const

/** The keys of these pages, as the help page lists them. */
export const storyKeys = [
  ['b', 'goes to all stories'],
  ['j, k', 'goes down and up the list of stories, or of a story’s items'],
] as const
