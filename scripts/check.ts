/** `npm run check`: types, lint and format, dead code, import rules, sizes, words, lock file. One line each; no warnings. */
import { fileURLToPath } from 'node:url'
import { checks } from './check/checks.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

// All at once: each is mostly a process of its own.
const results = await Promise.all(
  checks.map(async ({ name, run }) => {
    const startedAt = performance.now()
    const { summary, problems } = await run(root)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    return { problems, line: `${problems.length > 0 ? '✖' : '✔'} ${name}: ${summary} (${seconds} s)` }
  }),
)
for (const { problems } of results) if (problems.length > 0) console.log(`${problems.join('\n')}\n`)
for (const { line } of results) console.log(line)
process.exitCode = results.every(({ problems }) => problems.length === 0) ? 0 : 1
