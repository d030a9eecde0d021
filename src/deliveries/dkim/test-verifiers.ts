/** For tests: two implementations of DKIM that are not ours, asked with keys instead of DNS. */
import { spawn, spawnSync } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import type { DkimKey } from './dkim-key.ts'
import { dnsRecord } from './dns-record.ts'

/** For each message: whether each of its signatures is right. */
export type Verifier = (messages: readonly Uint8Array[], keys: readonly DkimKey[]) => Promise<boolean[][]>

export const askMailauth: Verifier = (messages, keys) => {
  const records = new Map(keys.map(dnsRecord).map(({ name, strings }) => [name, strings]))
  const resolver = async (name: string) => {
    const strings = records.get(name)
    if (!strings) throw Object.assign(new Error(`no record at ${name}`), { code: 'ENOTFOUND' })
    return [strings]
  }
  return Promise.all(
    messages.map(async message => {
      const { results } = await dkimVerify(Buffer.from(message), { resolver, strict: true })
      return results.map(({ status }) => status.result === 'pass')
    }),
  )
}

/** The first Python that has Debian's module; null: none has. */
export function findPythonDkim(): string | null {
  const has = (python: string) => spawnSync(python, ['-c', 'import dkim, nacl']).status === 0
  return ['python3', '/usr/bin/python3'].find(has) ?? null
}

export function askPython(python: string): Verifier {
  return async (messages, keys) => {
    const script = fileURLToPath(new URL('test-verify.py', import.meta.url))
    const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
    child.stdin.end(
      JSON.stringify({
        records: Object.fromEntries(keys.map(dnsRecord).map(({ name, value }) => [name, value])),
        messages: messages.map(message => Buffer.from(message).toString('base64')),
      }),
    )
    return JSON.parse(await text(child.stdout))
  }
}
