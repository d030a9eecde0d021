import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spaced } from './zh/grammar.ts'
import { zh } from './zh/index.ts'

const { site, reasons, choices, digest } = zh

test('a name of Latin letters stands apart from Han, a Chinese one does not', () => {
  assert.equal(site.leave.already('Post').paragraphs[0], 'Post 不向您发送快讯，无需再做任何操作。')
  assert.equal(site.leave.already('晨报').paragraphs[0], '晨报不向您发送快讯，无需再做任何操作。')
  assert.equal(site.front.title('The Post (UK)'), 'The Post (UK)：用邮件接收突发新闻')
  for (const [name, expected] of [
    ['Post', '由 Post 发送'],
    ['(UK)', '由(UK) 发送'],
    ['24', '由 24 发送'],
    ['新 Post', '由新 Post 发送'],
    ['“晨报”', '由“晨报”发送'],
    ['', '由发送'],
    ['𠮷', '由𠮷发送'],
  ] as const)
    assert.equal(spaced`由${name}发送`, expected)
})

test('Chinese lists have their own comma, where Intl would put none', () => {
  assert.equal(reasons.because.topics(['经济', '战争', '天气']), '因为您选择了：经济、战争、天气')
  assert.equal(
    reasons.because.watch({ expressions: ['港口', 'Boeing 737'], more: 1_000 }),
    '因为您关注了：港口、Boeing 737，以及您的另外 1,000 条关注词',
  )
})

test('Chinese counts with measure words and dates as it does', () => {
  assert.equal(site.front.often.soFar({ mails: 1, days: 1 }), '最近一天共 1 封邮件。')
  assert.equal(
    choices.watch.brought({ alerts: 2, stories: 1, days: 60 }),
    '最近 60 天内：2 条快讯，以及 1 个未发快讯的事件。',
  )
  assert.equal(digest.subject({ alerts: 3, first: '议会解散' }), '快讯汇总：议会解散（另有 2 条）')
  assert.equal(site.time(Date.UTC(2026, 0, 31, 21, 5)), '2026年1月31日 UTC 21:05')
})
