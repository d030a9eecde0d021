/**
 * A real Chromium: the system's if there is one, else the npm package's, unpacked once beside the packages.
 * Null when this machine can have none; where `CI` is set that is a failure.
 */
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
/** Goes with the packages, so that a new version is unpacked anew. */
const unpackedTo = fileURLToPath(new URL('../../node_modules/.cache/chromium', import.meta.url))

export type Size = 'phone' | 'desktop'

export const sizes: Readonly<Record<Size, BrowserContextOptions>> = {
  phone: { viewport: { width: 375, height: 812 }, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 900 } },
}

/** Closed after the test. Skips the test, with a line that says why, where there is no Chromium. */
export async function openBrowser(t: Pick<TestContext, 'after' | 'skip'>): Promise<Browser | null> {
  const executablePath = installedChromium() ?? (await packagedChromium())
  if (!executablePath) {
    const why = `There is no Chromium for ${process.platform} ${process.arch}: install one as "chromium".`
    if (process.env['CI']) throw new Error(why)
    t.skip(why)
    return null
  }
  // Chromium's sandbox refuses root; it opens no page here but our own.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ executablePath, args, timeout: 120_000 })
  t.after(() => browser.close())
  return browser
}

function installedChromium(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const paths = folders.flatMap(folder => names.map(name => join(folder, name)))
  return paths.find(path => existsSync(path)) ?? null
}

/** The package unpacks into the temporary folder, half when it is killed: so elsewhere, and renamed at the end. */
async function packagedChromium(): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const unpacked = join(unpackedTo, 'chromium')
  if (existsSync(unpacked)) return unpacked
  await mkdir(join(unpackedTo, '..'), { recursive: true })
  const fresh = await mkdtemp(`${unpackedTo}-`)
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = fresh
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    packaged.setGraphicsMode = false
    await packaged.executablePath()
    await rename(fresh, unpackedTo)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    // Another run was faster.
    if (!existsSync(unpacked)) throw error
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
  return unpacked
}
