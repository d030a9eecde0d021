import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ErrorCode, TocsinError } from '../../errors.ts'
import type { ProblemKind } from './problem.ts'
import { problemOfError } from './problem-of-error.ts'

function failed(code: string): TocsinError {
  const cause = Object.assign(new Error('as the system says it'), { code })
  return new TocsinError('fetch.failed', 'news.example cannot be fetched', { cause })
}

const bySystem: [string, ProblemKind, RegExp][] = [
  ['ENOTFOUND', 'name', /does not exist any more.*look on its site.*check the network/],
  ['EAI_AGAIN', 'name', /check the network/],
  ['ECONNREFUSED', 'refused', /takes no connections/],
  ['ECONNRESET', 'connection', /cut the connection/],
  ['ETIMEDOUT', 'timeout', /does not answer/],
  ['EHOSTUNREACH', 'unreachable', /no way/],
  ['CERT_HAS_EXPIRED', 'certificate', /expired.*must renew/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate', /another name/],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate', /chain is incomplete/],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate', /NODE_EXTRA_CA_CERTS/],
  ['CERT_SIGNATURE_FAILURE', 'tls', /No safe connection/],
  ['EPROTO', 'tls', /does not speak TLS/],
  ['HPE_INVALID_CONSTANT', 'bad-http', /rules of HTTP/],
  ['Z_DATA_ERROR', 'bad-http', /unpacked/],
  ['ESOMETHING_NEW', 'connection', /failed.*\(ESOMETHING_NEW\)/],
  ['said by\na stranger', 'connection', /if it lasts, ask its publisher\.$/],
]

for (const [code, kind, words] of bySystem)
  test(`the desk is told what ${JSON.stringify(code)} means: ${kind}`, () => {
    const problem = problemOfError(failed(code))
    assert.equal(problem.kind, kind)
    assert.match(problem.words, words)
  })

const byGuard: [ErrorCode, ProblemKind][] = [
  ['fetch.private-address', 'private'],
  ['fetch.bad-url', 'redirects'],
  ['fetch.too-many-redirects', 'redirects'],
  ['fetch.too-large', 'too-large'],
  ['fetch.too-slow', 'timeout'],
  ['fetch.failed', 'connection'],
]

for (const [code, kind] of byGuard)
  test(`the desk is told what ${code} means: ${kind}`, () => {
    const problem = problemOfError(new TocsinError(code, 'as the guard says it'))
    assert.equal(problem.kind, kind)
    assert.doesNotMatch(problem.words, /as the guard/)
  })
