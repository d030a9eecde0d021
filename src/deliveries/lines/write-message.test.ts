import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testContext } from '../../../test/support/deliver-fixture.ts'
import { createScratch } from '../compose/scratch.ts'
import type { LineJob } from './line.ts'
import { createWriter } from './write-message.ts'

const { texts: _, ...context } = testContext
const { from } = context.mail
const said = { subject: 'Hello', text: 'Hello', html: null, language: 'en', messageId: 'one@news.example' }
const jobTo = (to: string): LineJob => ({
  ...{ kind: 'mail', id: 1, mail: { to, from, ...said, headers: {}, sentAt: 1 } },
})

test('a mail is not given up because what composes it cannot be loaded just now', async () => {
  const writer = createWriter(context, [], () => Promise.reject(new Error('the file is being replaced')))
  assert.equal(await writer.write(jobTo('ada@example.org'), createScratch()), 'unloaded')
})

test('a mail that cannot be composed is, and one that can is written', async () => {
  const writer = createWriter(context, [])
  const written = await writer.write(jobTo('ada@example.org'), createScratch())
  assert.equal(typeof written === 'object' && written.to, 'ada@example.org')
  const broken = createWriter(context, [], async () => ({
    composeSingle: () => Promise.reject(new Error('no such letter')),
  }))
  assert.equal(await broken.write(jobTo('ada@example.org'), createScratch()), 'unwritable')
})
