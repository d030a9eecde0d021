/**
 * Loaded before every test file. An open socket, timer or process keeps a finished file alive and would hang
 * the run without a word; here it ends the file with an error that names what is open. And a file whose
 * runner was killed ends too: a killed run leaves no process behind.
 */
import { relative } from 'node:path'
import { after } from 'node:test'

const patienceMs = 5_000
const runner = process.ppid

// Both timers are unreferenced: they fire only while something else keeps the process alive.
setInterval(() => {
  if (process.ppid !== runner) process.exit(1)
}, 500).unref()

after(() => {
  setTimeout(() => {
    const file = relative(process.cwd(), process.argv[1] ?? '')
    const open = process.getActiveResourcesInfo().filter(name => !name.startsWith('Pipe'))
    console.error(`${file} left open: ${open.join(', ') || 'a pipe'}. Close it in the test (t.after).`)
    process.exit(1)
  }, patienceMs).unref()
})
