import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, dkimDomain, type Environment, readConfig } from '../config.ts'
import { type DkimKey, dnsRecord, makeDkimKey } from '../deliveries/index.ts'
import { ConfigError } from '../errors.ts'
import { makeDataDir } from '../store/index.ts'
import { type Command, type CommandInput, choiceOption, textOption, UsageError } from './command.ts'

/** A name in DNS holds one key: two of them get a name each. */
const endingOf = { rsa: '-rsa', ed25519: '-ed' }
const algorithmOf = { rsa: 'rsa-sha256', ed25519: 'ed25519-sha256' } as const

interface NewKey {
  key: DkimKey
  file: string
}

export const dkimNew: Command = {
  name: 'dkim new',
  usage: '[--selector S] [--algorithm rsa|ed25519|both] [--domain D]',
  about: 'Makes the keys that sign mails, and prints their DNS records and the setting.',
  options: { selector: { type: 'string' }, algorithm: { type: 'string' }, domain: { type: 'string' } },
  positionals: 0,
  async run(input) {
    const { line, json } = input
    // Whatever DKIM says now is about to be replaced.
    const { config } = readConfig({ ...line.env, DKIM: undefined })
    const domain = domainOf(input, config)
    const wished = choiceOption(input, 'algorithm', ['rsa', 'ed25519', 'both'] as const) ?? 'both'
    const selector = selectorOf(textOption(input, 'selector'))
    const wishes = (wished === 'both' ? (['rsa', 'ed25519'] as const) : [wished]).map(kind => ({
      algorithm: algorithmOf[kind],
      domain,
      selector: selector + (wished === 'both' ? endingOf[kind] : ''),
    }))
    const made = await makeFiles(config, wishes)
    const settings = settingsFor(made, config, line.env)
    if (json) line.out(JSON.stringify({ domain, keys: made.map(described), settings }))
    else for (const text of wordsFor(made, settings)) line.out(text)
    return 0
  },
}

function domainOf(input: CommandInput, config: Config): string {
  const given = textOption(input, 'domain')
  try {
    return dkimDomain({ DKIM_DOMAIN: given ?? input.line.env['DKIM_DOMAIN'] }, config.mail.from.address)
  } catch (error) {
    throw given === null
      ? error
      : new UsageError(`--domain must be one such as example.org, but is "${given}".`)
  }
}

/** By default named for its month, so that the next one has another name: old mails must still pass. */
function selectorOf(given: string | null): string {
  const selector = (given ?? `t${new Date().toISOString().slice(0, 7).replace('-', '')}`).toLowerCase()
  if (!/^[a-z0-9](?:[a-z0-9-]{0,57}[a-z0-9])?$/.test(selector))
    throw new UsageError(
      `--selector must be a part of a DNS name: letters, digits and hyphens, at most 59; but is "${given}".`,
    )
  return selector
}

async function makeFiles(
  { dataDir }: Config,
  wishes: readonly Omit<DkimKey, 'privateKey'>[],
): Promise<NewKey[]> {
  const fileOf = (selector: string) => join(dataDir, `dkim-${selector}.pem`)
  const taken = wishes.map(({ selector }) => fileOf(selector)).find(file => existsSync(file))
  if (taken)
    throw new ConfigError(`${taken} is there already, and is not overwritten: give another --selector.`)
  makeDataDir(dataDir)
  const made = await Promise.all(
    wishes.map(async wish => ({ key: await makeDkimKey(wish), file: fileOf(wish.selector) })),
  )
  // wx: never over a key that came there meanwhile.
  for (const { key, file } of made)
    writeFileSync(file, key.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
  return made
}

function settingsFor(made: readonly NewKey[], config: Config, env: Environment): Record<string, string> {
  const domain = made[0]?.key.domain ?? ''
  const byDefault = config.mail.from.address.toLowerCase().endsWith(`@${domain}`) && !env['DKIM_DOMAIN']
  return {
    DKIM: made.map(({ key, file }) => `${key.selector}:${file}`).join(','),
    ...(byDefault ? {} : { DKIM_DOMAIN: domain }),
  }
}

function described({ key, file }: NewKey) {
  return { selector: key.selector, algorithm: key.algorithm, file, dns: { type: 'TXT', ...dnsRecord(key) } }
}

function wordsFor(made: readonly NewKey[], settings: Record<string, string>): string[] {
  const records = made.map(({ key }) => dnsRecord(key))
  const quoted = (strings: readonly string[]) => strings.map(part => `"${part}"`).join(' ')
  return [
    ...made.map(({ key, file }) => `Made ${file} (${key.algorithm}). Keep it secret, and back it up.`),
    '',
    '1. Publish, in a zone file as it stands:',
    ...records.map(({ name, strings }) => `${name}. 3600 IN TXT ( ${quoted(strings)} )`),
    '',
    '   A web form for DNS mostly wants the value in one piece and without quotes:',
    ...records.flatMap(({ name, value }) => [`   name   ${name}`, `   TXT    ${value}`]),
    '',
    '2. Once it can be looked up, set this and start again:',
    ...Object.entries(settings).map(([name, value]) => `${name}=${value}`),
  ]
}
