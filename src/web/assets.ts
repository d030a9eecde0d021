/**
 * The style sheet, the icon and the browser scripts: bundled once at start, served under an address
 * that holds a hash of the content, so that a browser may keep them for ever.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { AssetPaths } from './page.ts'
import type { Route } from './route.ts'

export interface Assets {
  path: AssetPaths
  routes: Route[]
}

/** `scripts`: name without extension -> entry file; each becomes `NAME.js`. */
export async function loadAssets(scripts: Readonly<Record<string, URL>>): Promise<Assets> {
  const read = async (name: string, type: string) => ({
    name,
    type,
    content: await readFile(new URL(`./assets/${name}`, import.meta.url)),
  })
  const files = await Promise.all([
    read('bell.svg', 'image/svg+xml'),
    bundle(new URL('./assets/tocsin.css', import.meta.url)).then(content => ({
      name: 'tocsin.css',
      type: 'text/css; charset=utf-8',
      content,
    })),
    ...Object.entries(scripts).map(async ([name, entry]) => ({
      name: `${name}.js`,
      type: 'text/javascript; charset=utf-8',
      content: await bundle(entry),
    })),
  ])
  const paths = new Map(files.map(file => [file.name, addressOf(file.name, file.content)]))
  const routes = files.map(
    (file): Route => ({
      method: 'GET',
      path: addressOf(file.name, file.content),
      who: 'public',
      handler: c =>
        c.body(new Uint8Array(file.content), 200, {
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
