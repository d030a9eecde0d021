import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { tell } from '../alerts/rules/test-news.ts'
import { migrations } from '../migrations.ts'
import { openStore } from '../store/index.ts'
import { purgeMoments } from '../stories/index.ts'
import { main } from './main.ts'

async function commandLine(t: TestContext) {
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-'))
  t.after(() => rm(dataDir, { recursive: true, force: true }))
  const env = { DATA_DIR: dataDir, SOURCES: '', ALLOW_FETCH: '127.0.0.0/8' }
  const run = async (...argv: string[]) => {
    const [out, err]: [string[], string[]] = [[], []]
    const code = await main(argv, { env, out: line => out.push(line), err: line => err.push(line) })
    return { code, out: out.join('\n'), err: err.join('\n') }
  }
  return { run, dataDir }
}

test('a rule is added, switched on, changed, listed and dropped', async t => {
  const { run } = await commandLine(t)
  const added = await run('rule', 'add', 'Fast', '--does', 'send', '--least-score', '80', '--any-word', 'dam')
  assert.match(added.out, /^Added, and off: Fast\nsend breaking · score 80 · any of dam/)
  assert.match((await run('rule', 'on', 'Fast')).out, /It mails 0 confirmed subscribers at once/)
  assert.equal((await run('rule', 'change', 'Fast', '--any-word', '', '--name', 'Faster')).code, 0)
  const [rule] = JSON.parse((await run('rule', 'list', '--json')).out)
  assert.deepEqual([rule.name, rule.on, rule.rule.leastScore, rule.rule.anyWords], ['Faster', true, 80, []])
  assert.match((await run('rule', 'off', 'Faster')).out, /^Off: Faster$/)
  assert.match((await run('rule', 'list')).out, /^off\tFaster\tsend breaking · score 80/)
  assert.equal((await run('rule', 'drop', 'Faster')).code, 0)
  assert.match((await run('rule', 'list')).out, /No rules yet/)
})

test('a pause of 0 is none, whatever its unit', async t => {
  const { run } = await commandLine(t)
  for (const [at, pause] of ['0', '0m', '0s', '90s'].entries())
    assert.equal((await run('rule', 'add', `R${at}`, '--pause', pause)).code, 0, pause)
  const rules = JSON.parse((await run('rule', 'list', '--json')).out)
  assert.deepEqual(
    rules.map(({ rule }: { rule: { pauseMs: number } }) => rule.pauseMs),
    [0, 0, 0, 90_000],
  )
  assert.match((await run('rule', 'list')).out, /\tR1\t.*updates at once\t/)
  for (const pause of ['8d', '0.0001m', '5'])
    assert.match((await run('rule', 'add', 'X', '--pause', pause)).err, /--pause must be a duration/)
})

test('a rule for a topic that there is not is kept, and said; where there are no topics they are but words', async t => {
  const { run } = await commandLine(t)
  assert.equal((await run('rule', 'add', 'Early', '--topic', 'nope')).err, '')
  await run('topic', 'add', 'Floods')
  const added = await run('rule', 'add', 'Late', '--topic', 'nope', '--topic', 'Floods')
  assert.deepEqual([added.code, added.err.split(',')[0]], [0, 'No topic is called "nope"'])
  assert.match(
    (await run('rule', 'change', 'Early', '--least-score', '50')).err,
    /^No topic is called "nope"/,
  )
  assert.equal((await run('rule', 'change', 'Late', '--topic', 'floods')).err, '')
})

test('what is no rule is told in one line that names the option, and nothing is kept', async t => {
  const { run } = await commandLine(t)
  const wrongs: [string[], RegExp][] = [
    [['--least-score', '170'], /--least-score: Give a whole number from 0 to 100/],
    [['--least-score', 'high'], /--least-score: Give a whole number/],
    [['--only-source', 'The Nwes'], /--only-source: No source is called “The Nwes”/],
    [['--hours', '7-23'], /--hours: Give hours such as 07:00-23:00/],
    [['--days', 'mon,caturday'], /--days: Choose of mon/],
    [['--time-zone', 'Mars/Base'], /--time-zone: Give a time zone/],
    [['--does', 'shout'], /--does: Choose draft or send/],
    [['--updates', 'maybe'], /--updates: Say true or false/],
  ]
  for (const [options, says] of wrongs) {
    const { code, err, out } = await run('rule', 'add', 'Wrong', ...options)
    assert.deepEqual([code, out], [2, ''], options.join(' '))
    assert.match(err, says)
    assert.ok(!err.includes('\n'))
  }
  assert.match((await run('rule', 'list')).out, /No rules yet/)
  await run('rule', 'add', 'Right')
  assert.match((await run('rule', 'add', 'Right')).err, /There is a rule "Right" already/)
  assert.match((await run('rule', 'on', 'Left')).err, /There is no rule "Left"/)
})

test('a replay shows which mails a rule would have made, by name, file or JSON, the same each time', async t => {
  const { run, dataDir } = await commandLine(t)
  await run('source', 'add', 'https://news.example/feed', '--kind', 'feed', '--name', 'The News')
  const store = await openStore({ kind: 'sqlite', file: join(dataDir, 'tocsin.db') }, migrations)
  const at = Date.parse('2026-11-23T08:00Z')
  const { storyId } = await tell(store, at, { sourceId: 1, moment: { score: 30 } })
  const later = { sourceId: 1, storyId, title: 'Dam bursts: two dead', moment: { score: 75 } }
  await tell(store, at + 90_000, later)
  await store.close()
  const window = ['--from', '2026-11-23', '--to', '2026-11-24T00:00Z']
  await run('rule', 'add', 'Fast', '--does', 'send')
  const byName = await run('replay', '--rule', 'Fast', ...window)
  assert.match(
    byName.out,
    /^From 2026-11-23T00:00:00.000Z to 2026-11-24T00:00:00.000Z\nFast: 1 sent, 0 as drafts\n/,
  )
  assert.match(
    byName.out,
    /08:01:30.000Z {2}sent {2}alert, 1.5 min after the first item, score 75, origins 1/,
  )
  assert.match(byName.out, /Dam bursts: two dead \(The News\)\n\nFast, as it was: 0 sent/)
  const file = join(dataDir, 'rule.json')
  await writeFile(file, JSON.stringify({ does: 'draft', leastScore: 20, onlySources: ['The News'] }))
  const [once, again] = [
    await run('replay', '--rule', file, '--compare', 'Fast', ...window, '--json'),
    await run('replay', '--rule', file, '--compare', 'Fast', ...window, '--json'),
  ]
  assert.equal(once.out, again.out)
  const { mails, besideMails } = JSON.parse(once.out)
  assert.deepEqual(
    [mails.length, mails[0].does, mails[0].minutesAfterFirst, besideMails.length, besideMails[0].rule],
    [1, 'draft', 0, 1, 'Fast'],
  )
  assert.match((await run('replay', '--rule', '{"leastScore": 99}', ...window)).out, /0 sent, 0 as drafts/)
  assert.match((await run('replay', '--rule', 'None', ...window)).err, /names no rule and no file/)
  assert.match(
    (await run('replay', '--rule', '{"leastSkore": 9}', ...window)).err,
    /leastSkore: A rule has no such field/,
  )
  assert.match((await run('replay', '--rule', 'Fast', '--from', 'soon')).err, /--from must be a time/)
})

test('a replay of what was purged is refused in one line, which says from when on there is one', async t => {
  const { run, dataDir } = await commandLine(t)
  await run('source', 'add', 'https://news.example/feed', '--kind', 'feed', '--name', 'The News')
  const store = await openStore({ kind: 'sqlite', file: join(dataDir, 'tocsin.db') }, migrations)
  const at = Date.parse('2026-08-01T08:00Z')
  for (let day = 0; day < 3; day++)
    await tell(store, at + day * 86_400_000, { sourceId: 1, moment: { score: 75 } })
  await store.write(async tx => {
    await tx.deleteFrom('fresh_moments').execute()
    await purgeMoments(tx, { before: at + 86_400_000 + 1, limit: 9 })
  })
  await store.close()
  const rule = ['--rule', '{"leastScore": 70}']
  // The period itself is all there: what came before it is not.
  const { code, out, err } = await run('replay', ...rule, '--from', '2026-08-03', '--to', '2026-08-04')
  assert.deepEqual([code, out], [1, ''])
  assert.match(
    err,
    /--from must be 2026-09-04T08:01:00.000Z or later, but is 2026-08-03.*\(RETENTION, moments\)\.$/,
  )
  const from = /must be (\S+)/.exec(err)?.[1] ?? ''
  assert.match((await run('replay', ...rule, '--from', from)).out, /0 sent, 0 as drafts/)
})

test('each command explains itself', async t => {
  const { run } = await commandLine(t)
  for (const name of ['rule add', 'rule list', 'rule change', 'rule on', 'rule off', 'rule drop', 'replay']) {
    const { code, out } = await run(...name.split(' '), '--help')
    assert.equal(code, 0)
    assert.match(out, new RegExp(`^usage: tocsin ${name}`))
  }
})
