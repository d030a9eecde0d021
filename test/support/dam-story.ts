/** An invented story, as an afternoon of news tells it: agency copies, own reports, an official source, five languages. */
import type { Reason } from '../../src/stories/index.ts'

const minuteMs = 60_000

export interface ItemRow {
  /** Minutes after the story began. */
  at: number
  source: string
  origin: number
  originName?: string
  title: string
  text?: string
  language?: string
  way?: 'poll' | 'push' | 'api'
  /** Headlines that it had before. */
  before?: readonly string[]
}

export const nordwire = { origin: 1, originName: 'Nordwire' }
const agencyText =
  'BRENVIK (Nordwire) - The Skarv dam above Brenvik gave way on Tuesday afternoon, the water board said. Three villages below it are being cleared. Sirens sounded in the valley from 14:05.'

export const damItems: readonly ItemRow[] = [
  {
    at: 0,
    source: 'Nordwire',
    ...nordwire,
    way: 'push',
    title: 'URGENT: Dam above Brenvik reported breached - water board',
    text: agencyText,
  },
  {
    at: 1,
    source: 'Skarv Water Board',
    origin: 2,
    title: 'Warning: the Skarv dam has failed. Leave the valley below Brenvik at once',
    text: 'The Skarv dam failed at 14:05. Everybody between Brenvik and the fjord must go to high ground.',
    way: 'api',
  },
  {
    at: 3,
    source: 'The Brenvik Courier',
    origin: 3,
    title: 'LIVE: Sirens in Brenvik as Skarv dam breaks',
    before: ['Sirens heard in Brenvik, cause unknown'],
    text: 'Our reporter saw a wall of water pass the old bridge at about ten past two.',
  },
  ...['The Aldorra Times', 'Channel North', 'Coast Today', 'Evening Record', 'Harbour News'].map(
    (source, n) => ({
      ...{
        at: 5 + n,
        source,
        ...nordwire,
        title: 'Dam above Brenvik breached, water board says',
        text: agencyText,
      },
    }),
  ),
  {
    at: 11,
    source: 'Aldorra Tagblatt',
    origin: 4,
    language: 'de',
    title: 'Staudamm oberhalb von Brenvik gebrochen: drei Dörfer werden geräumt',
    text: 'Die Behörden haben für das ganze Tal Alarm ausgelöst.',
  },
  {
    at: 14,
    source: 'Nordwire',
    ...nordwire,
    way: 'push',
    title: 'At least 3 dead after dam above Brenvik breaks, rescue official says',
    text: agencyText,
  },
  ...['The Aldorra Times', 'Channel North', 'Coast Today'].map((source, n) => ({
    ...{ at: 16 + n, source, ...nordwire, title: 'Three dead after Brenvik dam breaks', text: agencyText },
  })),
  {
    at: 22,
    source: 'وكالة الساحل',
    origin: 5,
    language: 'ar',
    title: 'انهيار سد سكارف فوق مدينة برينفيك وإجلاء ثلاث قرى',
    text: 'قالت هيئة المياه إن السد انهار بعد ظهر الثلاثاء.',
  },
  {
    at: 25,
    source: '海岸通信',
    origin: 6,
    language: 'ja',
    title: 'ブレンヴィク上流のスカルヴ・ダムが決壊、3つの村に避難指示',
    text: '水道局によると、ダムは火曜日の午後に決壊した。',
  },
  {
    at: 31,
    source: 'Nordwire',
    ...nordwire,
    way: 'push',
    title: 'Death toll from Brenvik dam rises to 12',
    text: agencyText,
    before: ['Death toll from Brenvik dam rises to 9'],
  },
  ...['The Aldorra Times', 'Channel North', 'Evening Record', 'Harbour News'].map((source, n) => ({
    ...{
      at: 33 + n,
      source,
      ...nordwire,
      title: 'Death toll from Brenvik dam rises to 12',
      text: agencyText,
    },
  })),
  {
    at: 44,
    source: 'Skarv Water Board',
    origin: 2,
    way: 'api' as const,
    title: 'Statement: the dam was inspected in spring. No fault was found',
    text: 'The board denies that warnings were ignored.',
  },
  {
    at: 52,
    source: 'The Brenvik Courier',
    origin: 3,
    title: 'Mayor: “We were told in March that the dam was not safe”',
    text: 'A letter seen by the Courier warns of cracks in the east wall.',
  },
  {
    at: 61,
    source: 'The Aldorra Times',
    origin: 7,
    title: 'Army helicopters lift 40 people from roofs in Brenvik',
    text: 'By our own correspondent.',
  },
  { at: 64, source: 'Coast Today', ...nordwire, title: 'Brenvik: what we know so far', text: agencyText },
  {
    at: 70,
    source: 'Nordwire',
    ...nordwire,
    way: 'push',
    title: 'Head of Skarv Water Board resigns',
    text: agencyText,
  },
  {
    at: 72,
    source: 'Channel North',
    ...nordwire,
    title: 'Water board head resigns after dam disaster',
    text: agencyText,
  },
  { at: 75, source: 'Harbour News', ...nordwire, title: 'Head of water board quits', text: agencyText },
  {
    at: 96,
    source: 'Aldorra Tagblatt',
    origin: 4,
    language: 'de',
    title: 'Chef der Wasserbehörde tritt zurück',
    text: 'Er übernehme die Verantwortung, hieß es.',
  },
]

export type CourseRows = Readonly<
  Record<number, { score: number; changes?: readonly object[]; reasons: readonly Reason[] }>
>

/** By the place of its item: the score then, and what came with it. */
export const damCourse: CourseRows = {
  0: {
    score: 31,
    reasons: [
      {
        kind: 'mark',
        points: 22,
        facts: { mark: 'URGENT', source: 'Nordwire', marked: 4, of: 310, sources: 1 },
      },
      { kind: 'novelty', points: 8, facts: { likenessPercent: 6, days: 30 } },
    ],
  },
  1: {
    score: 66,
    reasons: [
      reason('mark', 22),
      reason('official', 20),
      { kind: 'origins', points: 16, facts: { origins: 2 } },
      reason('novelty', 8),
    ],
  },
  2: {
    score: 79,
    reasons: [
      { kind: 'origins', points: 27, facts: { origins: 3 } },
      reason('mark', 22),
      reason('official', 20),
      {
        kind: 'speed',
        points: 10,
        facts: { origins: 3, withinMs: 3 * minuteMs, usualGapMs: 190 * minuteMs },
      },
    ],
  },
  8: {
    score: 84,
    reasons: [
      { kind: 'origins', points: 34, facts: { origins: 4 } },
      reason('mark', 20),
      reason('official', 20),
      {
        kind: 'speed',
        points: 10,
        facts: { origins: 4, withinMs: 11 * minuteMs, usualGapMs: 190 * minuteMs },
      },
    ],
  },
  9: {
    score: 91,
    reasons: [
      { kind: 'origins', points: 34, facts: { origins: 4 } },
      { kind: 'change', points: 12, facts: { kind: 'number' } },
      reason('mark', 20),
      reason('official', 20),
    ],
    changes: [
      {
        kind: 'number',
        quote: 'At least 3 dead after dam above Brenvik breaks, rescue official says',
        facts: { of: 'killed', now: 3 },
      },
    ],
  },
  15: {
    score: 93,
    reasons: [
      { kind: 'origins', points: 40, facts: { origins: 6 } },
      { kind: 'change', points: 22, facts: { kind: 'number', of: 'killed', before: 3, now: 12 } },
      reason('official', 18),
      reason('mark', 14),
    ],
    changes: [
      {
        kind: 'number',
        quote: 'Death toll from Brenvik dam rises to 12',
        facts: { of: 'killed', before: 3, now: 12 },
      },
    ],
  },
  20: {
    score: 88,
    reasons: [
      { kind: 'origins', points: 40, facts: { origins: 6 } },
      { kind: 'change', points: 24, facts: { kind: 'denial' } },
      reason('official', 18),
    ],
    changes: [
      {
        kind: 'denial',
        quote: 'The board denies that warnings were ignored.',
        facts: { what: 'it', actor: 'the Skarv Water Board' },
      },
    ],
  },
  24: {
    score: 95,
    reasons: [
      { kind: 'origins', points: 42, facts: { origins: 7 } },
      { kind: 'change', points: 24, facts: { kind: 'resignation' } },
      reason('official', 17),
      reason('mark', 12),
    ],
    changes: [
      {
        kind: 'resignation',
        quote: 'Head of Skarv Water Board resigns',
        facts: { what: 'resigned', actor: 'the head of the Skarv Water Board' },
      },
    ],
  },
  27: {
    score: 81,
    reasons: [
      { kind: 'origins', points: 42, facts: { origins: 7 } },
      { kind: 'change', points: 24, facts: { kind: 'resignation' } },
      { kind: 'official', points: 17, facts: { by: 'source', source: 'Skarv Water Board' } },
      { kind: 'novelty', points: 8, facts: { likenessPercent: 6, days: 30 } },
      { kind: 'age', points: -10, facts: { ageMs: 60 * minuteMs } },
    ],
  },
}

function reason(kind: 'mark' | 'official' | 'novelty', points: number): Reason {
  if (kind === 'official') return { kind, points, facts: { by: 'source', source: 'Skarv Water Board' } }
  if (kind === 'novelty') return { kind, points, facts: { likenessPercent: 6, days: 30 } }
  return { kind, points, facts: { mark: 'URGENT', source: 'Nordwire', marked: 4, of: 310, sources: 1 } }
}

/** A night of counting votes: three hundred items. */
export function longItems(): ItemRow[] {
  const outlets = [
    'The Aldorra Times',
    'Channel North',
    'Coast Today',
    'Evening Record',
    'Harbour News',
    'The Brenvik Courier',
  ]
  return Array.from({ length: 300 }, (_, n) => {
    const isWire = n % 3 > 0
    const source = outlets[n % outlets.length] ?? ''
    return {
      at: Math.round(n * 1.7),
      source,
      ...(isWire ? nordwire : { origin: 10 + (n % outlets.length) }),
      title: `${n} of 412 districts counted in Aldorra, Union leads by ${(n % 40) / 10} points`,
      ...(n % 25 === 0
        ? { before: [`${n - 1} of 412 districts counted in Aldorra, Union leads by 1 point`] }
        : {}),
    }
  })
}
