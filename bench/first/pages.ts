/** Sign-up pages and sign-ups per second, and a bare server of Node with the same page beside them. */
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TocsinProcess } from '../../test/support/tocsin-process.ts'
import { cpuPerThousand } from '../support/process-cost.ts'
import type { HttpLoad } from './http-load.ts'

const connections = 16
const seconds = 5
const signUps = 2_000

export interface PageSpeed {
  pagesPerSecond: number
  pageCpuMsPerThousand: number
  bareNodePagesPerSecond: number
  signUpsPerSecond: number
  signUpCpuMsPerThousand: number
  signUps: number
}

/** `formTokens`: that many tokens of sign-up forms, old enough to be pressed. */
export async function measurePages(
  server: TocsinProcess,
  formTokens: (count: number) => string[],
): Promise<PageSpeed> {
  const port = Number(new URL(server.origin).port)
  const pages = await loaded(server.pid, () => load('GET', port, seconds))
  const posts = await loaded(server.pid, () => load('POST', port, signUps, formTokens(signUps).join('\n')))
  return {
    pagesPerSecond: rate(pages.load),
    pageCpuMsPerThousand: pages.cpu,
    bareNodePagesPerSecond: await bareNode(await (await fetch(server.origin)).text()),
    signUpsPerSecond: rate(posts.load),
    signUpCpuMsPerThousand: posts.cpu,
    signUps,
  }
}

async function loaded(pid: number, run: () => Promise<HttpLoad>) {
  let load: HttpLoad = { answered: 0, seconds: 1, wrong: 0 }
  const cpu = await cpuPerThousand(pid, 1, async () => {
    load = await run()
  })
  if (load.wrong > 0) throw new Error(`${load.wrong} of ${load.answered} answers were neither 200 nor 303.`)
  return { load, cpu: cpu / load.answered }
}

const rate = ({ answered, seconds: took }: HttpLoad): number => answered / took

async function load(verb: 'GET' | 'POST', port: number, bound: number, input = ''): Promise<HttpLoad> {
  const program = fileURLToPath(new URL('./http-load.ts', import.meta.url))
  const args = [program, verb, port, connections, bound].map(String)
  const running = promisify(execFile)(process.execPath, args, { timeout: 60_000 })
  running.child.stdin?.end(input)
  const { stdout } = await running
  return JSON.parse(stdout) as HttpLoad // our own program's
}

/** What Node's server does with these bytes and nothing else: the most that any framework on it could. */
async function bareNode(page: string): Promise<number> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  try {
    const address = server.address()
    return rate(await load('GET', typeof address === 'object' && address ? address.port : 0, seconds))
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
