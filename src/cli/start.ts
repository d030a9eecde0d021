/**
 * `tocsin start`: the server. Prints its links within seconds, runs until SIGTERM or SIGINT, and then drains;
 * a second signal ends it at once, which loses nothing either.
 */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { createApp } from '../app.ts'
import { systemClock } from '../clock.ts'
import {
  type Config,
  configWarnings,
  type Environment,
  type Role,
  readConfig,
  refusePlainHttpLinks,
} from '../config.ts'
import { ConfigError } from '../errors.ts'
import { createTexts } from '../text/index.ts'
import { type Command, type CommandLine, textOption, UsageError } from './command.ts'
import { createLog } from './create-log.ts'

const allRoles: readonly Role[] = ['web', 'watch', 'send']

export const start: Command = {
  name: 'start',
  usage: '[--roles web,watch,send] [--allow-http]',
  about: 'Starts the server: pages, watching and sending, or only the given roles on a shared PostgreSQL.',
  options: { roles: { type: 'string' }, 'allow-http': { type: 'boolean' } },
  positionals: 0,
  async run(input) {
    const { line, json, values } = input
    const { config: given, secretSettings } = readConfig(line.env)
    const config = await withFreePort(given, line.env)
    refusePlainHttpLinks(config, values['allow-http'] === true)
    const roles = parseRoles(textOption(input, 'roles'))
    let storeIsAway = () => {}
    const log = createLog(line.env, () => storeIsAway())
    for (const warning of configWarnings(config, createTexts(config))) log.warn(warning)
    const app = await createApp({
      config,
      secretSettings,
      roles,
      clock: systemClock,
      random: randomBytes,
      log,
    })
    storeIsAway = app.storeIsAway
    // Before anything is printed: who reads the links may stop it at once.
    const signal = untilSignal()
    const links = await app.start()
    if (json) line.out(JSON.stringify(links))
    else printLinks(links, line)
    await signal
    log.info('stopping: running work is finished first')
    await app.stop()
    return 0
  },
}

function parseRoles(value: string | null): ReadonlySet<Role> {
  if (value === null) return new Set(allRoles)
  const names = value.split(',').map(name => name.trim())
  const wrong = names.find(name => !allRoles.some(role => role === name))
  if (wrong !== undefined)
    throw new UsageError(
      `--roles must be some of ${allRoles.join(', ')}, apart by commas, but has "${wrong}".`,
    )
  return new Set(allRoles.filter(role => names.includes(role)))
}

/** PORT=0 takes a free port, and PUBLIC_URL's default follows it. */
async function withFreePort(config: Config, env: Environment): Promise<Config> {
  if (config.port !== 0) return config
  const port = await new Promise<number>((resolve, reject) => {
    const server = createServer()
    server.once('error', ({ code }: NodeJS.ErrnoException) =>
      reject(
        new ConfigError(`HOST ${config.host} is no address of this machine (${code}). Set HOST to one.`),
      ),
    )
    server.listen(0, config.host, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
  return { ...config, port, publicUrl: env['PUBLIC_URL'] ? config.publicUrl : `http://localhost:${port}` }
}

function printLinks(
  links: { site: string | null; desk: string | null; mailbox: string | null },
  line: CommandLine,
): void {
  line.out(links.site ? 'Tocsin is running.' : 'Tocsin is running, without pages.')
  if (links.site) line.out(`  Site     ${links.site}`)
  if (links.desk) line.out(`  Desk     ${links.desk}`)
  if (links.mailbox) line.out(`  Mailbox  ${links.mailbox}`)
}

function untilSignal(): Promise<void> {
  return new Promise(resolve => {
    let asked = false
    const stop = () => {
      if (asked) process.exit(1)
      asked = true
      resolve()
    }
    process.on('SIGTERM', stop)
    process.on('SIGINT', stop)
  })
}
