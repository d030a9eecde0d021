/**
 * Environment -> config -> secrets, checked once at start, with every default visible.
 * `readConfig` is pure: it gets the environment and returns a frozen `Config`, or throws a `ConfigError`
 * whose one line names the variable, what was expected and what came.
 * Secrets are a type of their own (`Secrets`, made by `store/open-data-dir.ts` or read from the environment).
 */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { domainToASCII } from 'node:url'
import { type Brand, readBrand } from './brand.ts'
import { readDisposableDomains } from './disposable-domains.ts'
import { ConfigError } from './errors.ts'
import { isLoopbackHost } from './loopback.ts'
import { type Retention, readRetention } from './retention.ts'
import { readSignUpLimits, type SignUpLimits } from './sign-up-limits.ts'
import { readThrottles, type Throttles } from './throttles.ts'
import { readWording, type Wording } from './wording.ts'

export type { Retention } from './retention.ts'
export type { SignUpLimits } from './sign-up-limits.ts'
export type { Limits, Throttles } from './throttles.ts'

export type Role = 'web' | 'watch' | 'send'

/** Who sends this; shown in the notice, the front page and every mail's footer. */
export interface OperatorConfig {
  name: string | null
  postalAddress: string | null
  /** A mail address or a URL where a person can be reached. */
  contact: string | null
  /** An http(s) URL that replaces the built-in privacy notice. */
  privacyUrl: string | null
}

export interface SmtpRelay {
  host: string
  /** 1..65535 */
  port: number
  /** True: TLS from the first octet (smtps); false: STARTTLS when it is offered. */
  implicitTls: boolean
  user: string | null
  /** `?auth=xoauth2` of the URL: the password is an access token. */
  auth: 'password' | 'xoauth2'
  /** `SMTP_TOKEN_FILE`: holds the token instead, and is read again for every connection. */
  tokenFile: string | null
  /** Most connections at a time, 1..100; `?pool=` of the URL, default 10. */
  poolSize: number
}

export interface DkimKeyFile {
  selector: string
  /** Absolute; a private key in PEM. */
  file: string
}

/** Which keys sign what we send; the files themselves are read by `deliveries/dkim/read-dkim-keys.ts`. */
export interface DkimConfig {
  /** An A-label in lower case. */
  domain: string
  /** One or two, of different selectors. */
  keyFiles: readonly DkimKeyFile[]
}

export interface MailConfig {
  /** Null: mail goes to the built-in mailbox. */
  relay: SmtpRelay | null
  from: { name: string; address: string }
  /** `bounces@host`; the envelope sender puts `+TOKEN` before the @. */
  bounceAddress: string
  /** Null: nothing is signed. */
  dkim: DkimConfig | null
}

export interface Config {
  host: string
  port: number
  /** Without a trailing slash. */
  publicUrl: string
  dataDir: string
  database: { kind: 'sqlite'; file: string } | { kind: 'postgres'; url: string }
  mail: MailConfig
  /** How fast mail may leave, over all processes together. */
  throttles: Throttles
  /** How many sign-ups are taken, over all processes together. */
  signUpLimits: SignUpLimits
  /** Domains whose addresses last an hour; A-labels. Empty: none are known. */
  disposableDomains: ReadonlySet<string>
  operator: OperatorConfig
  /** BCP 47: what readers read who ask for no language that we have. */
  language: string
  /** The operator's own words in place of ours; null: none. */
  wording: Wording | null
  /** Colour and sign, of pages and mails. */
  brand: Brand
  /** The OPML file imported at first start; null: none. */
  sourcesFile: string | null
  /** CIDRs that may be fetched from although they are private, on any port. */
  allowFetch: readonly string[]
  /** CIDRs of our own proxies. */
  trustProxy: readonly string[]
  /** How long what serves no longer is kept. */
  retention: Retention
  /** Whether consent events keep the client's network (/24 or /48). */
  consentNetwork: 'none' | 'truncated'
}

/** Never logged, never shown. `previous` still verifies tokens, but signs none. */
export interface Secrets {
  current: Uint8Array
  previous: Uint8Array | null
}

/** What the environment says of secrets; SQLite makes what is missing, PostgreSQL requires `secret`. */
export interface SecretSettings {
  secret: string | null
  secretPrevious: string | null
  /** Or the token of `?auth=xoauth2`. */
  smtpPassword: string | null
}

export type Environment = Readonly<Record<string, string | undefined>>

export function readConfig(env: Environment): { config: Config; secretSettings: SecretSettings } {
  const host = text(env, 'HOST') ?? '127.0.0.1'
  const port = portNumber(env, 'PORT', 8080)
  const dataDir = resolve(text(env, 'DATA_DIR') ?? 'data')
  const from = optional(text(env, 'MAIL_FROM'), value => mailbox('MAIL_FROM', value)) ?? {
    name: plainName(text(env, 'OPERATOR_NAME')) ?? 'Tocsin',
    address: 'alerts@localhost',
  }
  const smtp = readRelay(secretText(env, 'SMTP_URL'), text(env, 'SMTP_TOKEN_FILE'))
  const config: Config = {
    host,
    port,
    publicUrl: originUrl('PUBLIC_URL', text(env, 'PUBLIC_URL') ?? `http://localhost:${port}`),
    dataDir,
    database: readDatabase(secretText(env, 'DATABASE_URL'), dataDir),
    mail: {
      relay: smtp?.relay ?? null,
      from,
      bounceAddress: mailbox(
        'BOUNCE_ADDRESS',
        text(env, 'BOUNCE_ADDRESS') ?? `bounces@${domainOf(from.address)}`,
      ).address,
      dkim: readDkim(env, from.address),
    },
    throttles: readThrottles(text(env, 'THROTTLES')),
    signUpLimits: readSignUpLimits(text(env, 'SIGN_UP_LIMITS')),
    disposableDomains: readDisposableDomains(text(env, 'DISPOSABLE_DOMAINS')),
    operator: {
      name: text(env, 'OPERATOR_NAME'),
      postalAddress: text(env, 'POSTAL_ADDRESS'),
      contact: optional(text(env, 'CONTACT'), readContact),
      privacyUrl: optional(text(env, 'PRIVACY_URL'), value => httpUrl('PRIVACY_URL', value)),
    },
    language: readLanguage(text(env, 'LANGUAGE')),
    wording: optional(text(env, 'WORDING'), readWording),
    brand: readBrand(text(env, 'BRAND_ACCENT'), text(env, 'BRAND_LOGO')),
    sourcesFile: env['SOURCES'] === undefined ? 'sources.opml' : text(env, 'SOURCES'),
    allowFetch: cidrs(env, 'ALLOW_FETCH'),
    trustProxy: cidrs(env, 'TRUST_PROXY'),
    retention: readRetention(text(env, 'RETENTION')),
    consentNetwork: readConsentNetwork(env),
  }
  const secretSettings = {
    secret: longSecret(env, 'SECRET'),
    secretPrevious: longSecret(env, 'SECRET_PREVIOUS'),
    smtpPassword: smtp?.password ?? null,
  }
  return { config, secretSettings }
}

/** Of `Texts`, which are made of a `Config`. */
interface KnownLanguages {
  find(language: string): unknown
  languages: readonly { language: string }[]
}

/**
 * What an operator should hear at start although it is no error: one sentence each.
 * @param texts Which languages we have.
 */
export function configWarnings(config: Config, texts: KnownLanguages): string[] {
  return [...languageWarnings(config, texts), ...operatorWarnings(config)]
}

/** No error: systems set LANGUAGE for programs of every kind. */
function languageWarnings({ language }: Config, { find, languages }: KnownLanguages): string[] {
  if (find(language)) return []
  const ours = languages.map(text => text.language).join(', ')
  return [
    `LANGUAGE is ${language}, but there is ${ours} only: who asks for none of these reads ${languages[0]?.language}. Set it to one of them.`,
  ]
}

function operatorWarnings(config: Config): string[] {
  if (!config.mail.relay || isLoopbackHost(config.mail.relay.host)) return []
  const { name, postalAddress, contact } = config.operator
  const missing = Object.entries({ OPERATOR_NAME: name, POSTAL_ADDRESS: postalAddress, CONTACT: contact })
    .filter(([, value]) => value === null)
    .map(([variable]) => variable)
  if (missing.length === 0) return []
  return [
    `${missing.join(', ')} not set: every mail must say who sends it. Set them before you mail strangers.`,
  ]
}

/** Refuses plain-http links in mails that leave this machine, unless the operator says so (--allow-http). */
export function refusePlainHttpLinks(config: Config, allowHttp: boolean): void {
  const relay = config.mail.relay
  if (allowHttp || !relay || isLoopbackHost(relay.host) || config.publicUrl.startsWith('https:')) return
  throw new ConfigError(
    `PUBLIC_URL is ${config.publicUrl}, but mail leaves this machine through ${relay.host}: links in mails must be https. Set PUBLIC_URL to an https address, or start with --allow-http.`,
  )
}

function readConsentNetwork(env: Environment): Config['consentNetwork'] {
  const value = text(env, 'CONSENT_NETWORK') ?? 'none'
  if (value === 'none' || value === 'truncated') return value
  throw new ConfigError(`CONSENT_NETWORK must be none or truncated, but is "${value}".`)
}

function text(env: Environment, name: string): string | null {
  const value = env[name]?.trim()
  return value ? value : null
}

/** GNU programs read LANGUAGE too, and write lists such as `de_AT:de`: then the first is meant. */
function readLanguage(value: string | null): string {
  return (value?.split(':', 1)[0] ?? '').replaceAll('_', '-') || 'en'
}

/** A value that may also come from the file that NAME_FILE names. */
function secretText(env: Environment, name: string): string | null {
  const file = text(env, `${name}_FILE`)
  if (!file) return text(env, name)
  if (text(env, name)) throw new ConfigError(`${name} and ${name}_FILE are both set: set one of them.`)
  try {
    return readFileSync(file, 'utf8').trim() || null
  } catch (error) {
    throw new ConfigError(`${name}_FILE names ${file}, which cannot be read: ${(error as Error).message}.`)
  }
}

function longSecret(env: Environment, name: string): string | null {
  const value = secretText(env, name)
  if (value !== null && value.length < 32)
    throw new ConfigError(
      `${name} must have at least 32 characters, but has ${value.length}. "openssl rand -hex 32" makes one.`,
    )
  return value
}

function portNumber(env: Environment, name: string, fallback: number): number {
  const value = text(env, name)
  if (value === null) return fallback
  const port = Number(value)
  if (!/^\d+$/.test(value) || port > 65_535)
    throw new ConfigError(`${name} must be a whole number from 0 to 65535, but is "${value}".`)
  return port
}

function httpUrl(name: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw new ConfigError(
      `${name} must be an http or https address such as https://alerts.example.org, but is "${value}".`,
    )
  return url.href.replace(/\/+$/, '')
}

/** The pages link to each other from the root, so that below a path half of the links would be dead. */
function originUrl(name: string, value: string): string {
  const url = httpUrl(name, value)
  if (url !== new URL(url).origin)
    throw new ConfigError(
      `${name} must be scheme and host alone, such as https://alerts.example.org, without a path, but is "${value}".`,
    )
  return url
}

/** `Name <local@domain>` or `local@domain` (RFC 5322 §3.4, without comments and groups). */
function mailbox(name: string, value: string): { name: string; address: string } {
  const match = /^(?:(.*?)\s*<([^<>]+)>|([^<>\s]+))$/.exec(value)
  const address = (match?.[2] ?? match?.[3] ?? '').trim()
  const displayName = (match?.[1] ?? '').trim().replace(/^"(.*)"$/, '$1')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a line break here would inject a header
  if (!isAddress(address) || /[\x00-\x1f]/.test(value))
    throw new ConfigError(
      `${name} must be an address such as "Daily News <alerts@example.org>", but is "${value}".`,
    )
  // In the headers or the envelope of every mail it would need SMTPUTF8 (RFC 6531) on the whole way to every reader.
  if (!/^\p{ASCII}+@/u.test(address))
    throw new ConfigError(
      `${name} must have only ASCII characters before the @, since few mail servers take others, but is "${value}".`,
    )
  return { name: displayName, address }
}

/** Of characters that need no quotes (RFC 5322 §3.2.3), at a domain: as header and envelope take it as it stands. */
function isAddress(value: string): boolean {
  const [, local = '', domain = ''] = /^([^@]{1,64})@([^@]+)$/.exec(value) ?? []
  const isDotAtom = local
    .split('.')
    .every(atom => /^(?:[\w!#$%&'*+/=?^`{|}~-]|[^\0-\x7f\p{C}\p{Z}])+$/u.test(atom))
  // domainToASCII leaves out what is behind a slash.
  return isDotAtom && /^[\p{L}\p{N}\p{M}._-]+$/u.test(domain) && isDomainName(domainToASCII(domain))
}

/** It stands in pages and mails as a link, and tells publishers whom to write to. */
function readContact(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null
  const isWeb = url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password
  if ((isWeb && !/\s/.test(value)) || isAddress(value)) return value
  throw new ConfigError(
    `CONTACT must be a mail address such as desk@example.org or an http or https address such as https://example.org/contact, but is "${value}".`,
  )
}

/** In one line, for a header. */
function plainName(name: string | null): string | null {
  return name?.replaceAll(/\p{Cc}+/gu, ' ').trim() || null
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

function readRelay(
  value: string | null,
  tokenFile: string | null,
): { relay: SmtpRelay; password: string | null } | null {
  if (value === null && tokenFile !== null)
    throw new ConfigError('SMTP_TOKEN_FILE is set, but SMTP_URL is not: say which relay it is for.')
  if (value === null) return null
  const url = URL.canParse(value) ? new URL(value) : null
  // The value may hold a password: the message never repeats it.
  if (!url || !/^smtps?:$/.test(url.protocol) || !url.hostname)
    throw new ConfigError(
      'SMTP_URL must look like smtp://user:password@mail.example.org:587?pool=10 (or smtps://), but does not.',
    )
  refuseMoreInRelay(url)
  const user = percentDecoded(url.username)
  const password = percentDecoded(url.password)
  const auth = readAuth(url, { user, password, tokenFile })
  const implicitTls = url.protocol === 'smtps:'
  return {
    relay: {
      host: relayHost(url),
      port: Number(url.port || (implicitTls ? 465 : 25)),
      implicitTls,
      user: user || null,
      auth,
      tokenFile,
      poolSize: readPool(url.searchParams.get('pool') ?? '10'),
    },
    password: password || null,
  }
}

/** What stands behind a `/`, `?` or `#` may be the rest of a password: the message never repeats it. */
function refuseMoreInRelay({ pathname, hash, port, searchParams }: URL): void {
  const names = [...searchParams.keys()]
  const known =
    names.every(name => name === 'pool' || name === 'auth') && new Set(names).size === names.length
  if (!known || !['', '/'].includes(pathname) || hash !== '' || port === '0')
    throw new ConfigError(
      'SMTP_URL must have a port from 1 to 65535 and nothing behind it but ?pool= and ?auth=, each once, but has. In user and password, / is written as %2F, ? as %3F, # as %23, @ as %40.',
    )
}

function readPool(value: string): number {
  if (/^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= 100) return Number(value)
  throw new ConfigError(`SMTP_URL: pool must be a whole number from 1 to 100, but is "${value}".`)
}

/** Without the brackets of an IPv6 address; an international name as its A-label, which `smtp:` leaves to us. */
function relayHost({ hostname }: URL): string {
  if (hostname.startsWith('[')) return hostname.slice(1, -1)
  const host = domainToASCII(percentDecoded(hostname))
  if (!isIP(host) && !isDomainName(host))
    throw new ConfigError('SMTP_URL must name the relay by a host name or an address, but does not.')
  return host
}

/** `DKIM=selector:/path/key.pem[,selector2:/path2.pem]`. */
function readDkim(env: Environment, fromAddress: string): DkimConfig | null {
  const value = text(env, 'DKIM')
  if (value === null) return null
  const keyFiles = value.split(/,(?=\s*[\w.-]+:)/).map(part => {
    const [, selector = '', path = ''] = /^\s*([^:]*):\s*(.+?)\s*$/.exec(part) ?? []
    // A key pasted in whole would have a colon nowhere, or in its headers: the message never repeats it.
    if (!isDomainName(selector) || path === '')
      throw new ConfigError(
        'DKIM must look like SELECTOR:/path/key.pem[,SELECTOR2:/path/key2.pem], but does not. "tocsin dkim new" makes keys and prints it.',
      )
    return { selector: selector.toLowerCase(), file: resolve(path) }
  })
  if (keyFiles.length > 2 || new Set(keyFiles.map(({ selector }) => selector)).size < keyFiles.length)
    throw new ConfigError('DKIM must name one or two keys with different selectors, but names others.')
  return { domain: dkimDomain(env, fromAddress), keyFiles }
}

/** DKIM_DOMAIN, else MAIL_FROM's; one that a public record can stand in. */
export function dkimDomain(env: Environment, fromAddress: string): string {
  const given = text(env, 'DKIM_DOMAIN')
  const domain = domainToASCII(given ?? domainOf(fromAddress))
  if (isDomainName(domain) && domain.includes('.')) return domain
  throw new ConfigError(
    given === null
      ? `DKIM signs for MAIL_FROM's domain, which is ${domainOf(fromAddress)}: set MAIL_FROM, or DKIM_DOMAIN, to one whose DNS is yours.`
      : `DKIM_DOMAIN must be a domain such as example.org, but is "${given}".`,
  )
}

function isDomainName(value: string): boolean {
  return /^(?=.{1,190}$)[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?)*$/i.test(
    value,
  )
}

/** The values may hold a password or a token: no message repeats them. */
function readAuth(
  url: URL,
  { user, password, tokenFile }: { user: string; password: string; tokenFile: string | null },
): SmtpRelay['auth'] {
  const auth = url.searchParams.get('auth')
  if (auth !== null && auth !== 'xoauth2')
    throw new ConfigError(`SMTP_URL: auth must be xoauth2 or left out, but is "${auth}".`)
  if (auth === null && tokenFile !== null)
    throw new ConfigError('SMTP_TOKEN_FILE is set, but SMTP_URL does not say ?auth=xoauth2: add it.')
  if (auth === null && !user !== !password)
    throw new ConfigError(
      'SMTP_URL must hold both a user and a password, or neither, as in smtp://user:password@host, but holds one.',
    )
  if (auth === null) return 'password'
  if (!user)
    throw new ConfigError('SMTP_URL: auth=xoauth2 needs a user, as in smtp://user@host?auth=xoauth2.')
  if (tokenFile === null && !password)
    throw new ConfigError('SMTP_URL: auth=xoauth2 needs a token: set SMTP_TOKEN_FILE, or user:TOKEN@host.')
  if (tokenFile !== null && password)
    throw new ConfigError('SMTP_TOKEN_FILE is set and SMTP_URL holds a token too: set one of them.')
  if (tokenFile !== null) checkTokenFile(tokenFile)
  return auth
}

/** Only that it is there: what it holds is read at each login. */
function checkTokenFile(file: string): void {
  try {
    if (readFileSync(file, 'utf8').trim()) return
  } catch (error) {
    throw new ConfigError(`SMTP_TOKEN_FILE names ${file}, which cannot be read: ${(error as Error).message}.`)
  }
  throw new ConfigError(`SMTP_TOKEN_FILE names ${file}, which is empty: it must hold an access token.`)
}

function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    throw new ConfigError('SMTP_URL: a % in user or password must be written as %25, but is not.')
  }
}

function readDatabase(value: string | null, dataDir: string): Config['database'] {
  if (value === null) return { kind: 'sqlite', file: join(dataDir, 'tocsin.db') }
  if (/^postgres(ql)?:\/\//.test(value)) return { kind: 'postgres', url: value }
  if (value.startsWith('sqlite:') && value.length > 'sqlite:'.length)
    return { kind: 'sqlite', file: resolve(value.slice('sqlite:'.length)) }
  throw new ConfigError('DATABASE_URL must start with postgres:// or sqlite:, but does not.')
}

function cidrs(env: Environment, name: string): string[] {
  const parts = (text(env, name) ?? '').split(/[\s,]+/).filter(Boolean)
  for (const part of parts) {
    const [address = '', bits, more] = part.split('/')
    const version = isIP(address)
    const fits = bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
    if (!version || address.includes('%') || !fits || more !== undefined)
      throw new ConfigError(
        `${name} must be a comma-separated list of networks such as 127.0.0.0/8, but has "${part}".`,
      )
  }
  return parts
}

function optional<T, R>(value: T | null, map: (value: T) => R): R | null {
  return value === null ? null : map(value)
}
