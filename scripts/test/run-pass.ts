/** One pass of node:test over some files, reported as it goes. */
import { availableParallelism } from 'node:os'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'
import { shareProcesses } from './share-processes.ts'

export interface PassResult {
  name: string
  files: number
  passed: number
  failed: number
  skipped: number
  durationMs: number
  /** One line each: the test and where it stands. */
  failures: string[]
  ok: boolean
}

/** No test hangs the run; a proof in its full form may take long. */
const testTimeoutMs = process.env['TOCSIN_PROVE'] === 'full' ? 3_600_000 : 300_000

const openHandles = new URL('../../test/support/refuse-open-handles.ts', import.meta.url).href

/** One more than can run: a test waits now and then, for a server or a browser. */
const concurrency = Math.min(4, availableParallelism()) + 1

/**
 * Half of a short file's time went into stripping and compiling what it imports, the same for every file. Node keeps
 * that by each source's name and hash: what was edited is compiled anew.
 */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url))

/** @param environment Is added to ours. @param together How many files share a process at most. */
export async function runPass(
  name: string,
  files: readonly string[],
  { environment, together }: { environment: Record<string, string>; together: number },
): Promise<PassResult> {
  const result = { name, files: files.length, passed: 0, failed: 0, skipped: 0, failures: [] as string[] }
  if (files.length === 0) return { ...result, durationMs: 0, ok: true }
  console.log(`\n${name}`)
  const startedAt = performance.now()
  await using shared = await shareProcesses(files, Math.min(together, Math.ceil(files.length / concurrency)))
  const silence = abortOnSilence()
  const stream = run({
    files: shared.entries,
    concurrency,
    timeout: testTimeoutMs,
    signal: silence.signal,
    execArgv: ['--import', openHandles],
    env: { NODE_COMPILE_CACHE: compiled, ...process.env, ...environment },
  })
  let success = false
  stream.on('test:fail', ({ name: test, file, line, details }) => {
    // A suite that failed because of its tests is no failure of its own.
    if ('failureType' in details.error && details.error.failureType === 'subtestsFailed') return
    result.failures.push(`${test} (${file ?? 'no file'}:${line ?? 0}; ${environment['TEST_STORE']})`)
  })
  stream.on('test:summary', ({ file, success: passed, counts }) => {
    if (file !== undefined) return
    success = passed
    Object.assign(result, { passed: counts.passed, skipped: counts.skipped })
    result.failed = counts.tests - counts.passed - counts.skipped - counts.todo
  })
  for await (const text of stream.compose(new spec())) {
    process.stdout.write(text)
    silence.heard()
  }
  silence.end()
  return { ...result, durationMs: performance.now() - startedAt, ok: success }
}

/** A file that spins never lets its own timeouts fire: it is ended from outside, with everything else. */
function abortOnSilence() {
  const abort = new AbortController()
  const timer = setTimeout(() => {
    console.error(`No test has reported for ${testTimeoutMs / 1000 + 30} s: the run is ended.`)
    abort.abort()
  }, testTimeoutMs + 30_000)
  return { signal: abort.signal, heard: () => timer.refresh(), end: () => clearTimeout(timer) }
}
