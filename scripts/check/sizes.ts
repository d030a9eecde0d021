/**
 * The size rules: no file over 500 lines; of the product's files (without tests) nine in ten under 300 and
 * half under 90. Functions under 50 are biome's.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Check, isTypeScript, projectFiles } from './check.ts'

const most = 500
const shares = [
  { share: 0.9, words: 'nine in ten', lines: 300 },
  { share: 0.5, words: 'half', lines: 90 },
]

interface FileSize {
  path: string
  lines: number
}

export const sizes: Check = {
  name: 'sizes',
  async run(root) {
    const paths = (await projectFiles(root)).filter(path => isTypeScript(path) || path.endsWith('.css'))
    const files = await Promise.all(
      paths.map(async path => ({ path, lines: countLines(await readFile(join(root, path), 'utf8')) })),
    )
    return judgeSizes(files)
  },
}

function judgeSizes(files: readonly FileSize[]) {
  const product = files.filter(({ path }) => path.startsWith('src/') && !path.endsWith('.test.ts'))
  const problems = files
    .filter(({ lines }) => lines > most)
    .map(
      ({ path, lines }) =>
        `${path} has ${lines} lines, and none may have over ${most}: find its two subjects`,
    )
  const found = shares.map(({ share, words, lines }) => {
    const longer = product.filter(file => file.lines >= lines).sort((one, other) => other.lines - one.lines)
    const under = product.length - longer.length
    if (under < share * product.length) {
      const offenders = longer.map(file => `  ${file.path} ${file.lines}`).join('\n')
      problems.push(
        `${words} of src's files must be under ${lines} lines; ${under} of ${product.length} are:\n${offenders}`,
      )
    }
    return `${product.length ? Math.round((100 * under) / product.length) : 100} % under ${lines}`
  })
  return { summary: `${files.length} files; of src ${found.join(', ')}`, problems }
}

function countLines(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
}
