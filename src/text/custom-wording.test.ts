import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { readConfig } from '../config.ts'
import { createTexts } from './index.ts'
import { templates } from './templates.ts'

/** The texts of a server whose WORDING is this file. */
async function textsOf(t: TestContext, content: unknown) {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-wording-'))
  t.after(() => rm(folder, { recursive: true }))
  const file = join(folder, 'words.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  // As it crosses into a thread.
  return createTexts(structuredClone(readConfig({ WORDING: file }).config))
}

test('a text is replaced, and nothing beside it', async t => {
  const texts = await textsOf(t, { en: { 'site.front.headline': 'Hear it first.' } })
  const ours = createTexts().of('en')
  const { front } = texts.of('en-GB').site
  assert.equal(front.headline, 'Hear it first.')
  assert.equal(front.latest, ours.site.front.latest)
  assert.equal(createTexts().of('en').site.front.headline, ours.site.front.headline)
})

test('a template gets its values by name, also within what is made of several', async t => {
  const texts = await textsOf(t, {
    en: {
      'site.front.lead': '{name}. We mean {name}.',
      'site.leave.open.title': 'Leave {name}?',
      'site.leave.left.paragraphs': ['Bye from {name}.'],
      'consent.confirmation.text': 'Press {link} within {days} days, says {who}; else {notMeLink}.',
    },
  })
  const { site, consent } = texts.of('en')
  assert.equal(site.front.lead('The $& Post'), 'The $& Post. We mean The $& Post.')
  assert.equal(site.leave.open('Post').title, 'Leave Post?')
  assert.equal(site.leave.open('Post').button, 'Stop sending me mail')
  assert.deepEqual(site.leave.left('Post').paragraphs, ['Bye from Post.'])
  const mail = consent.confirmation({
    who: 'Post',
    link: 'https://a.example/{who}',
    notMeLink: 'n',
    days: 1_000,
  })
  assert.equal(mail.text, 'Press https://a.example/{who} within 1,000 days, says Post; else n.')
  assert.equal(mail.subject, 'Please confirm your address')
})

for (const [what, content, expected] of [
  ['no JSON', '{', /WORDING names .*words\.json, which cannot be read as JSON/],
  ['a list', [], /words\.json must be \{.*\}, but is a list/],
  [
    'no texts',
    { en: { 'site.skip': 1 } },
    /en, "site\.skip" must be a text or a list of texts, but is a number/,
  ],
  ['an unknown language', { tlh: {} }, /words\.json has words for "tlh", but there are texts for en/],
  [
    'an unknown key',
    { en: { 'site.front.nothing': 'x' } },
    /en, "site\.front\.nothing" is not the name of a text/,
  ],
  ['a key of every object', { en: { 'site.constructor': 'x' } }, /is not the name of a text/],
  ['the prototype', { en: { 'site.toString.x': 'x' } }, /is not the name of a text/],
  ['a group', { en: { 'site.front': 'x' } }, /names a group of texts/],
  ['a list for a text', { en: { 'site.skip': ['x'] } }, /must be a text, but is a list/],
  ['a text for a list', { en: { 'site.checkInbox.paragraphs': 'x' } }, /must be a list of texts, but is one/],
  ['a value that is not there', { en: { 'site.skip': 'x {name}' } }, /has \{name\}, but there is no value/],
  ['another value’s name', { en: { 'site.front.lead': '{who}' } }, /has \{who\}, but knows \{name\} alone/],
  ['a lost link', { en: { 'consent.confirmation.text': 'Hello {who}' } }, /must have \{link\}/],
  ['a wrong part', { en: { 'site.leave.open.nothing': 'x' } }, /is not the name of a text/],
  ['a count', { en: { 'site.mailbox.count': '{mails}' } }, /changes with what it counts/],
  ['a version', { en: { 'consent.wording.version': 'x' } }, /is not to be changed/],
] as const)
  test(`${what} is refused at start, by file and key`, async t => {
    await assert.rejects(textsOf(t, content), expected)
  })

for (const text of createTexts().languages)
  test(`every template on the list can be tried in ${text.language}: none needs a real number or date`, () => {
    for (const [key, { names, named }] of templates) {
      let made: unknown = text
      for (const part of key.split('.')) made = (made as Record<string, unknown>)[part]
      assert.ok(typeof made === 'function', key)
      const samples = names.map(name => `{${name}}`)
      const result = JSON.stringify(
        named ? made(Object.fromEntries(names.map((name, n) => [name, samples[n]]))) : made(...samples),
      )
      // A language may form a number into words: it has no real one here.
      for (const sample of samples.filter(one => one !== '{days}'))
        assert.ok(result.includes(sample), `${key} does not show ${sample}`)
    }
  })
