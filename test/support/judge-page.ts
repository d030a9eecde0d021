/**
 * Judges a page as it stands: axe-core in light, its contrast also in dark, nothing wider than the window.
 * With SCREENSHOTS=1 it also keeps a picture of each in test/screenshots.
 */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { AxeResults, RunOptions } from 'axe-core'
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
  await loadAxe(page)
  const { violations } = await page.evaluate<Pick<AxeResults, 'violations'>>(
    `axe.run(document, ${JSON.stringify(options)})`,
  )
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(node => `${node.target.join(' ')} ${node.failureSummary}`).join('; ')}`,
  )
}

/** Handed to the browser once for all that the page will show: to send it each time took as long as to judge with it. */
async function loadAxe(page: Page): Promise<void> {
  const load = 'if (typeof loadAxe === "function" && typeof axe === "undefined") loadAxe(); typeof axe'
  if ((await page.evaluate(load)) !== 'undefined') return
  const source = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
  await page.addInitScript(`globalThis.loadAxe = () => { ${source}\n }`)
  await page.evaluate(`${source}\n;0`)
}

export async function keepPicture(page: Page, name: string): Promise<void> {
  if (process.env['SCREENSHOTS'] !== '1') return
  await page.screenshot({ path: `${folder}${name}.png`, fullPage: true, animations: 'disabled' })
}
