/**
 * Signing up by programs. Scripts on other sites' pages fetch a form's token and post it with an address: the guard is the
 * one of our own page, and so is the silence about what we know. A program of the newsroom needs its API token instead.
 */
import { z } from 'zod'
import {
  isDisposable,
  parseAddress,
  readSignUpForm,
  type SignUp,
  type SignUpAnswer,
  type SignUpGround,
  takeSignUp,
  takeTrustedSignUp,
} from '../../subscribers/index.ts'
import type { RequestContext } from '../../web/index.ts'
import type { ApiHandler, ApiParts } from '../api-route.ts'
import { invalidFields, parseObject, readJson } from '../read-json.ts'

const whatIsAsked = {
  address: z.string().max(1_000).describe('As it was typed.'),
  marketing: z
    .boolean()
    .optional()
    .describe('True only when its own box was ticked by the person, with our wording beside it.'),
  topics: z
    .array(z.string().regex(/^[a-z0-9-]{1,80}$/, 'Expected a slug: a-z, 0-9 and hyphens.'))
    .max(100)
    .optional()
    .describe('Slugs; what is unknown when the address is confirmed is left out. None: every alert.'),
  language: z
    .string()
    .regex(/^[A-Za-z0-9-]{2,35}$/, 'Expected a language tag such as de (BCP 47).')
    .optional()
    .describe('BCP 47, of the page it was typed on; one that we do not have reads English.'),
}

export const signUpBody = z.strictObject({
  ...whatIsAsked,
  token: z
    .string()
    .max(200)
    .describe('From GET /api/sign-up/form: at least 2 seconds and at most an hour old.'),
  website: z
    .string()
    .max(1_000)
    .optional()
    .describe(
      'A field that people do not see in your form. Filled in: the same answer, and nothing happens.',
    ),
  proof: z
    .string()
    .max(10_000)
    .optional()
    .describe('JSON of {challenge, solution}, when a challenge came (altcha, PBKDF2/SHA-256).'),
})
export const addSubscriberBody = z.strictObject(whatIsAsked)

export const signUpFormAnswer = z.object({
  token: z.string().describe('Post it with one address.'),
  challenge: z
    .string()
    .nullable()
    .describe('JSON of an altcha challenge to be solved first, while too many sign up; null: none.'),
})
/** Nothing: what became of it only the owner of the address reads. */
export const signUpAnswer = z.object({})

function groundOf({ store, subscribers, config }: ApiParts): SignUpGround {
  return { store, subscribers, limits: config.signUpLimits }
}

/** GET /api/sign-up/form */
export const signUpFormOf: ApiHandler = async (parts, c) => {
  const asked = { clientAddress: c.get('clientAddress'), at: parts.clock.now() }
  return c.json(await readSignUpForm(groundOf(parts), asked))
}

/** POST /api/sign-up */
export const signUp: ApiHandler = async (parts, c) => {
  const { token, website = '', proof = '', ...asked } = parseObject(signUpBody, await readJson(c))
  const wish = wishOf(parts, asked, 'API form')
  const at = parts.clock.now()
  const press = { ...wish, token, website, proof, clientAddress: c.get('clientAddress'), at }
  return answerOf(c, await takeSignUp(groundOf(parts), press))
}

/** POST /api/subscribers */
export const addSubscriber: ApiHandler = async (parts, c) => {
  const asked = parseObject(addSubscriberBody, await readJson(c))
  const wish = wishOf(parts, asked, `API: ${c.var.token.name}`)
  return answerOf(c, await takeTrustedSignUp(parts, { ...wish, at: parts.clock.now() }))
}

function wishOf(
  { config, subscribers }: ApiParts,
  { address: typed, marketing = false, topics = [], language = 'en' }: z.output<typeof addSubscriberBody>,
  method: string,
): SignUp {
  const parsed = parseAddress(typed)
  if (!parsed.ok) throw invalidFields({ address: 'Expected a mail address such as ada@example.org.' })
  const { address, key } = parsed
  if (isDisposable(config.disposableDomains, address))
    throw invalidFields({
      address: 'Expected an address that lasts; this domain is on the list of those that do not.',
    })
  return {
    input: { address, key },
    marketing,
    topics: [...new Set(topics)],
    language: subscribers.texts.of(language).language,
    method,
  }
}

function answerOf(c: RequestContext, answer: SignUpAnswer): Response {
  switch (answer.kind) {
    case 'taken':
      return c.json({}, 202)
    case 'again':
      throw invalidFields({
        token:
          'Expected a token that is at least 2 seconds and at most an hour old and was used for no other address. "GET /api/sign-up/form" gives one.',
      })
    case 'proof':
      return tooMany({
        detail: 'Too many sign up right now: solve this challenge, and post its proof with the same token.',
        challenge: answer.challenge,
      })
    case 'closed':
      return tooMany({ detail: 'Too many sign up right now.' }, Math.ceil(answer.retryAfterMs / 1_000))
  }
}

/** RFC 9457, RFC 6585 §4. */
function tooMany(extra: { detail: string; challenge?: string }, retryAfterSeconds?: number): Response {
  const problem = { type: 'about:blank', title: 'Too many sign-ups', status: 429, code: 'sign-up.pressure' }
  const wait = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
  const headers = { 'content-type': 'application/problem+json', ...wait }
  return new Response(JSON.stringify({ ...problem, ...extra }), { status: 429, headers })
}
