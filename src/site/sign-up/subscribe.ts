/**
 * POST /subscribe: one answer, in one time, for a new, a pending, a known and a suppressed address, and no address in it
 * (promise 5). What comes back instead (an address that is none, a slip, a form pressed too soon) has nothing to do with
 * whether we know it.
 */
import {
  isDisposable,
  parseAddress,
  renewFormToken,
  suggestAddress,
  takeSignUp,
} from '../../subscribers/index.ts'
import type { RequestContext } from '../../web/index.ts'
import { renderFrontPage } from '../front-page.ts'
import { type PageLanguage, pageLanguage, pathIn } from '../page-language.ts'
import { type Form, readForm } from '../read-form.ts'
import type { SiteContext } from '../site-context.ts'
import type { SignUpEntry } from './sign-up-form.ts'
import { readTopicSlugs } from './sign-up-topics.ts'
import { closedPage, proofPage } from './subscribe-pressure.ts'

/** More is no address, and a page that echoes it would only grow. */
const longestEcho = 1_000

interface Typed {
  entry: SignUpEntry
  token: string
}

export async function subscribe(context: SiteContext, c: RequestContext): Promise<Response> {
  const form = await readForm(c)
  const language = pageLanguage(c, context, { form: form('language') })
  const topics = await readTopicSlugs(c)
  const { entry, token } = typedIn(form, topics)
  const back = async (why: Partial<SignUpEntry>, renewed?: string) => {
    const at = context.clock.now()
    const again = renewed ?? renewFormToken(context.subscribers, { token, at })
    return c.html(
      await renderFrontPage(context, language, { token: again, entry: { ...entry, ...why } }),
      422,
    )
  }
  const judged = judge(context, language, entry.address, form('hinted'))
  if ('why' in judged) return back(judged.why)
  const answer = await takeSignUp(context.signUps, {
    input: judged.input,
    marketing: entry.marketing,
    topics,
    language: language.text.language,
    method: 'site form',
    clientAddress: c.get('clientAddress'),
    token,
    website: form('website'),
    proof: form('proof'),
    at: context.clock.now(),
  })
  switch (answer.kind) {
    case 'taken':
      return c.redirect(pathIn(language, '/check-your-inbox'), 303)
    case 'again':
      return back({ note: language.text.signUp.pressAgain }, answer.token)
    case 'proof':
      return proofPage(context, c, { language, entry, token, challenge: answer.challenge })
    case 'closed':
      return closedPage(context, c, { language, retryAfterMs: answer.retryAfterMs })
  }
}

function typedIn(form: Form, topics: readonly string[]): Typed {
  const typed = form('address').slice(0, longestEcho)
  // Only what we would suggest ourselves: whoever corrected the address by hand and pressed Enter means that.
  const address = form('instead') !== '' && form('instead') === suggestionFor(typed) ? form('instead') : typed
  const marketing = form('marketing') === 'yes'
  return {
    entry: { address, marketing, topics, problem: null, suggestion: null, note: null },
    token: form('token'),
  }
}

function judge({ config }: SiteContext, { text }: PageLanguage, typed: string, hinted: string) {
  const { form: words } = text.site
  const parsed = parseAddress(typed)
  if (!parsed.ok) return { why: { problem: parsed.problem === 'too-long' ? words.tooLong : words.invalid } }
  const { address, key } = parsed
  if (isDisposable(config.disposableDomains, address)) return { why: { problem: text.signUp.disposable } }
  const suggestion = hinted === typed ? null : suggestAddress(address)
  return suggestion === null ? { input: { address, key } } : { why: { suggestion } }
}

function suggestionFor(typed: string): string | null {
  const parsed = parseAddress(typed)
  return parsed.ok ? suggestAddress(parsed.address) : null
}
