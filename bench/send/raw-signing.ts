/**
 * How many RSA-2048 signatures of a header hash the cores make when they do nothing else: what signing alone would
 * allow. As a program it is one core's part and prints signatures a second.
 *
 * node bench/send/raw-signing.ts KEY.pem SECONDS
 */
import { execFile } from 'node:child_process'
import { createPrivateKey, randomBytes, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const headerBytes = 300
const seconds = 2

if (import.meta.main) {
  const [keyFile = '', bound = '1'] = process.argv.slice(2)
  console.log(signaturesPerSecond(readFileSync(keyFile, 'utf8'), Number(bound) * 1_000))
}

function signaturesPerSecond(pem: string, forMs: number): number {
  const key = createPrivateKey(pem)
  const header = randomBytes(headerBytes)
  const from = performance.now()
  let count = 0
  while (performance.now() < from + forMs) {
    sign('sha256', header, key)
    count++
  }
  return (count / (performance.now() - from)) * 1_000
}

/** Of all cores together, each in a process of its own. */
export async function measureRawSigning(keyFile: string): Promise<number> {
  const program = fileURLToPath(import.meta.url)
  const one = async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [program, keyFile, String(seconds)])
    return Number(stdout)
  }
  const rates = await Promise.all(Array.from({ length: availableParallelism() }, one))
  return rates.reduce((sum, rate) => sum + rate, 0)
}
