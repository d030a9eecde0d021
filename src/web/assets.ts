/**
 * The style sheets, the icon and the browser scripts: bundled once at start, served under an address that holds a
 * hash of the content, so that a browser may keep them for ever. The operator's colour and sign stand in for ours.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Config } from '../config.ts'
import type { AssetPaths } from './page.ts'
import type { Route } from './route.ts'

export interface Assets {
  path: AssetPaths
  routes: Route[]
}

interface Asset {
  name: string
  type: string
  content: Uint8Array
  headers?: Record<string, string>
}

/** `scripts`: name without extension -> entry file; each becomes `NAME.js`. */
export async function loadAssets(
  scripts: Readonly<Record<string, URL>>,
  brand: Config['brand'],
): Promise<Assets> {
  const files: Asset[] = await Promise.all([
    icon(brand),
    styleSheet('tocsin.css', accentCss(brand)),
    styleSheet('desk-pages.css', ''),
    ...Object.entries(scripts).map(async ([name, entry]) => ({
      name: `${name}.js`,
      type: 'text/javascript; charset=utf-8',
      content: await bundle(entry),
    })),
    ...(brand.logo ? [logo(brand.logo)] : []),
  ])
  const paths = new Map(files.map(file => [file.name, addressOf(file.name, file.content)]))
  const routes = files.map(
    (file): Route => ({
      method: 'GET',
      path: addressOf(file.name, file.content),
      who: 'public',
      handler: c =>
        c.body(new Uint8Array(file.content), 200, {
          ...file.headers,
          'content-type': file.type,
          'cache-control': 'public, max-age=31536000, immutable',
        }),
    }),
  )
  const path: AssetPaths = name => {
    const found = paths.get(name)
    if (!found) throw new Error(`no asset named ${name}; known: ${[...paths.keys()].join(', ')}`)
    return found
  }
  return { path, routes }
}

async function icon({ accent }: Config['brand']): Promise<Asset> {
  const drawn = await readFile(new URL('./assets/bell.svg', import.meta.url), 'utf8')
  const content = Buffer.from(accent ? drawn.replace(/fill="#[^"]*"/, `fill="${accent.light}"`) : drawn)
  return { name: 'bell.svg', type: 'image/svg+xml', content }
}

/** Somebody else's picture: opened by itself, a script in it finds nothing allowed, and no program guesses its type. */
async function logo({ file, type }: NonNullable<Config['brand']['logo']>): Promise<Asset> {
  const headers = {
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
  }
  return { name: 'logo', type, content: await readFile(file), headers }
}

async function styleSheet(name: string, more: string): Promise<Asset> {
  const content = await bundle(new URL(`./assets/${name}`, import.meta.url))
  return { name, type: 'text/css; charset=utf-8', content: Buffer.concat([content, Buffer.from(more)]) }
}

/** The colours were read as colours (`brand.ts`): nothing else gets in here. On paper, print's black stays. */
function accentCss({ accent }: Config['brand']): string {
  if (!accent) return ''
  return `@media screen{:root{--signal:${accent.light}}}@media screen and (prefers-color-scheme:dark){:root{--signal:${accent.dark}}}
`
}

function addressOf(name: string, content: Uint8Array): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12)
  return `/assets/${hash}/${name}`
}

async function bundle(entry: URL): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}
