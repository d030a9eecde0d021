import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseRobots } from './index.ts'

const robots = (...lines: string[]) => parseRobots(lines.join('\n'), 'Tocsin')

test('the group that names us counts, not the one for everybody', () => {
  const { allows, crawlDelayMs } = robots(
    'User-agent: *',
    'Disallow: /',
    'Crawl-delay: 60',
    '',
    'User-Agent: TOCSIN/2.0 (news)',
    'Disallow: /private',
    'Crawl-delay: 2.5',
  )
  assert.deepEqual([allows('/'), allows('/private/a'), crawlDelayMs], [true, false, 2_500])
})

test('without a group of ours the one for everybody counts; without that, nothing is forbidden', () => {
  assert.equal(robots('User-agent: *', 'Disallow: /a').allows('/a'), false)
  assert.equal(robots('User-agent: Other', 'Disallow: /').allows('/a'), true)
  assert.equal(robots('').allows('/a'), true)
  assert.equal(robots('Disallow: /').allows('/a'), true)
})

test('a token is whole: a robot whose name begins like ours is another', () => {
  assert.equal(robots('User-agent: Tocsinella', 'Disallow: /').allows('/'), true)
})

test('names that follow each other share a group, and groups of one name are one', () => {
  const { allows } = robots(
    'User-agent: a',
    'User-agent: Tocsin',
    'Disallow: /x',
    'User-agent: b',
    'Disallow: /y',
    'User-agent: tocsin',
    'Disallow: /z',
  )
  assert.deepEqual(['/x', '/y', '/z'].map(allows), [false, true, false])
})

test('the longest rule decides, and of two as long the one that allows', () => {
  const { allows } = robots(
    'User-agent: *',
    'Disallow: /news',
    'Allow: /news/open',
    'Disallow: /page',
    'Allow: /page',
  )
  assert.deepEqual(['/news', '/news/open/1', '/page'].map(allows), [false, true, true])
})

test('stars and the end sign mean what RFC 9309 says', () => {
  const cases: [pattern: string, path: string, matches: boolean][] = [
    ['/*.php', '/a/b.php?x', true],
    ['/*.php$', '/a/b.php?x', false],
    ['/*.php$', '/a.php/b.php', true],
    ['/a$', '/a', true],
    ['/a$', '/ab', false],
    ['/a*a$', '/a', false],
    ['*', '/anything', true],
    ['/a*b*c', '/a__b__d', false],
    ['/foo/bar?baz=http://foo.bar', '/foo/bar?baz=http://foo.bar', true],
    ['/foo/bar/%62%61%7A', '/foo/bar/baz', true],
    ['/foo/bar/ツ', '/foo/bar/%E3%83%84', true],
    ['/%7ejoe', '/~joe', true],
  ]
  for (const [pattern, path, matches] of cases)
    assert.equal(robots('User-agent: *', `Disallow: ${pattern}`).allows(path), !matches, `${pattern} ${path}`)
})

test('robots.txt itself is always allowed', () => {
  assert.equal(robots('User-agent: *', 'Disallow: /').allows('/robots.txt'), true)
})

test('sitemaps are found in any group, once, and only web addresses', () => {
  const { sitemaps } = robots(
    'Sitemap: https://news.example/a.xml # all',
    'User-agent: *',
    'SITEMAP:https://news.example/a.xml',
    'Sitemap: javascript:alert(1)',
    'Sitemap: /relative.xml',
    'Disallow: /',
  )
  assert.deepEqual(sitemaps, ['https://news.example/a.xml'])
})

test('a delay is a whole number of milliseconds, as its column wants it', () => {
  assert.equal(robots('User-agent: *', 'Crawl-delay: 2.01').crawlDelayMs, 2_010)
  assert.equal(robots('User-agent: *', 'Crawl-delay: 0.12345').crawlDelayMs, 123)
})

test('a delay that makes no sense is none, and none is longer than a day', () => {
  const delay = (value: string) => robots('User-agent: *', `Crawl-delay: ${value}`).crawlDelayMs
  assert.deepEqual(['0', '-5', 'soon', '', '1e9', '99999999'].map(delay), [
    null,
    null,
    null,
    null,
    null,
    86_400_000,
  ])
})

test('comments, a byte order mark and any line end are read over', () => {
  const text = '\uFEFFuser-agent : * # all\r\n  disallow: /a # this\rDisallow: /b'
  const { allows } = parseRobots(text, 'Tocsin')
  assert.deepEqual(['/a', '/b', '/c'].map(allows), [false, false, true])
})

test('no text makes it throw, and no pattern makes it hang', () => {
  const line = fc.tuple(
    fc.constantFrom('User-agent', 'Allow', 'Disallow', 'Crawl-delay', 'Sitemap', 'x'),
    fc.oneof(fc.string(), fc.constantFrom('*', 'Tocsin', '/', '/a*b$')),
  )
  fc.assert(
    fc.property(fc.array(line), fc.string(), (lines, path) => {
      const text = lines.map(([name, value]) => `${name}: ${value}`).join('\n')
      assert.equal(typeof parseRobots(text, 'Tocsin').allows(path), 'boolean')
    }),
  )
  const bomb = robots('User-agent: *', `Disallow: ${'/*a'.repeat(50_000)}$`)
  assert.equal(bomb.allows(`/${'a'.repeat(100_000)}`), true)
})
