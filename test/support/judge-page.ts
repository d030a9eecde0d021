/**
 * Judges a page as it stands: axe-core in light, its contrast also in dark, nothing wider than the window.
 * With SCREENSHOTS=1 it also keeps a picture of each in test/screenshots.
 */
import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import axe, { type AxeResults, type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const folder = fileURLToPath(new URL('../screenshots/', import.meta.url))

// No script of ours runs in a mail's frame: a mail is judged by itself, on a page of its own.
const everything: RunOptions = {
  iframes: false,
  resultTypes: ['violations'],
  rules: { 'target-size': { enabled: true } },
}
const contrast: RunOptions = { ...everything, runOnly: ['color-contrast'], rules: {} }

/** A mail is one column without landmarks: mail programs have their own. */
export const mailRules: RunOptions = {
  ...everything,
  rules: { region: { enabled: false }, 'landmark-one-main': { enabled: false } },
}

/** `name` is of the pictures, and of the failure. */
export async function judgePage(page: Page, name: string, rules: RunOptions = everything): Promise<void> {
  for (const [scheme, options] of [
    ['dark', contrast],
    ['light', rules],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await keepPicture(page, `${name}-${scheme}`)
    assert.deepEqual(await violationsOf(page, options), [], `${name}, ${scheme}: ${page.url()}`)
  }
  const tooWide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  assert.equal(await page.evaluate(tooWide), 0, `${name} is wider than the window`)
}

/** One line per fault: the rule, and the elements. */
export async function violationsOf(page: Page, options = everything): Promise<string[]> {
  if (await page.evaluate('typeof axe === "undefined"')) await page.evaluate(`${axe.source};0`)
  const { violations } = await page.evaluate<Pick<AxeResults, 'violations'>>(
    `axe.run(document, ${JSON.stringify(options)})`,
  )
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(node => `${node.target.join(' ')} ${node.failureSummary}`).join('; ')}`,
  )
}

export async function keepPicture(page: Page, name: string): Promise<void> {
  if (process.env['SCREENSHOTS'] !== '1') return
  await page.screenshot({ path: `${folder}${name}.png`, fullPage: true, animations: 'disabled' })
}
