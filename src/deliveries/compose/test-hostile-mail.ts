/** For tests: alerts and readers as hostile as they come, in every script. */
import fc from 'fast-check'
import type { AlertMail, Recipient } from './alert-mail.ts'

const nasty = fc.constantFrom(
  '\r\nBcc: evil@example.org\r\n\r\n',
  '\n.\n',
  '\u202egpj.exe\u202c',
  '\u2066\u2069\u200f',
  '\0\u0007\u001b[31m',
  '\ud800',
  '\udc00x',
  '👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  '=?utf-8?B?aGVsbG8=?=',
  '=?utf-8?Q?=0D=0ABcc:_x?=',
  '=3D=\r\n=',
  '<script>&amp;"\'',
  'x'.repeat(10_000),
  'ש'.repeat(3000),
  'שלום עולם ',
  'السلام عليكم',
  'नमस्ते दुनिया',
  'สวัสดีชาวโลก',
  '\n.a\n..\n',
  '. ',
  ' trailing \t\n',
  '漢字'.repeat(500),
  'ab '.repeat(600),
  ' \t ',
  '\u2028\u2029\u0085',
  '--boundary--',
  'From me',
)
/** What a source, an editor or an operator could write. */
export const hostile = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), { maxLength: 8 })
  .map(parts => parts.join(''))
const hostileOrNull = fc.option(hostile, { nil: null })
const time = fc.integer({ min: 0, max: 4e12 })
const address = fc.oneof(hostile, fc.webUrl({ withQueryParameters: true, withFragments: true }))

export const alertMail: fc.Arbitrary<AlertMail> = fc.record({
  alertId: fc.stringMatching(/^[\w&='.-]{1,20}$/),
  kind: fc.constantFrom('alert', 'update', 'correction', 'retraction'),
  priority: fc.constantFrom('flash', 'breaking', 'developing'),
  headline: hostile,
  summary: hostile,
  preheader: hostileOrNull,
  url: address,
  permanentUrl: address,
  sourceName: hostileOrNull,
  saidAt: fc.option(time, { nil: null }),
  sentAt: time,
  timeZone: fc.oneof(hostile, fc.constantFrom('UTC', 'Asia/Tokyo', 'America/St_Johns')),
  language: fc.oneof(hostile, fc.constantFrom('en', 'he', 'ar-EG', 'zh-Hant-TW', 'x-klingon')),
  whatChanged: hostileOrNull,
  whatWasWrong: hostileOrNull,
  original: fc.option(fc.record({ headline: hostile, subject: hostile, sentAt: time }), { nil: null }),
  operator: fc.record({
    name: hostileOrNull,
    postalAddress: hostileOrNull,
    contact: fc.oneof(hostileOrNull, address),
    privacyUrl: fc.oneof(hostileOrNull, address),
  }),
  accent: fc.option(fc.record({ light: hostile, dark: hostile }), { nil: null }),
  publicUrl: fc.constant('https://alerts.example.org'),
  from: fc.record({ name: hostile, address: fc.constantFrom('alerts@example.org', 'réd@exämple.org') }),
  isTest: fc.boolean(),
})

const token = fc.stringMatching(/^[\w-][\w.-]{0,59}$/)
/** Of every form that can be written into a mail. */
export const recipient: fc.Arbitrary<Recipient> = fc.record({
  address: fc.oneof(
    fc.emailAddress({ size: 'large' }),
    fc.constantFrom(
      `${'l'.repeat(64)}@${'d'.repeat(63)}.example`,
      'δοκιμή@παράδειγμα.example',
      'jane@bücher.example',
      '"a b, <c>"@example.org',
      'a,b;c@example.org',
    ),
  ),
  messageId: fc
    .string({ unit: fc.constantFrom(...'abc019.-_+='), minLength: 1, maxLength: 60 })
    .map(id => `<${id}@example.org>`),
  references: fc.array(
    fc.constantFrom('<a.1@example.org>', 'b.2@example.org', `<${'c'.repeat(100)}@example.org>`),
    { maxLength: 15, size: 'max' },
  ),
  reason: hostileOrNull,
  choicesToken: token,
  leaveToken: token,
})
