/**
 * A Postfix of the test's own, which takes mail and discards it. It ends, and its folder goes, with the test or with the process
 * that started it, however that ends: a shell stands guard, and acts when its standard input closes.
 */
import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { promisify } from 'node:util'
import { certificateFor } from '../../src/net/test-certificate.ts'
import { portToKeep } from './port-to-keep.ts'
import { proofSize } from './proof-size.ts'

export interface Postfix {
  /** For SMTP_URL. */
  url: string
  stop(): Promise<void>
  start(): Promise<void>
  reload(): Promise<void>
  readLog(): Promise<PostfixLog>
}

export interface PostfixLog {
  text: string
  /** Of the mails that were delivered (here: discarded), with whom each was for. */
  recipientOf: ReadonlyMap<string, string>
  /** By queue id. */
  messageIdOf: ReadonlyMap<string, string>
}

export interface PostfixWish {
  tls?: boolean
  /** More lines of main.cf. */
  settings?: readonly string[]
}

/** Where the test failed between its stop and its start, it is stopped already; its last processes may still be writing. */
const guard = `
  read -r nothing
  postfix -c "$1" stop
  for n in 1 2 3 4 5; do rm -rf "$2" && break; done`

/** Why a test with it is skipped here; false: it is not. */
export function whyNoPostfix(): string | false {
  if (proofSize(0, 1) === 0) return 'with a Postfix of its own: npm run prove'
  if (spawnSync('postfix', ['-c', '/nowhere', 'status']).error) return 'Postfix is not installed'
  return process.getuid?.() === 0 ? false : "Postfix's master must be started by root"
}

/** Of all its services those that take a mail from the network and discard it. */
const master = (port: number) => `127.0.0.1:${port} inet n - n - 100 smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`

const main = (folder: string) => `compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/log
maillog_file_prefixes = ${folder}
myhostname = mail.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
local_recipient_maps =
default_transport = discard:
local_transport = discard:
relay_transport = discard:
smtpd_error_sleep_time = 0
`

export async function startPostfix(t: Pick<TestContext, 'after'>, wish: PostfixWish = {}): Promise<Postfix> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-postfix-'))
  const config = join(folder, 'etc')
  const port = await portToKeep()
  const postfix = async (word: string) => {
    await promisify(execFile)('postfix', ['-c', config, word])
  }
  const guarding = spawn('sh', ['-c', guard, 'guard', config, folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  t.after(async () => {
    const ended = once(guarding, 'exit')
    guarding.stdin.end()
    await ended
  })
  // Postfix's own user passes through.
  await chmod(folder, 0o755)
  for (const name of ['etc', 'queue', 'data']) await mkdir(join(folder, name))
  const { cert, key } = certificateFor('mail.example')
  const pem = join(folder, 'chain.pem')
  await writeFile(pem, `${key}\n${cert}\n`, { mode: 0o600 })
  const tls = wish.tls ? ['smtpd_tls_security_level = encrypt', `smtpd_tls_chain_files = ${pem}`] : []
  const lines = [...tls, 'smtpd_tls_loglevel = 1', ...(wish.settings ?? [])]
  await writeFile(join(config, 'main.cf'), `${main(folder)}${lines.join('\n')}\n`)
  await writeFile(join(config, 'master.cf'), master(port))
  await promisify(execFile)('chown', ['postfix', join(folder, 'data')])
  await postfix('start')
  return {
    url: `smtp://127.0.0.1:${port}`,
    stop: () => postfix('stop'),
    start: () => postfix('start'),
    reload: () => postfix('reload'),
    readLog: async () => parseLog(await readFile(join(folder, 'log'), 'utf8')),
  }
}

function parseLog(text: string): PostfixLog {
  const pairs = (pattern: RegExp) =>
    new Map([...text.matchAll(pattern)].map(([, id = '', value = '']) => [id, value]))
  return {
    text,
    recipientOf: pairs(/discard\[\d+\]: (\w+): to=<([^>]+)>.* status=sent/g),
    messageIdOf: pairs(/cleanup\[\d+\]: (\w+): message-id=<([^>]+)>/g),
  }
}
