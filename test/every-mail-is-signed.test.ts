/** From `tocsin dkim new` to a mail that a receiver finds signed by us: alerts and single mails alike. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readConfig } from '../src/config.ts'
import { askMailauth } from '../src/deliveries/dkim/test-verifiers.ts'
import { readDkimKeys } from '../src/deliveries/index.ts'
import { startNewsroom } from './support/newsroom.ts'
import { runCommand } from './support/tocsin-process.ts'

test('with the keys that dkim new made, every mail carries both signatures, and both are right', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-signed-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const mailFrom = { MAIL_FROM: 'The Daily <alerts@news.example>' }
  const path = { PATH: process.env['PATH'] ?? '' }
  const { out } = await runCommand({ ...path, ...mailFrom, DATA_DIR: folder }, ['dkim', 'new', '--json'])
  const settings: Record<string, string> = JSON.parse(out).settings

  const newsroom = await startNewsroom(t, { readers: ['reader@example.org'], env: settings })
  await newsroom.untilState(await newsroom.send({ summary: '. First.\n\n.\n\n..' }), 'sent')
  await newsroom.signUp('other@example.org')

  const { config } = readConfig({ ...mailFrom, ...settings })
  const { keys } = readDkimKeys(config.mail.dkim, config.mail.from.address)
  const messages = newsroom.sink.messages.map(({ raw }) => raw)
  assert.equal(messages.length, 2)
  assert.deepEqual(await askMailauth(messages, keys), [
    [true, true],
    [true, true],
  ])
})
