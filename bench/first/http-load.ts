/**
 * The load as a process of its own: keep-alive connections that each ask again as soon as they were answered.
 * It speaks just enough HTTP/1.1 to cost much less than what it measures. It prints one JSON object.
 *
 * node bench/first/http-load.ts GET PORT CONNECTIONS SECONDS
 * node bench/first/http-load.ts POST PORT CONNECTIONS COUNT < TOKENS, a form's token on each line
 */
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'

export interface HttpLoad {
  answered: number
  seconds: number
  /** Answers that were neither 200 nor 303. */
  wrong: number
}

if (import.meta.main) await main()

async function main(): Promise<void> {
  const [verb = 'GET', port = '0', connections = '1', bound = '1'] = process.argv.slice(2)
  const tokens = verb === 'POST' ? readFileSync(0, 'utf8').split('\n') : []
  const state = { answered: 0, sent: 0, wrong: 0 }
  const from = performance.now()
  const until = verb === 'GET' ? from + Number(bound) * 1_000 : Number.POSITIVE_INFINITY
  const most = verb === 'GET' ? Number.POSITIVE_INFINITY : Number(bound)
  const next = () => {
    if (performance.now() >= until || state.sent >= most) return null
    state.sent++
    return verb === 'GET' ? getPage(port) : postSignUp(port, state.sent, tokens[state.sent - 1] ?? '')
  }
  await Promise.all(Array.from({ length: Number(connections) }, () => run(Number(port), next, state)))
  const { answered, wrong } = state
  console.log(JSON.stringify({ answered, wrong, seconds: (performance.now() - from) / 1_000 }))
}

function getPage(port: string): string {
  return `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: text/html\r\n\r\n`
}

function postSignUp(port: string, number: number, token: string): string {
  const body = `address=signup${number}%40example.org&token=${token}`
  const type = 'application/x-www-form-urlencoded'
  return `POST /subscribe HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}

function run(
  port: number,
  next: () => string | null,
  state: { answered: number; wrong: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let input = ''
    const ask = () => {
      const request = next()
      if (request === null) socket.end(resolve)
      else socket.write(request)
    }
    socket.setEncoding('latin1')
    socket.once('connect', ask)
    socket.once('error', reject)
    socket.on('data', chunk => {
      input += chunk
      if (!isWhole(input)) return
      state.answered++
      if (!/^HTTP\/1\.1 (200|303) /.test(input)) state.wrong++
      input = ''
      ask()
    })
  })
}

/** One answer at a time is under way, so what follows the header belongs to it. */
function isWhole(input: string): boolean {
  const end = input.indexOf('\r\n\r\n')
  if (end < 0) return false
  const header = input.slice(0, end)
  const length = /\r\ncontent-length: (\d+)/i.exec(header)?.[1]
  if (length !== undefined) return input.length >= end + 4 + Number(length)
  return !/\r\ntransfer-encoding: chunked/i.test(header) || input.endsWith('\r\n0\r\n\r\n')
}
