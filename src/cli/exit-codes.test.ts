/** 0 done, 1 it failed, 2 what was typed cannot be used, whatever there is: of every command. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { freshStorePlace } from '../../test/support/store-place.ts'
import { environmentOf } from '../../test/support/tocsin-process.ts'
import { commands } from './commands.ts'
import { main } from './main.ts'

/** Beside options that there are not, and too many arguments; a command without any takes every value that it can be given. */
const cannotBeUsed: Readonly<Record<string, readonly string[][]>> = {
  start: [['--roles', 'cook'], ['--roles']],
  'story group': [[]],
  'source add': [
    [],
    ['nonsense'],
    ['ftp://a.example/'],
    ['https://a.example/', '--on-item', 'shout'],
    ['https://a.example/', '--every', 'often'],
    ['https://a.example/', '--every', '0s'],
    ['https://a.example/', '--kind', 'book'],
    ['https://a.example/', '--kind', 'feed', '--selector', 'p'],
  ],
  'source import': [[], ['none.opml', '--every', '5'], ['none.opml', '--on-item', 'x']],
  'source list': [],
  'feed read': [[], ['none.xml', '--url', 'ftp://a.example/'], ['none.xml', '--header', 'nonsense']],
  'rule add': [
    [''],
    ['R', '--does', 'shout'],
    ['R', '--least-score', '101'],
    ['R', '--least-score', 'x'],
    ['R', '--hours', '25:00-26:00'],
    ['R', '--days', 'someday'],
    ['R', '--time-zone', 'Mars'],
    ['R', '--pause', 'long'],
    ['R', '--pause', '8d'],
    ['R', '--updates', 'maybe'],
    ['R', '--priority', 'high'],
  ],
  'rule list': [],
  'rule change': [[], ['there', '--least-score', '-'], ['there', '--name', '']],
  'rule on': [[]],
  'rule off': [[]],
  'rule drop': [[]],
  replay: [
    [],
    ['--rule', 'there', '--from', 'soon'],
    ['--rule', 'there', '--from', '2026-01-02', '--to', '2026-01-01'],
    ['--rule', '{"leastSkore": 9}'],
    ['--rule', '{'],
    ['--rule', 'there', '--least-score', '101'],
  ],
  'topic add': [
    [''],
    ['A,B'],
    ['News', '--slug', 'a b'],
    ['News', '--name', 'xx=N'],
    ['News', '--name', 'N'],
  ],
  'topic list': [],
  'topic retire': [[]],
  'subscriber import': [[], ['x.csv', '--attestation', 'ask a@b.example'], ['x.csv', '--encoding', 'x']],
  'subscriber export': [[], ['-', '--state', 'gone']],
  'subscriber show': [[], ['nobody']],
  'suppression import': [[], ['x.csv', '--encoding', 'x']],
  'suppression export': [[]],
  'suppression add': [[], ['nobody'], ['a@b.example', '--reason', 'x']],
  'suppression remove': [[], ['nobody']],
  'suppression list': [],
  'editor invite': [[], [''], ['a\u202eb']],
  'editor list': [],
  'editor drop': [[]],
  'token create': [[], ['']],
  'token list': [],
  'token drop': [[]],
  'weight set': [[], ['quake', 'much'], ['quake', '51'], ['…', '5']],
  'weight official': [[]],
  'weight list': [],
  'weight drop': [[]],
  'dkim new': [
    ['--selector', 'a b'],
    ['--algorithm', 'md5'],
    ['--domain', 'a b'],
  ],
  'consent verify': [],
  'consent show': [[], ['nobody']],
  'restore show': [],
  'restore accept': [],
  routes: [],
}

const fails: readonly string[][] = [
  ['story', 'group', 'none.jsonl'],
  ['source', 'import', 'none.opml'],
  ['feed', 'read', 'none.xml'],
  ['rule', 'add', 'there'],
  ['rule', 'change', 'none'],
  ['rule', 'on', 'none'],
  ['replay', '--rule', 'none'],
  ['topic', 'add', 'There'],
  ['topic', 'retire', 'none'],
  ['subscriber', 'import', 'none.csv'],
  ['subscriber', 'show', 'nobody@a.example'],
  ['suppression', 'remove', 'nobody@a.example'],
  ['editor', 'drop', 'nobody'],
  ['token', 'create', 'there'],
  ['token', 'drop', 'none'],
  ['weight', 'official', 'none'],
  ['weight', 'drop', 'none'],
  ['consent', 'show', 'nobody@a.example'],
  ['restore', 'accept'],
]

async function commandLine(t: TestContext) {
  const env = environmentOf(await freshStorePlace(t), { MAIL_FROM: 'alerts@news.example' })
  return async (...argv: string[]) => {
    const err: string[] = []
    const code = await main(argv, { env, out: () => undefined, err: text => err.push(text) })
    return { code, err: err.join('\n') }
  }
}

test('what cannot be used is 2, what fails is 1, of every command', async t => {
  const run = await commandLine(t)
  for (const made of [
    ['rule', 'add', 'there'],
    ['topic', 'add', 'There'],
    ['token', 'create', 'there'],
  ])
    assert.equal((await run(...made)).code, 0)
  assert.deepEqual(
    Object.keys(cannotBeUsed),
    commands.map(([name]) => name),
  )
  for (const [name, wrong] of Object.entries(cannotBeUsed))
    for (const args of [...wrong, ['--nonsense']]) {
      const { code, err } = await run(...name.split(' '), ...args)
      assert.equal(code, 2, `${name} ${args.join(' ')}: ${err}`)
      assert.match(err, /^tocsin: ./)
    }
  for (const argv of fails) {
    const { code, err } = await run(...argv)
    assert.equal(code, 1, `${argv.join(' ')}: ${err}`)
  }
})
