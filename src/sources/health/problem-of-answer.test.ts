import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readFeed } from '../feed/read-feed.ts'
import type { ProblemKind } from './problem.ts'
import { type FailedAnswer, problemOfAnswer } from './problem-of-answer.ts'

const asked = 'https://news.example/rss/world.xml'

interface Case {
  kind: ProblemKind
  /** In its words, beside the kind. */
  says: RegExp
  status?: number
  headers?: Record<string, string>
  body?: string | Uint8Array
  answered?: string
}

function judge({ status = 200, headers = {}, body = '', answered = asked }: Omit<Case, 'kind' | 'says'>) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const read = readFeed({ body: bytes, contentType: null, url: answered })
  const reason = status === 200 && !read.ok ? read.reason : null
  const answer: FailedAnswer = {
    ...{ status, headers: new Headers(headers), body: bytes, asked, answered, reason },
  }
  return problemOfAnswer(answer)
}

const page = (title: string, body = '') =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`

/** As each service answers a program, abridged. */
const botChecks: Record<string, Case> = {
  'Cloudflare’s challenge by its header': {
    kind: 'bot-check',
    says: /^Cloudflare .*\(it answers 403\)/,
    status: 403,
    headers: { server: 'cloudflare', 'cf-mitigated': 'challenge', 'cf-ray': '8f0-FRA' },
    body: page('Just a moment...'),
  },
  'Cloudflare’s challenge without the header, as 503': {
    kind: 'bot-check',
    says: /^Cloudflare/,
    status: 503,
    headers: { server: 'cloudflare' },
    body: page('Just a moment...', '<script>window._cf_chl_opt={cvId:"3",cType:"managed"}</script>'),
  },
  'Cloudflare’s block page': {
    kind: 'bot-check',
    says: /^Cloudflare/,
    status: 403,
    headers: { server: 'cloudflare' },
    body: page('Attention Required! | Cloudflare', '<h1>Sorry, you have been blocked</h1>'),
  },
  'Cloudflare’s rule for programs': {
    kind: 'bot-check',
    says: /^Cloudflare/,
    status: 403,
    headers: { server: 'cloudflare', 'content-type': 'text/plain' },
    body: 'error code: 1020',
  },
  'Akamai’s refusal with its reference': {
    kind: 'bot-check',
    says: /^Akamai/,
    status: 403,
    headers: { server: 'AkamaiGHost', 'mime-version': '1.0' },
    body: '<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY>\n<H1>Access Denied</H1>\nYou don\'t have permission to access "http&#58;&#47;&#47;news&#46;example" on this server.<P>\nReference&#32;&#35;18&#46;5c6d1002&#46;1700000000&#46;1a2b3c4d\n<P>https&#58;&#47;&#47;errors&#46;edgesuite&#46;net</P></BODY></HTML>',
  },
  'Akamai’s interstitial, as 200': {
    kind: 'bot-check',
    says: /^Akamai/,
    body: '<html><head><meta http-equiv="refresh" content="5; URL=\'/rss/world.xml?bm-verify=AAQAAAAJ\'"/></head><body><script>xhr.open("POST","/_sec/verify?provider=interstitial",false)</script></body></html>',
  },
  'Imperva’s incident page': {
    kind: 'bot-check',
    says: /^Imperva/,
    status: 403,
    headers: { 'x-iinfo': '12-3456789-0 0NNN', 'x-cdn': 'Imperva' },
    body: '<html style="height:100%"><head><META NAME="ROBOTS" CONTENT="NOINDEX, NOFOLLOW"></head><body><iframe src="/_Incapsula_Resource?CWUDNSAI=9&xinfo=12" width="100%">Request unsuccessful. Incapsula incident ID: 1234-5678</iframe></body></html>',
  },
  'Imperva’s script alone, as 200': {
    kind: 'bot-check',
    says: /^Imperva/,
    body: '<html><head><script src="/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e"></script></head><body></body></html>',
  },
  DataDome: {
    kind: 'bot-check',
    says: /^DataDome/,
    status: 403,
    headers: { server: 'DataDome', 'x-datadome': 'protected', 'x-dd-b': '1' },
    body: '<html lang="en"><head><title>news.example</title></head><body><p id="cmsg">Please enable JS and disable any ad blocker</p><script data-cfasync="false">var dd={"rt":"c","host":"geo.captcha-delivery.com"}</script></body></html>',
  },
  'HUMAN, as a page': {
    kind: 'bot-check',
    says: /^HUMAN/,
    status: 403,
    body: page(
      'Access to this page has been denied',
      '<div id="px-captcha"></div><script>window._pxAppId="PXabc"</script>',
    ),
  },
  'HUMAN, as JSON': {
    kind: 'bot-check',
    says: /^HUMAN/,
    status: 403,
    body: '{"appId":"PXabc","jsClientSrc":"/abc/init.js","firstPartyEnabled":true,"vid":"","uuid":"1","hostUrl":"/abc/xhr","blockScript":"/abc/captcha/captcha.js"}',
  },
  'AWS WAF’s challenge, as 202': {
    kind: 'bot-check',
    says: /^AWS WAF .*202/,
    status: 202,
    headers: { 'x-amzn-waf-action': 'challenge', server: 'CloudFront' },
  },
  'AWS WAF’s captcha, as 405': {
    kind: 'bot-check',
    says: /^AWS WAF/,
    status: 405,
    headers: { 'x-amzn-waf-action': 'captcha' },
    body: page('Human Verification'),
  },
  CloudFront: {
    kind: 'bot-check',
    says: /^Amazon CloudFront/,
    status: 403,
    headers: { 'x-cache': 'Error from cloudfront' },
    body: page(
      'ERROR: The request could not be satisfied',
      'Request blocked. We can’t connect to the server.<pre>Generated by cloudfront (CloudFront)</pre>',
    ),
  },
  Sucuri: {
    kind: 'bot-check',
    says: /^Sucuri/,
    status: 403,
    headers: { server: 'Sucuri/Cloudproxy', 'x-sucuri-id': '15015', 'x-sucuri-block': '403' },
    body: page('Sucuri WebSite Firewall - Access Denied'),
  },
  'DDoS-Guard': {
    kind: 'bot-check',
    says: /^DDoS-Guard/,
    status: 403,
    headers: { server: 'ddos-guard' },
    body: page('DDoS-Guard', '<p>Checking your browser before accessing news.example</p>'),
  },
  Vercel: {
    kind: 'bot-check',
    says: /^Vercel/,
    status: 429,
    headers: { server: 'Vercel', 'x-vercel-mitigated': 'challenge' },
    body: page('Vercel Security Checkpoint'),
  },
  'SiteGround, as 202': {
    kind: 'bot-check',
    says: /^SiteGround/,
    status: 202,
    headers: { 'sg-captcha': 'challenge' },
    body: '<html><head><meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r=%2Frss"></head></html>',
  },
  'Anubis, as 200': {
    kind: 'bot-check',
    says: /^Anubis/,
    body: page('Making sure you&#39;re not a bot!', '<script id="anubis_challenge"></script>'),
  },
  'a service nobody has told us of': {
    kind: 'bot-check',
    says: /^A service against bots/,
    status: 403,
    body: page('Please verify you are human'),
  },
}

const statuses: Record<string, Case> = {
  'a login': { kind: 'login', says: /\(401\)/, status: 401 },
  'a price': { kind: 'login', says: /payment/, status: 402 },
  'a plain refusal': { kind: 'forbidden', says: /Ask its publisher/, status: 403, body: 'Forbidden' },
  'nothing there': { kind: 'not-found', says: /Look on its site/, status: 404, body: page('Not found') },
  'a server that did not wait': { kind: 'timeout', says: /\(408\)/, status: 408 },
  gone: { kind: 'gone', says: /stop watching/, status: 410 },
  'too often': { kind: 'too-often', says: /longer interval/, status: 429 },
  'the law': { kind: 'legal', says: /legal/, status: 451 },
  'a server in trouble': {
    kind: 'server-error',
    says: /\(503\).*tried again/,
    status: 503,
    body: page('503 Service Unavailable', 'nginx'),
  },
  'an origin that is away': {
    kind: 'server-error',
    says: /\(522\)/,
    status: 522,
    headers: { server: 'cloudflare' },
    body: page('news.example | 522: Connection timed out'),
  },
  'a redirect to nowhere': { kind: 'redirects', says: /without saying where/, status: 302 },
  '“not changed” of what was never read': { kind: 'odd-answer', says: /never read/, status: 304 },
  teapots: { kind: 'odd-answer', says: /418/, status: 418 },
}

const bodies: Record<string, Case> = {
  'a refusal of the site’s own program': {
    kind: 'forbidden',
    says: /refuses us/,
    status: 403,
    body: page('Access denied | The News'),
  },
  'a refusal that calls itself well': { kind: 'bot-check', says: /bots/, body: page('Access Denied') },
  'an article about a name that is for sale': {
    kind: 'web-page',
    says: /web page/,
    body: page('Who owns the web', `This domain is for sale. ${'<p>So they write.</p>'.repeat(1_000)}`),
  },
  nothing: { kind: 'empty', says: /nothing at all/ },
  'an article': { kind: 'web-page', says: /web page/, body: page('World news', '<h1>World</h1>') },
  'the site’s front page, after a redirect': {
    kind: 'home-page',
    says: /has moved, or is gone/,
    answered: 'https://www.news.example/en/',
    body: page('The News'),
  },
  'a wall of consent at an address of its own': {
    kind: 'consent-page',
    says: /consent/,
    answered: 'https://consent.portal.example/v2/collectConsent?sessionId=3_cc',
    body: page('Portal'),
  },
  'a wall of consent in place': {
    kind: 'consent-page',
    says: /consent/,
    body: page('Before you continue to The News'),
  },
  'a login after a redirect': {
    kind: 'login-page',
    says: /login/,
    answered: 'https://news.example/account/login?return=%2Frss',
    body: page('The News', '<input name="p" type="password">'),
  },
  'a name for sale': {
    kind: 'parked',
    says: /for sale/,
    answered: 'https://www.hugedomains.com/domain_profile.cfm?d=news.example',
    body: page('news.example is for sale'),
  },
  'a parked name': {
    kind: 'parked',
    says: /parked/,
    body: '<!DOCTYPE html><html><head><script>window.onload=function(){window.location.href="/lander"}</script></head></html>',
  },
  'a program’s error': {
    kind: 'json',
    says: /JSON/,
    body: '{"error":{"code":"invalid_key","message":"Your API key has expired"}}',
  },
  'a list in JSON': { kind: 'json', says: /JSON/, body: '["a","b"]' },
  'some text': { kind: 'unreadable', says: /plain text/, body: 'Fatal error: Call to undefined function' },
  'XML of another kind': { kind: 'unreadable', says: /another kind/, body: '<?xml version="1.0"?><Error/>' },
  octets: { kind: 'unreadable', says: /cannot be read/, body: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13]) },
}

for (const [name, { kind, says, ...answer }] of Object.entries({ ...botChecks, ...statuses, ...bodies }))
  test(`the desk is told of ${name}: ${kind}`, () => {
    const problem = judge(answer)
    assert.equal(problem.kind, kind, problem.words)
    assert.match(problem.words, says)
    assert.match(problem.words, /\. [A-Z]/, 'it says what to do, too')
  })

test('a page that only carries the scripts of a guarded site is no bot check', () => {
  const scripts = [
    '<script>(function(){window.__CF$cv$params={r:"8f"};a.src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"})()</script>',
    '<script src="https://js.datadome.co/tags.js"></script><script>window._pxAppId="PX1"</script>',
    '<script src="https://www.google.com/recaptcha/api.js"></script><p>We were asked for a captcha.</p>',
    `<script src="/_Incapsula_Resource?SWJIYLWA=1"></script>${'<p>An article.</p>'.repeat(500)}`,
  ]
  for (const script of scripts) assert.equal(judge({ body: page('World', script) }).kind, 'web-page', script)
})

test('nothing of what a source says stands in the words, whatever it answers', () => {
  const secret = 'Zwiebelfisch'
  for (const body of [
    page(secret, secret),
    `{"error":"${secret}"}`,
    secret,
    `<${secret}><a/></${secret}>`,
    page(`captcha ${secret}`),
  ])
    for (const status of [200, 403, 404, 500])
      assert.doesNotMatch(judge({ status, body, headers: { server: secret } }).words, /zwiebelfisch/i)
})

test('whatever comes, there is one problem with words', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 200, max: 599 }),
      fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^<[a-z]{1,6}>.*$/)),
      (status, body) => {
        const { kind, words } = judge({ status, body })
        return kind.length > 0 && words.endsWith('.')
      },
    ),
    { numRuns: 500 },
  )
})

test('a page made to be slow to look at ends', () => {
  const pieces = ['<title', ' ', '<input ', 'reference ', '/consent', 'awswaf', '<html><title a="']
  for (const piece of pieces) assert.ok(judge({ body: `<html>${piece.repeat(400_000)}` }).words)
})
