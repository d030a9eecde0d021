/**
 * Loaded before every test file. An open socket, timer or process keeps a finished file alive and would hang
 * the run without a word; here it ends the file with an error that names what is open. And a file whose
 * runner was killed ends too: a killed run leaves no process behind.
 */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'

const patienceMs = 5_000
const runner = process.ppid

// Both timers are unreferenced: they fire only while something else keeps the process alive.
setInterval(() => {
  if (process.ppid !== runner) process.exit(1)
}, 500).unref()

after(() => {
  setTimeout(() => {
    const open = process.getActiveResourcesInfo().filter(name => !name.startsWith('Pipe'))
    console.error(`${testFiles()} left open: ${open.join(', ') || 'a pipe'}. Close it in the test (t.after).`)
    process.exit(1)
  }, patienceMs).unref()
})

/** Several that share a process stand in a file of imports. */
function testFiles(): string {
  const file = process.argv[1] ?? ''
  const imported = file.endsWith('.mjs') ? readFileSync(file, 'utf8').matchAll(/"(file:[^"]+)"/g) : []
  const paths = [...imported].map(([, url = '']) => fileURLToPath(url))
  const names = (paths.length > 0 ? paths : [file]).map(path => relative(process.cwd(), path))
  return names.length > 1 ? `One of ${names.join(', ')}` : names.join()
}
